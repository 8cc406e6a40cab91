from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.optional import OptionalMonetary


class BudgetMonth(models.Model):
    """Budget lines by month: the plan in its shares beside what the ledger says.

    Over its months a line in force adds up to its own counters. A line that a revision
    has replaced plans nothing more, but keeps the months in which its money was spent.
    """

    _name = "mkt.budget.month"
    _description = "Budget by Month"
    _auto = False
    _order = "month desc, department_id, category_id, id"
    _rec_name = "line_id"
    _depends = {
        "mkt.budget.entry": ["amount", "date", "kind", "line_id"],
        "mkt.budget.forecast": [
            "amount",
            "confirmed_at",
            "confirmed_by_id",
            "line_id",
            "month",
        ],
        "mkt.budget.line": [
            "budget_id",
            "category_id",
            "company_id",
            "date_from",
            "date_to",
            "department_id",
            "planned",
            "spent",
            "state",
        ],
        "mkt.budget.share": ["line_id", "month", "planned"],
        "res.company": ["currency_id", "resource_calendar_id"],
        "res.currency": ["decimal_places"],
        "resource.calendar": ["tz"],
    }

    month = fields.Date(readonly=True, help="Its first day.")
    line_id = fields.Many2one("mkt.budget.line", string="Budget Line", readonly=True)
    budget_id = fields.Many2one("mkt.budget", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    department_id = fields.Many2one("hr.department", readonly=True)
    category_id = fields.Many2one("mkt.budget.category", readonly=True)
    planned = fields.Monetary(
        "Planned Amount",
        readonly=True,
        help="The line's, as divided among its months, else in even shares. What transfers"
        " bring or take, the months bear in proportion.",
    )
    overrun = fields.Monetary(readonly=True)
    reserved = fields.Monetary(readonly=True)
    spent = fields.Monetary(readonly=True)
    available = fields.Monetary(readonly=True)
    used_percent = fields.Float(
        "Used (%)", readonly=True, digits=(16, 1), aggregator="avg"
    )
    forecast = fields.Monetary(
        readonly=True,
        help="Spent and reserved, and for the days to come as much per day as was spent"
        " per day so far.",
    )

    expected = OptionalMonetary(
        "Expected Spending",
        readonly=True,
        help="What was said to be spent in the month, apart from plan and ledger.",
    )
    confirmed_by_id = fields.Many2one("res.users", "Confirmed by", readonly=True)
    confirmed_at = fields.Datetime("Confirmed on", readonly=True)
    is_planned = fields.Boolean("In the Plan", readonly=True)

    @api.depends_context("lang")
    def _compute_display_name(self):
        return super()._compute_display_name()

    def _read_group_select(self, aggregate_spec, query):
        # the share of the sums; an average of shares would weigh small lines like large
        if aggregate_spec != "used_percent:avg":
            return super()._read_group_select(aggregate_spec, query)
        return self.env["mkt.budget.line"]._used_percent_of(self, query)

    @property
    def _table_query(self):
        return SQL(
            """
            WITH plan AS (
                SELECT line.id AS line_id, share.month::date AS month,
                    ROUND(line.planned * reached / total, places)
                        - ROUND(line.planned * (reached - part) / total, places)
                        AS planned,
                    CASE WHEN today.day BETWEEN line.date_from AND line.date_to
                        THEN line.spent / (today.day - line.date_from + 1)
                            * GREATEST(0, LEAST(
                                line.date_to,
                                (share.month + interval '1 month - 1 day')::date)
                                - GREATEST(today.day, share.month::date - 1))
                        ELSE 0 END AS to_come
                FROM mkt_budget_line line
                JOIN res_company company ON company.id = line.company_id
                LEFT JOIN resource_calendar calendar
                    ON calendar.id = company.resource_calendar_id
                CROSS JOIN LATERAL (
                    SELECT currency.decimal_places AS places FROM res_currency currency
                    WHERE currency.id = company.currency_id) money
                CROSS JOIN LATERAL (
                    SELECT (%s AT TIME ZONE 'UTC'
                        AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date AS day) today
                CROSS JOIN LATERAL (
                    SELECT month, part, SUM(part) OVER (ORDER BY month) AS reached,
                        SUM(part) OVER () AS total
                    FROM (
                        SELECT days.month, CASE WHEN SUM(said.planned) OVER () > 0
                            THEN COALESCE(said.planned, 0) ELSE 1 END AS part
                        FROM generate_series(
                            date_trunc('month', line.date_from::timestamp),
                            line.date_to::timestamp, interval '1 month') days(month)
                        LEFT JOIN mkt_budget_share said
                            ON said.line_id = line.id AND said.month = days.month::date
                    ) parts) share
                WHERE line.state IN ('approved', 'closed')
            ), booked AS (
                SELECT line_id, date_trunc('month', date::timestamp)::date AS month,
                    COALESCE(SUM(CASE kind WHEN 'reserve' THEN amount
                        WHEN 'release' THEN -amount END), 0) AS reserved,
                    COALESCE(SUM(amount) FILTER (WHERE kind = 'spend'), 0) AS spent,
                    COALESCE(SUM(amount) FILTER (WHERE kind = 'adjust'), 0) AS overrun
                FROM mkt_budget_entry GROUP BY 1, 2
            ), figures AS (
                SELECT line_id, month, planned IS NOT NULL AS is_planned,
                    COALESCE(planned, 0) AS planned,
                    COALESCE(reserved, 0) AS reserved, COALESCE(spent, 0) AS spent,
                    COALESCE(overrun, 0) AS overrun, COALESCE(to_come, 0) AS to_come
                FROM plan FULL JOIN booked USING (line_id, month)
            )
            SELECT line.id::bigint * 100000
                    + EXTRACT(YEAR FROM figures.month)::integer * 12
                    + EXTRACT(MONTH FROM figures.month)::integer AS id,
                figures.month, line.id AS line_id, line.budget_id, line.company_id,
                line.department_id, line.category_id, figures.planned,
                figures.overrun, figures.reserved, figures.spent,
                figures.planned + figures.overrun - figures.reserved - figures.spent
                    AS available,
                COALESCE(100 * (figures.reserved + figures.spent)
                    / NULLIF(figures.planned + figures.overrun, 0), 0) AS used_percent,
                figures.reserved + figures.spent + figures.to_come AS forecast,
                said.amount AS expected, said.confirmed_by_id, said.confirmed_at,
                figures.is_planned
            FROM figures JOIN mkt_budget_line line ON line.id = figures.line_id
            LEFT JOIN mkt_budget_forecast said
                ON said.line_id = figures.line_id AND said.month = figures.month
            -- what was booked and taken back in a month says nothing of it
            WHERE figures.is_planned
                OR (figures.reserved, figures.spent, figures.overrun) <> (0, 0, 0)
            """,
            SQL("%s::timestamp", fields.Datetime.now()),
        )

    def action_view_entries(self):
        """The ledger's entries of the line in the month."""
        self.ensure_one()
        self.check_access("read")
        action = self.line_id.action_view_entries()
        following = fields.Date.add(self.month, months=1)
        days = [("date", ">=", self.month), ("date", "<", following)]
        return {**action, "domain": action["domain"] + days}
