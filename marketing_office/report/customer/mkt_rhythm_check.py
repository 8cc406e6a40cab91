from odoo import fields, models
from odoo.tools import SQL

from ...tools.aggregates import weighted_average


class RhythmCheck(models.Model):
    """Whether "overdue against the own rhythm" has told the truth, month by month.

    At the end of each of the last twelve months: who was overdue then, going by the
    orders up to that day alone, and what they did afterwards, beside those who had a
    rhythm and were not overdue.
    """

    _name = "mkt.rhythm.check"
    _description = "Check of the Own Rhythm"
    _auto = False
    _order = "date desc, company_id, is_overdue desc"
    _rec_name = "date"
    _depends = {
        "res.company": ["mkt_rhythm_percent", "resource_calendar_id"],
        "res.partner": ["commercial_partner_id"],
        "resource.calendar": ["tz"],
        "sale.order": ["company_id", "date_order", "partner_id", "state"],
        "sale.order.line": ["display_type", "price_subtotal"],
    }

    date = fields.Date("As Of", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    is_overdue = fields.Boolean("Was Overdue", readonly=True)
    customer_count = fields.Integer("Customers", readonly=True)
    soon_count = fields.Integer(
        "Ordered in 30 Days", readonly=True, help="What was said of them was too early."
    )
    late_count = fields.Integer("Ordered Later", readonly=True)
    none_count = fields.Integer("No Order Since", readonly=True)
    right_percent = fields.Float(
        "Ordered Late or Left (%)",
        digits=(16, 1),
        readonly=True,
        aggregator="avg",
        help="Of the overdue this should be high, of the others low.",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            WITH days AS MATERIALIZED (
                SELECT DISTINCT company_id, partner_id, date AS day
                FROM (%(revenue)s) revenue WHERE partner_id IS NOT NULL
            ),
            moments AS (
                SELECT company.id AS company_id, company.mkt_rhythm_percent AS percent,
                    (date_trunc('month', moment) - interval '1 day')::date AS moment
                FROM res_company company
                JOIN (%(today)s) here ON here.company_id = company.id,
                generate_series(
                    here.today - interval '11 months', here.today, interval '1 month'
                ) AS moment
            ),
            gaps AS (
                SELECT company_id, partner_id, day,
                    day - LAG(day) OVER customer_days AS gap,
                    LEAD(day) OVER customer_days AS next_day
                FROM days
                WINDOW customer_days AS (PARTITION BY company_id, partner_id ORDER BY day)
            ),
            known AS (
                SELECT moments.company_id, moment, percent, partner_id,
                    MAX(day) AS last_day,
                    PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY gap)::numeric AS rhythm,
                    (ARRAY_AGG(next_day ORDER BY day DESC))[1] AS next_day
                FROM moments
                JOIN gaps ON gaps.company_id = moments.company_id AND gaps.day <= moment
                GROUP BY moments.company_id, moment, percent, partner_id
                HAVING COUNT(*) >= 3
            ),
            judged AS (
                SELECT *,
                    last_day + CEIL(ROUND(rhythm, 1) * percent / 100)::integer < moment
                        AS is_overdue
                FROM known
            )
            SELECT ROW_NUMBER() OVER (ORDER BY moment, company_id, is_overdue) AS id,
                moment AS date, company_id, is_overdue,
                COUNT(*) AS customer_count,
                COUNT(*) FILTER (WHERE next_day <= moment + 30) AS soon_count,
                COUNT(*) FILTER (WHERE next_day > moment + 30) AS late_count,
                COUNT(*) FILTER (WHERE next_day IS NULL) AS none_count,
                ROUND(100.0 * COUNT(*) FILTER (
                    WHERE next_day IS NULL OR next_day > moment + 30) / COUNT(*), 1)
                    AS right_percent
            FROM judged GROUP BY moment, company_id, is_overdue
            """,
            revenue=self.env["mkt.revenue"]._ordered(),
            today=self.env["res.company"]._mkt_days_query(),
        )

    def _read_group_select(self, aggregate_spec, query):
        # of all customers together: few of them weigh less than many
        if aggregate_spec != "right_percent:avg":
            return super()._read_group_select(aggregate_spec, query)
        return weighted_average(self, "right_percent", "customer_count", query)
