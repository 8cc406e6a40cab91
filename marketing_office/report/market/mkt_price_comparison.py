from odoo import fields, models
from odoo.tools import SQL

from ...tools.optional import OptionalFloat, OptionalMonetary


class PriceComparison(models.Model):
    """Prices of competitors' products beside what our comparable product was sold for.

    One row for each price observed, with the observation's id. Our price is what a unit
    was ordered for, untaxed and after discounts, in that month or the last one before it
    in which the product was sold, no more than a year back. It is the same whatever the
    reader may see of orders.
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
    own_price = OptionalMonetary("Our Price", aggregator="avg", readonly=True)
    price_index = OptionalFloat(
        "Price Index (Ours = 100)",
        digits=(16, 1),
        aggregator="avg",
        readonly=True,
        help="Competitor's price ÷ our price × 100: above 100 they are dearer.",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            WITH compared AS (
                SELECT DISTINCT product_id AS id FROM mkt_competitor_product
                WHERE product_id IS NOT NULL
            ), sold AS (
                SELECT ordered.company_id, ordered.product_id,
                    date_trunc('month', ordered.date)::date AS month,
                    SUM(ordered.amount) / SUM(ordered.quantity) AS price
                FROM (%(revenue)s) ordered
                JOIN compared ON compared.id = ordered.product_id
                WHERE ordered.quantity > 0
                GROUP BY 1, 2, 3
            )
            SELECT seen.id, seen.date, seen.company_id, seen.competitor_id, seen.segment_id,
                theirs.id AS competitor_product_id,
                theirs.product_id,
                seen.company_price AS price,
                ours.price AS own_price,
                100 * seen.company_price / NULLIF(ours.price, 0) AS price_index
            FROM mkt_observation seen
            JOIN mkt_competitor_product theirs ON theirs.id = seen.product_id
            LEFT JOIN LATERAL (
                SELECT sold.price FROM sold
                WHERE sold.company_id = seen.company_id
                    AND sold.product_id = theirs.product_id
                    AND sold.month <= seen.date
                    AND sold.month > seen.date - interval '1 year'
                ORDER BY sold.month DESC LIMIT 1
            ) ours ON true
            WHERE seen.kind = 'price' AND theirs.product_id IS NOT NULL
            """,
            revenue=self.env["mkt.revenue"]._ordered(),
        )

    def action_open_observation(self):
        """The observation behind the row."""
        self.ensure_one()
        observation = self.env["mkt.observation"].browse(self.id)
        return observation._get_records_action()
