from odoo import fields, models
from odoo.tools import SQL

KINDS = [("new", "New Customer"), ("lost", "Lost"), ("won_back", "Won Back")]


class CustomerEvent(models.Model):
    """When customers came, were lost and came back, as their orders tell it.

    Lost is who has not ordered for the days after which the lifecycle says so; the same
    rule holds for intervals that are over. Account manager is who had the customer then.
    """

    _name = "mkt.customer.event"
    _description = "Customer Won or Lost"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "partner_id"
    _depends = {
        "mkt.customer.assignment": [
            "company_id",
            "date_from",
            "date_to",
            "is_merged",
            "partner_id",
            "user_id",
        ],
        "mkt.customer.standing": ["company_id", "partner_id", "rhythm_days"],
        "res.company": ["mkt_lost_days", "mkt_rhythm_percent", "resource_calendar_id"],
        "res.partner": ["commercial_partner_id"],
        "resource.calendar": ["tz"],
        "sale.order": ["company_id", "date_order", "partner_id", "state"],
        "sale.order.line": ["display_type", "price_subtotal"],
    }

    kind = fields.Selection(KINDS, readonly=True)
    date = fields.Date(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    user_id = fields.Many2one("res.users", string="Account Manager", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            WITH days AS (
                SELECT company_id, partner_id, date AS day, MIN(order_id) AS order_id
                FROM (%(revenue)s) revenue
                WHERE partner_id IS NOT NULL GROUP BY company_id, partner_id, date
            ),
            gaps AS (
                SELECT days.*,
                    LAG(day) OVER customer_days AS before,
                    COALESCE(LEAD(day) OVER customer_days, here.today) AS after,
                    GREATEST(company.mkt_lost_days, CEIL(COALESCE(own.rhythm_days, 0)
                        * company.mkt_rhythm_percent / 50)::integer) AS patience
                FROM days
                JOIN res_company company ON company.id = days.company_id
                JOIN (%(today)s) here ON here.company_id = days.company_id
                LEFT JOIN mkt_customer_standing own ON own.company_id = days.company_id
                    AND own.partner_id = days.partner_id
                WINDOW customer_days AS (
                    PARTITION BY days.company_id, days.partner_id ORDER BY day
                )
            ),
            events AS (
                SELECT order_id::bigint * 3 AS id, 'new' AS kind, day AS date,
                    company_id, partner_id
                FROM gaps WHERE before IS NULL
                UNION ALL
                SELECT order_id::bigint * 3 + 1, 'won_back', day, company_id, partner_id
                FROM gaps WHERE day - before > patience
                UNION ALL
                SELECT order_id::bigint * 3 + 2, 'lost', day + patience + 1,
                    company_id, partner_id
                FROM gaps WHERE after - day > patience
            )
            SELECT events.*, holder.user_id
            FROM events
            LEFT JOIN mkt_customer_assignment holder
                ON holder.company_id = events.company_id
                AND holder.partner_id = events.partner_id
                AND holder.is_merged IS NOT TRUE
                AND events.date BETWEEN holder.date_from
                    AND COALESCE(holder.date_to, 'infinity')
            """,
            revenue=self.env["mkt.revenue"]._ordered(),
            today=self.env["res.company"]._mkt_days_query(),
        )
