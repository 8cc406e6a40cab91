from datetime import date
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.optional import OptionalFloat, OptionalMonetary


class Days(NamedTuple):
    """From when to when prices were observed; a type that no caller's context can hold."""

    first: date | None
    last: date | None


class PriceComparison(models.Model):
    """Prices of competitors' products beside what our comparable product was sold for.

    One row for each price observed that nobody doubts, with the observation's id. Our
    price is what a unit was ordered for, untaxed and after discounts, in that month or
    the last one before it in which the product was sold, no more than a year back. It is
    the same whatever the reader may see of orders.
    """

    _name = "mkt.price.comparison"
    _description = "Price Comparison"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "competitor_product_id"
    _depends = {
        "mkt.competitor.product": ["product_id"],
        "mkt.observation": [
            "company_id",
            "company_price",
            "competitor_id",
            "date",
            "is_in_doubt",
            "kind",
            "product_id",
            "segment_id",
        ],
        "mkt.revenue": ["amount", "company_id", "date", "product_id", "quantity"],
    }

    date = fields.Date("Observed on", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    competitor_id = fields.Many2one("mkt.competitor", readonly=True)
    competitor_product_id = fields.Many2one(
        "mkt.competitor.product", "Competitor's Product", readonly=True
    )
    product_id = fields.Many2one("product.product", "Our Product", readonly=True)
    segment_id = fields.Many2one("mkt.segment", readonly=True)
    price = fields.Monetary("Competitor's Price", aggregator="avg", readonly=True)
    own_price = OptionalMonetary(
        "Our Price",
        aggregator="avg",
        readonly=True,
        help="What a unit brought in on average on the orders confirmed in the month of"
        " the observation; where there were none, in the last month before it that had"
        " some, a year back at the most.",
    )
    price_index = OptionalFloat(
        "Price Index (Ours = 100)",
        digits=(16, 1),
        aggregator="avg",
        readonly=True,
        help="Competitor's price ÷ our price × 100: above 100 they are dearer.",
    )

    @api.model
    def _search(self, domain, *args, **kwargs):
        """Let our prices be counted of the orders alone that the rows read can need."""
        domain = Domain(domain)
        own = {"own_price", "price_index"}
        named = {condition.field_expr for condition in domain.iter_conditions()}
        if not self._days() and own.isdisjoint(named):
            self = self.with_context(mkt_observed=self._observed(domain))
        return super()._search(domain, *args, **kwargs)

    @api.model
    def _observed(self, domain):
        """First and last day of the observations in the domain; none where there are none."""
        rows = self.browse().with_context(mkt_observed=Days(None, None))
        query = rows._search(domain)
        day = SQL.identifier(self._table, "date")
        [days] = self.env.execute_query(
            query.select(SQL("MIN(%s)", day), SQL("MAX(%s)", day))
        )
        return Days(*days)

    def _days(self):
        """The days to which the rows are bounded, if they are."""
        days = self.env.context.get("mkt_observed")
        return days if isinstance(days, Days) else None

    @property
    def _table_query(self):
        observed = self._days()
        if not observed and self._ids:
            observed = self._observed([("id", "in", self._ids)])
        if observed and not observed.first:
            # the rows without our prices, to learn of which days they are
            return self._rows(SQL("NULL::numeric"), SQL())
        return SQL(
            """
            WITH asked AS (
                SELECT DISTINCT seen.company_id, theirs.product_id,
                    date_trunc('month', seen.date)::date AS month
                FROM mkt_observation seen
                JOIN mkt_competitor_product theirs ON theirs.id = seen.product_id
                WHERE seen.kind = 'price' AND theirs.product_id IS NOT NULL
                    AND seen.is_in_doubt IS NOT TRUE
                    %(observed)s
            ), sold AS MATERIALIZED (
                SELECT ordered.company_id, ordered.product_id,
                    date_trunc('month', ordered.date)::date AS month,
                    SUM(ordered.amount) / SUM(ordered.quantity) AS price
                FROM (%(revenue)s) ordered
                WHERE ordered.quantity > 0
                    AND ordered.product_id IN (SELECT product_id FROM asked)
                    %(ordered)s
                GROUP BY 1, 2, 3
            ), ours AS MATERIALIZED (
                SELECT asked.*, (
                    SELECT sold.price FROM sold
                    WHERE sold.company_id = asked.company_id
                        AND sold.product_id = asked.product_id
                        AND sold.month <= asked.month
                        AND sold.month > asked.month - interval '1 year'
                    ORDER BY sold.month DESC LIMIT 1
                ) AS price
                FROM asked
            )
            %(rows)s
            """,
            revenue=self.env["mkt.revenue"]._ordered(),
            rows=self._rows(
                SQL("ours.price"),
                SQL(
                    """
                    LEFT JOIN ours ON ours.company_id = seen.company_id
                        AND ours.product_id = theirs.product_id
                        AND ours.month = date_trunc('month', seen.date)::date
                    """
                ),
            ),
            **self._bounds(observed),
        )

    def _bounds(self, observed):
        """SQL that leaves out what rows between the days cannot need; empty without days."""
        if not observed:
            return {"observed": SQL(), "ordered": SQL()}
        first, last = observed
        # whole months, and a day more at each end: it is another day elsewhere
        since = first.replace(day=1) - relativedelta(years=1, days=1)
        until = last.replace(day=1) + relativedelta(months=1, days=1)
        return {
            "observed": SQL("AND seen.date BETWEEN %s AND %s", first, last),
            "ordered": SQL(
                "AND ordered.ordered_at >= %s AND ordered.ordered_at < %s", since, until
            ),
        }

    def _rows(self, own_price, join):
        return SQL(
            """
            SELECT seen.id, seen.date, seen.company_id, seen.competitor_id, seen.segment_id,
                theirs.id AS competitor_product_id,
                theirs.product_id,
                seen.company_price AS price,
                %(own_price)s AS own_price,
                100 * seen.company_price / NULLIF(%(own_price)s, 0) AS price_index
            FROM mkt_observation seen
            JOIN mkt_competitor_product theirs ON theirs.id = seen.product_id
            %(join)s
            WHERE seen.kind = 'price' AND theirs.product_id IS NOT NULL
                AND seen.is_in_doubt IS NOT TRUE
            """,
            own_price=own_price,
            join=join,
        )

    def action_open_observation(self):
        """The observation behind the row."""
        self.ensure_one()
        self.check_access("read")
        observation = self.env["mkt.observation"].browse(self.id)
        return observation._get_records_action()
