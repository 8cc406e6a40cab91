from odoo import fields, models
from odoo.tools import SQL

from ...tools.kpi_calendar import COMPANY
from ...tools.kpi_source import KpiSource


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

    def _source_customers_new(self):
        return self._customer_events("new")

    def _source_customers_lost(self):
        return self._customer_events("lost")

    def _source_customers_won_back(self):
        return self._customer_events("won_back")

    def _source_customers_complete(self):
        """None: profiles have no date, `_figures_customers_complete` tells it of today."""

    def _figures_customers_complete(self, company, calendar):
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

    def _drill_down(self, value):
        """Behind the share of complete profiles stand the customers as they are now."""
        if self.measure != "customers_complete" or self.kind != "builtin":
            return super()._drill_down(value)
        return {
            "type": "ir.actions.act_window",
            "name": value.display_name,
            "res_model": "mkt.customer.standing",
            "views": [[False, "list"], [False, "form"]],
            "domain": [
                ("company_id", "=", value.company_id.id),
                ("lifecycle", "in", ("new", "active", "dormant")),
            ],
        }

    def _measure_words(self):
        return super()._measure_words() | {
            "customers_new": self.env._(
                "Customers whose first order falls into the period"
            ),
            "customers_lost": self.env._(
                "Customers who in the period passed the days without an order after"
                " which they count as lost"
            ),
            "customers_won_back": self.env._(
                "Lost customers who ordered again in the period"
            ),
            "customers_complete": self.env._(
                "Customers with a complete profile ÷ customers who are new, active or"
                " dormant, as it is in the running period"
            ),
        }
