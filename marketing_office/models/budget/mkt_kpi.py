from dataclasses import replace

from odoo import fields, models

from ...tools.kpi_calendar import COMPANY
from ...tools.kpi_source import KpiSource


class KpiBudget(models.Model):
    """What marketing may cost by the budgets in force, and costs by their ledger."""

    _inherit = "mkt.kpi"

    measure = fields.Selection(
        selection_add=[
            ("marketing_cost", "Marketing Cost"),
            ("marketing_budget", "Marketing Budget"),
            ("entertainment_ceiling", "Entertainment against Its Deductible Ceiling"),
            ("advertising_ceiling", "Advertising against Its Deductible Ceiling"),
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

    def _source_entertainment_ceiling(self):
        # cost, revenue and rates make the figure: `_ceiling_figures` tells it
        return None

    def _source_advertising_ceiling(self):
        return None

    def _figures_entertainment_ceiling(self, company, calendar):
        return self._ceiling_figures("entertainment", company, calendar)

    def _figures_advertising_ceiling(self, company, calendar):
        return self._ceiling_figures("advertising", company, calendar)

    def _ceiling_figures(self, code, company, calendar):
        """The deductible part of the cost by what the company's revenue lets it deduct."""
        default = self.env.ref(f"marketing_office.ceiling_{code}")
        # sudo: the rates hold whoever reads the figure
        ceiling = self.env["mkt.deduction.ceiling"].sudo()._in_force(default, company)
        if not ceiling.active:
            return {}
        source = self._source_marketing_cost()
        domain = [*source.domain, ("category_id", "in", ceiling.category_ids.ids)]
        costs = self._added_figures(replace(source, domain=domain), company, calendar)
        revenue = self._added_figures(self._source_sales_invoiced(), company, calendar)
        return {
            # a company is taxed as a whole
            key: (
                costs.get(key, (0, None))[0] * ceiling.cost_rate / 100,
                sold * ceiling.revenue_rate / 100,
            )
            for key, (sold, _denominator) in revenue.items()
            if key[1] == COMPANY
        }

    def _measure_words(self):
        return super()._measure_words() | {
            "marketing_cost": self.env._(
                "What was spent by the budget's ledger, less what was taken back, "
                "in the company's currency"
            ),
            "entertainment_ceiling": self.env._(
                "Deductible part of what was spent on entertainment ÷ what the invoiced"
                " revenue of the year lets the company deduct, by the rates of the ceiling"
            ),
            "advertising_ceiling": self.env._(
                "What was spent on advertising and promotion ÷ what the invoiced revenue"
                " of the year lets the company deduct, by the rates of the ceiling"
            ),
            "marketing_budget": self.env._(
                "What the approved budgets plan, month by month"
            ),
        }
