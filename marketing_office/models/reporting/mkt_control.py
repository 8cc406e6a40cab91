from odoo import fields, models

from ...tools.control_check import ControlCheck


class ControlReports(models.Model):
    """Whether the reports go to the leadership, as a check of the management system."""

    _inherit = "mkt.control"

    check_name = fields.Selection(
        selection_add=[("reports_submitted", "Work Reports Submitted")]
    )

    def _check_reports_submitted(self, company, window):
        return ControlCheck(
            model="mkt.report",
            population=[
                ("state", "in", ("submitted", "accepted", "returned")),
                *window.moments("submitted_at"),
            ],
            is_least=True,
        )

    def _check_words(self):
        return super()._check_words() | {
            "reports_submitted": self.env._("Work reports submitted in the period"),
        }
