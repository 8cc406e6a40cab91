from odoo import fields, models

from ...tools.kpi_source import KpiMeasure, KpiSource


class KpiSatisfaction(models.Model):
    """What the customers say who are asked."""

    _inherit = "mkt.kpi"

    measure = fields.Selection(
        selection_add=[
            ("customer_satisfaction", "Customer Satisfaction"),
            ("net_promoter_score", "Net Promoter Score"),
            ("survey_response", "Response Rate of the Satisfaction Survey"),
        ]
    )

    def _answers(self, function, date, measured, domain):
        """Satisfaction surveys by the customer's account manager."""
        return KpiSource(
            model="survey.user_input",
            function=function,
            measured=measured,
            date=date,
            domain=[
                ("mkt_invited_at", "!=", False),
                ("test_entry", "=", False),
                *domain,
            ],
            user="mkt_user_id",
            company="mkt_company_id",
        )

    def _measure_customer_satisfaction(self):
        return KpiMeasure(
            self.env._(
                "Average satisfaction in percent of the scale, "
                "of the satisfaction surveys answered in the period"
            ),
            source=self._answers(
                "avg", "end_datetime", "mkt_csat", [("mkt_has_csat", "=", True)]
            ),
        )

    def _measure_net_promoter_score(self):
        return KpiMeasure(
            self.env._(
                "Share of promoters (9–10) less share of detractors (0–6), "
                "of the satisfaction surveys answered in the period"
            ),
            source=self._answers(
                "avg", "end_datetime", "mkt_nps_points", [("mkt_has_nps", "=", True)]
            ),
        )

    def _measure_survey_response(self):
        return KpiMeasure(
            self.env._(
                "Satisfaction surveys answered ÷ invitations sent in the period"
            ),
            source=self._answers("share", "mkt_invited_at", "mkt_is_answered", []),
        )
