from odoo import fields, models
from odoo.tools import SQL

from ...tools.kpi_calendar import COMPANY
from ...tools.kpi_source import KpiMeasure, KpiSource


class KpiCustomer(models.Model):
    """Customers won, lost and won back, and how much is known of them."""

    _inherit = "mkt.kpi"

    measure = fields.Selection(
        selection_add=[
            ("customers_new", "New Customers"),
            ("customers_lost", "Lost Customers"),
            ("customers_won_back", "Customers Won Back"),
            ("customers_complete", "Complete Customer Profiles"),
        ]
    )

    def _customer_events(self, kind):
        return KpiSource(
            model="mkt.customer.event",
            function="count",
            date="date",
            domain=[("kind", "=", kind)],
            user="user_id",
        )

    def _measure_customers_new(self):
        return KpiMeasure(
            self.env._("Customers whose first order falls into the period"),
            source=self._customer_events("new"),
        )

    def _measure_customers_lost(self):
        return KpiMeasure(
            self.env._(
                "Customers who in the period passed the days without an order after"
                " which they count as lost"
            ),
            source=self._customer_events("lost"),
        )

    def _measure_customers_won_back(self):
        return KpiMeasure(
            self.env._("Lost customers who ordered again in the period"),
            source=self._customer_events("won_back"),
        )

    def _measure_customers_complete(self):
        return KpiMeasure(
            self.env._(
                "Customers with a complete profile ÷ customers who are new, active or"
                " dormant, as it is in the running period"
            ),
            figures=self._complete_figures,
            behind=self._behind_complete,
        )

    def _complete_figures(self, company, calendar):
        # of today alone: how complete profiles were once, nobody knows
        today = company._mkt_today()
        running = [
            period for period, start, end in calendar.periods if start <= today <= end
        ]
        self.env["mkt.customer.standing"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT COUNT(*) FILTER (WHERE is_complete), COUNT(*)
                FROM mkt_customer_standing
                WHERE company_id = %s AND lifecycle IN ('new', 'active', 'dormant')
                """,
                company.id,
            )
        )
        return {(period, COMPANY, 0): rows[0] for period in running if rows[0][1]}

    def _behind_complete(self, value):
        """The customers as they are now."""
        return "mkt.customer.standing", [
            ("company_id", "=", value.company_id.id),
            ("lifecycle", "in", ("new", "active", "dormant")),
        ]
