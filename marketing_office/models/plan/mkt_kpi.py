from odoo import fields, models
from odoo.tools import SQL

from ...tools.kpi_calendar import COMPANY
from .mkt_plan import IN_FORCE


class KpiPlan(models.Model):
    """How many of the goals that were due the plans in force have reached."""

    _inherit = "mkt.kpi"

    measure = fields.Selection(selection_add=[("plan_goals", "Plan Goals Reached")])

    def _source_plan_goals(self):
        # goals are judged by other figures: `_figures_plan_goals` tells it
        return None

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

    def _figures_plan_goals(self, company, calendar):
        # a goal is due once its period is over; without a figure it is not reached
        rows = self.env.execute_query(
            SQL(
                """
                SELECT shown.id,
                    COUNT(*) FILTER (WHERE CASE kpi.direction
                        WHEN 'lower' THEN found.value <= goal.target
                        ELSE found.value >= goal.target END),
                    COUNT(*)
                FROM unnest(%(ids)s::integer[], %(starts)s::date[], %(ends)s::date[])
                    AS shown (id, first_day, last_day)
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
                ids=[period for period, _start, _end in calendar.periods],
                starts=[start for _period, start, _end in calendar.periods],
                ends=[end for _period, _start, end in calendar.periods],
                company=company.id,
                today=company._mkt_today(),
                own=self.id,
                in_force=list(IN_FORCE),
            )
        )
        return {(period, COMPANY, 0): (reached, due) for period, reached, due in rows}

    def _drill_down(self, value):
        """Behind the share stand the goals that were due."""
        if self.measure != "plan_goals" or self.kind != "builtin":
            return super()._drill_down(value)
        period = value.period_id
        return {
            "type": "ir.actions.act_window",
            "name": value.display_name,
            "res_model": "mkt.plan.goal",
            "views": [[False, "list"]],
            "domain": [
                ("company_id", "=", value.company_id.id),
                ("plan_state", "in", IN_FORCE),
                ("kpi_id", "!=", self.id),
                ("target", "!=", False),
                ("period_id.date_to", ">=", period.date_from),
                ("period_id.date_to", "<=", period.date_to),
                ("period_id.date_to", "<", value.company_id._mkt_today()),
            ],
        }

    def _measure_words(self):
        return super()._measure_words() | {
            "plan_goals": self.env._(
                "Goals of plans in force that were reached ÷ goals whose period ended "
                "in the period; a goal without a figure is not reached"
            ),
        }
