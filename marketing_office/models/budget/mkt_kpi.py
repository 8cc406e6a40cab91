from odoo import fields, models

from ...tools.kpi_source import KpiSource


class KpiBudget(models.Model):
    """What marketing may cost by the budgets in force, and costs by their ledger."""

    _inherit = "mkt.kpi"

    measure = fields.Selection(
        selection_add=[
            ("marketing_cost", "Marketing Cost"),
            ("marketing_budget", "Marketing Budget"),
        ]
    )

    def _source_marketing_cost(self):
        return KpiSource(
            model="mkt.budget.entry",
            function="sum",
            measured="amount",
            date="date",
            domain=[("kind", "=", "spend")],
            user="user_id",
        )

    def _source_marketing_budget(self):
        return KpiSource(
            model="mkt.budget.month",
            function="sum",
            measured="planned",
            date="month",
            domain=[("planned", "!=", 0)],
        )

    def _measure_words(self):
        return super()._measure_words() | {
            "marketing_cost": self.env._(
                "What was spent by the budget's ledger, less what was taken back, "
                "in the company's currency"
            ),
            "marketing_budget": self.env._(
                "What the approved budgets plan, in even shares by month"
            ),
        }
