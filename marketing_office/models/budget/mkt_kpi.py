from dataclasses import replace
from functools import partial

from odoo import fields, models

from ...tools.kpi_calendar import COMPANY
from ...tools.kpi_source import KpiMeasure, KpiSource


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

    def _measure_marketing_cost(self):
        return KpiMeasure(
            self.env._(
                "What was spent by the budget's ledger, less what was taken back, "
                "in the company's currency"
            ),
            source=KpiSource(
                model="mkt.budget.entry",
                function="sum",
                measured="amount",
                date="date",
                domain=[("kind", "=", "spend")],
                user="user_id",
            ),
        )

    def _measure_marketing_budget(self):
        return KpiMeasure(
            self.env._("What the approved budgets plan, month by month"),
            source=KpiSource(
                model="mkt.budget.month",
                function="sum",
                measured="planned",
                date="month",
                domain=[("planned", "!=", 0)],
            ),
        )

    def _measure_entertainment_ceiling(self):
        return KpiMeasure(
            self.env._(
                "Deductible part of what was spent on entertainment ÷ what the invoiced"
                " revenue of the year lets the company deduct, by the rates of the ceiling"
            ),
            figures=partial(self._ceiling_figures, "entertainment"),
            behind=partial(self._behind_ceiling, "entertainment"),
        )

    def _measure_advertising_ceiling(self):
        return KpiMeasure(
            self.env._(
                "What was spent on advertising and promotion ÷ what the invoiced revenue"
                " of the year lets the company deduct, by the rates of the ceiling"
            ),
            figures=partial(self._ceiling_figures, "advertising"),
            behind=partial(self._behind_ceiling, "advertising"),
        )

    def _ceiling_of(self, code, company):
        """The ceiling in force in the company, and what is spent in its categories."""
        default = self.env.ref(f"marketing_office.ceiling_{code}")
        # sudo: the rates hold whoever reads the figure
        ceiling = self.env["mkt.deduction.ceiling"].sudo()._in_force(default, company)
        cost = self._measure_marketing_cost().source
        domain = [*cost.domain, ("category_id", "in", ceiling.category_ids.ids)]
        return ceiling, replace(cost, domain=domain)

    def _ceiling_figures(self, code, company, calendar):
        """The deductible part of the cost by what the company's revenue lets it deduct."""
        ceiling, cost = self._ceiling_of(code, company)
        if not ceiling.active:
            return {}
        costs = self._added_figures(cost, company, calendar)
        revenue = self._added_figures(
            self._measure_sales_invoiced().source, company, calendar
        )
        return {
            # a company is taxed as a whole
            key: (
                costs.get(key, (0, None))[0] * ceiling.cost_rate / 100,
                sold * ceiling.revenue_rate / 100,
            )
            for key, (sold, _denominator) in revenue.items()
            if key[1] == COMPANY
        }

    def _behind_ceiling(self, code, value):
        """What was spent in the ceiling's categories in the period."""
        _ceiling, cost = self._ceiling_of(code, value.company_id)
        return self._get_documents_behind(cost, value)
