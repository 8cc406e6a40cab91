from odoo import fields, models
from odoo.tools import SQL

from ...tools.kpi_calendar import COMPANY
from ...tools.kpi_source import KpiMeasure, KpiSource


class KpiTraining(models.Model):
    """How much people are trained, what it costs and what it brings."""

    _inherit = "mkt.kpi"

    measure = fields.Selection(
        selection_add=[
            ("training_hours", "Training Hours"),
            ("training_hours_each", "Training Hours per Person"),
            ("training_cost_hour", "Training Cost per Hour"),
            ("training_effect", "Effect of Training"),
        ]
    )
    source_model = fields.Selection(
        selection_add=[("mkt.training.attendance", "Training Attendance")]
    )

    def _measure_training_hours(self):
        return KpiMeasure(
            self.env._("Hours of sessions held in the period, of those who were there"),
            source=KpiSource(
                model="mkt.training.attendance",
                function="sum",
                measured="hours",
                date="held_on",
                domain=[("state", "=", "attended"), ("session_state", "=", "held")],
                user="user_id",
            ),
        )

    def _measure_training_effect(self):
        return KpiMeasure(
            self.env._(
                "Average of what superiors say 60 days after the session, from 1 to 5"
            ),
            source=KpiSource(
                model="mkt.training.attendance",
                function="avg",
                measured="effect",
                date="effect_on",
                domain=[("effect_on", "!=", False)],
                user="user_id",
            ),
        )

    def _measure_training_hours_each(self):
        return KpiMeasure(
            self.env._(
                "Hours of sessions held in the period ÷ people who work in the office on "
                "its last day that has come"
            ),
            figures=self._training_hours_each_figures,
            behind=self._behind_sessions,
        )

    def _training_hours_each_figures(self, company, calendar):
        """Hours of the period ÷ people in the office on its last day that has come."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT shown.id, held.user_id, LEAST(shown.last_day, %(today)s),
                    COALESCE((
                        SELECT SUM(hours) FROM mkt_training_attendance attendance
                        WHERE attendance.user_id = held.user_id
                            AND attendance.company_id = %(company)s
                            AND attendance.state = 'attended'
                            AND attendance.session_state = 'held'
                            AND attendance.held_on
                                BETWEEN shown.first_day AND shown.last_day
                    ), 0),
                    1
                FROM %(shown)s
                JOIN (
                    SELECT DISTINCT assignment.user_id, date_from, date_to
                    FROM mkt_post_assignment assignment
                    JOIN mkt_post post ON post.id = assignment.post_id
                    WHERE company_id = %(company)s AND post.level <> 'leadership'
                ) held ON LEAST(shown.last_day, %(today)s) BETWEEN held.date_from
                    AND COALESCE(held.date_to, 'infinity')
                WHERE shown.first_day <= %(today)s
                GROUP BY shown.id, held.user_id, shown.first_day, shown.last_day
                """,
                shown=self._shown(calendar),
                company=company.id,
                today=company._mkt_today(),
            )
        )
        return calendar.roll_up_people(rows)

    def _measure_training_cost_hour(self):
        return KpiMeasure(
            self.env._(
                "What was spent on the sessions held in the period ÷ hours of those who "
                "were there"
            ),
            figures=self._training_cost_hour_figures,
            behind=self._behind_sessions,
        )

    def _training_cost_hour_figures(self, company, calendar):
        """What was spent on the sessions held in the period ÷ hours attended there."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT shown.id,
                    SUM(COALESCE((SELECT SUM(spent) FROM mkt_expense_request request
                        WHERE request.training_session_id = session.id), 0)),
                    SUM(COALESCE((SELECT SUM(attendance.hours)
                        FROM mkt_training_attendance attendance
                        WHERE attendance.session_id = session.id
                            AND attendance.state = 'attended'), 0))
                FROM %(shown)s
                JOIN mkt_training_session session ON session.company_id = %(company)s
                    AND session.state = 'held'
                    AND session.planned_on BETWEEN shown.first_day AND shown.last_day
                GROUP BY shown.id
                """,
                shown=self._shown(calendar),
                company=company.id,
            )
        )
        return {
            (period, COMPANY, 0): (cost, hours) for period, cost, hours in rows if hours
        }

    def _behind_sessions(self, value):
        """Who was there at the sessions held in the period."""
        period = value.period_id
        domain = [
            ("company_id", "=", value.company_id.id),
            ("state", "=", "attended"),
            ("session_state", "=", "held"),
            ("held_on", ">=", period.date_from),
            ("held_on", "<=", period.date_to),
        ]
        if value.user_id:
            domain.append(("user_id", "=", value.user_id.id))
        return "mkt.training.attendance", domain
