from datetime import timedelta

from odoo import fields, models

from ...tools.control_check import ControlCheck


class ControlSales(models.Model):
    """Checks on sales plans."""

    _inherit = "mkt.control"

    check_name = fields.Selection(
        selection_add=[("sales_plan_in_force", "Sales Plan in Force")]
    )

    def _check_sales_plan_in_force(self, company, window):
        today = window.stop - timedelta(days=1)
        return ControlCheck(
            model="mkt.sales.plan",
            population=[
                ("state", "in", ("approved", "closed")),
                ("date_from", "<=", today),
                ("date_to", ">=", today),
            ],
            is_least=True,
            is_state=True,
        )

    def _check_words(self):
        return super()._check_words() | {
            "sales_plan_in_force": self.env._(
                "Approved sales plans whose period covers today"
            ),
        }
