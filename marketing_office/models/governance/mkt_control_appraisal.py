from odoo import fields, models

from ...tools.control_check import ControlCheck


class ControlAppraisal(models.Model):
    """Whether the results of appraisals reach those appraised."""

    _inherit = "mkt.control"

    check_name = fields.Selection(
        selection_add=[("appraisals_released", "Appraisal Results Released")]
    )

    def _check_appraisals_released(self, company, window):
        return ControlCheck(
            model="mkt.appraisal.round",
            population=[
                ("state", "in", ("released", "closed")),
                *window.days("released_on"),
            ],
            is_least=True,
        )

    def _check_words(self):
        return super()._check_words() | {
            "appraisals_released": self.env._(
                "Rounds of appraisal whose results were released in the period"
            ),
        }
