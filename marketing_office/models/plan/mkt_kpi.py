from odoo import fields, models
from odoo.tools import SQL

from ...tools.kpi_calendar import COMPANY
from ...tools.kpi_source import KpiMeasure
from .mkt_plan import IN_FORCE


class KpiPlan(models.Model):
    """How many of the goals that were due the plans in force have reached."""

    _inherit = "mkt.kpi"

    measure = fields.Selection(selection_add=[("plan_goals", "Plan Goals Reached")])

    def _measure_plan_goals(self):
        return KpiMeasure(
            self.env._(
                "Goals of plans in force that were reached ÷ goals whose period ended "
                "in the period; a goal without a figure is not reached"
            ),
            figures=self._plan_goals_figures,
            behind=self._behind_plan_goals,
        )

    def _in_order(self):
        """Goals are judged by the figures of all other indicators: these come first."""
        ordered = super()._in_order()
        last = ordered.filtered(
            lambda kpi: any(
                base.kind == "builtin" and base.measure == "plan_goals"
                for base in kpi | kpi._all_bases()
            )
        )
        return ordered - last + last

    def _plan_goals_figures(self, company, calendar):
        # a goal is due once its period is over; without a figure it is not reached
        rows = self.env.execute_query(
            SQL(
                """
                SELECT shown.id,
                    COUNT(*) FILTER (WHERE CASE kpi.direction
                        WHEN 'lower' THEN found.value <= goal.target
                        ELSE found.value >= goal.target END),
                    COUNT(*)
                FROM %(shown)s
                JOIN mkt_period due ON due.company_id = %(company)s
                    AND due.date_to BETWEEN shown.first_day AND shown.last_day
                    AND due.date_to < %(today)s
                JOIN mkt_plan_goal goal ON goal.period_id = due.id
                    AND goal.kpi_id <> %(own)s AND goal.target IS NOT NULL
                JOIN mkt_plan plan ON plan.id = goal.plan_id
                    AND plan.state = ANY(%(in_force)s)
                JOIN mkt_kpi kpi ON kpi.id = goal.kpi_id
                LEFT JOIN mkt_kpi_value found ON found.kpi_id = goal.kpi_id
                    AND found.period_id = goal.period_id AND found.scope = 'company'
                GROUP BY shown.id
                """,
                shown=self._shown(calendar),
                company=company.id,
                today=company._mkt_today(),
                own=self.id,
                in_force=list(IN_FORCE),
            )
        )
        return {(period, COMPANY, 0): (reached, due) for period, reached, due in rows}

    def _behind_plan_goals(self, value):
        """The goals that were due."""
        period = value.period_id
        return "mkt.plan.goal", [
            ("company_id", "=", value.company_id.id),
            ("plan_state", "in", IN_FORCE),
            ("kpi_id", "!=", self.id),
            ("target", "!=", False),
            ("period_id.date_to", ">=", period.date_from),
            ("period_id.date_to", "<=", period.date_to),
            ("period_id.date_to", "<", value.company_id._mkt_today()),
        ]
