from odoo import fields, models

from ...tools.kpi_source import KpiMeasure, KpiSource


class KpiCases(models.Model):
    """How cases are handled."""

    _inherit = "mkt.kpi"

    measure = fields.Selection(
        selection_add=[
            ("cases_received", "Cases Received"),
            ("cases_closed", "Cases Closed"),
            ("hours_to_acknowledge", "Hours to Acknowledge a Case"),
            ("hours_to_resolve", "Hours to Resolve a Case"),
            ("limits_kept", "Time Limits Kept"),
            ("case_rating", "Rating of Closed Cases"),
            ("complaint_cost", "Cost of Complaints"),
        ]
    )
    source_model = fields.Selection(
        selection_add=[
            ("mkt.complaint", "Cases"),
            ("mkt.corrective.action", "Corrective Actions"),
        ]
    )

    def _cases(self, function, date, measured=None, domain=()):
        """Cases by handler; those cancelled, merged ones among them, do not count."""
        return KpiSource(
            model="mkt.complaint",
            function=function,
            measured=measured,
            date=date,
            domain=[("state", "!=", "cancelled"), *domain],
            user="user_id",
        )

    def _measure_cases_received(self):
        return KpiMeasure(
            self.env._(
                "Number of cases received in the period, without cancelled ones"
            ),
            source=self._cases("count", "received_at"),
        )

    def _measure_cases_closed(self):
        return KpiMeasure(
            self.env._("Number of cases closed in the period"),
            source=self._cases("count", "closed_at"),
        )

    def _measure_hours_to_acknowledge(self):
        return KpiMeasure(
            self.env._(
                "Average hours from receipt to acknowledgement, "
                "of the cases acknowledged in the period"
            ),
            source=self._cases("avg", "acknowledged_at", "hours_to_acknowledge"),
        )

    def _measure_hours_to_resolve(self):
        return KpiMeasure(
            self.env._(
                "Average hours from receipt to resolution, "
                "of the cases resolved in the period"
            ),
            source=self._cases("avg", "resolved_at", "hours_to_resolve"),
        )

    def _measure_case_rating(self):
        return KpiMeasure(
            self.env._(
                "Average rating of closed cases (1 to 5) given in the period; "
                "complainants only, hence not the satisfaction of all customers"
            ),
            source=self._cases("avg", "rated_at", "rating_last_value"),
        )

    def _measure_limits_kept(self):
        return KpiMeasure(
            self.env._("Time limits kept ÷ time limits kept or missed in the period"),
            source=KpiSource(
                model="mkt.sla.clock",
                function="share",
                measured="is_kept",
                date="settled_at",
                user="complaint_id.user_id",
            ),
        )

    def _measure_complaint_cost(self):
        return KpiMeasure(
            self.env._(
                "What the budget's ledger says was spent on compensations for cases,"
                " less what was taken back, in the company's currency"
            ),
            source=KpiSource(
                model="mkt.budget.entry",
                function="sum",
                measured="amount",
                date="date",
                domain=[
                    ("kind", "=", "spend"),
                    ("request_id.complaint_id", "!=", False),
                ],
                user="user_id",
            ),
        )
