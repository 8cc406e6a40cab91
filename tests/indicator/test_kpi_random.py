"""Invoices, time limits and ratings at random, against hand-written SQL."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.fields import Command

from .kpi_case import KpiCase

POOL = 6
# no period that has not begun yet is computed
DAYS = st.integers(-60, 20).map(lambda n: date(2026, 10, 31) + timedelta(days=n))
MOMENTS = st.integers(-90, 90).map(
    lambda n: datetime(2026, 9, 30, 16) + timedelta(hours=7 * n)
)
PERSONS = st.integers(0, 2)
INVOICES = st.lists(
    st.fixed_dictionaries(
        {
            "day": DAYS,
            "kind": st.sampled_from(["out_invoice", "out_refund", "in_invoice"]),
            "state": st.sampled_from(["posted", "posted", "draft", "cancel"]),
            "person": PERSONS,
            "company": st.sampled_from(["a", "a", "b"]),
            "balance": st.decimals(-9999, 9999, places=2),
        }
    ),
    max_size=POOL,
)
CLOCKS = st.lists(
    st.fixed_dictionaries(
        {
            "state": st.sampled_from(["running", "met", "missed", "void"]),
            "stopped_at": st.none() | MOMENTS,
            "breached_at": st.none() | MOMENTS,
        }
    ),
    max_size=POOL,
)
RATINGS = st.lists(
    st.tuples(MOMENTS, st.sampled_from([1, 3, 5]), PERSONS), max_size=POOL
)


class TestKpiRandom(KpiCase):
    posts = ("director", "customer_service_manager", "service_clerk")
    assigned_since = date(2026, 1, 1)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.periods._generate(cls.company)
        cls.people = [None, *(cls.users[c].id for c in cls.posts[1:])]
        cls.moves = cls.env["account.move"].create(
            [
                {
                    "move_type": "out_invoice",
                    "partner_id": cls.customer.id,
                    "invoice_line_ids": [
                        Command.create({"product_id": cls.product.id, "price_unit": 1})
                    ],
                }
            ]
            * POOL
        )
        cls.cases = cls.env["mkt.complaint"].create([{"name": "Case"}] * POOL)
        cls.cases.clock_ids.unlink()
        policy = cls.env["mkt.sla.policy"].search([], limit=1)
        cls.clocks = cls.env["mkt.sla.clock"].create(
            [
                {
                    "complaint_id": case.id,
                    "policy_id": policy.id,
                    "metric": policy.metric,
                    "target_seconds": 3600,
                }
                for case in cls.cases
            ]
        )
        others = cls.env["mkt.sla.clock"].search([("id", "not in", cls.clocks.ids)])
        others.state = "void"
        cls.env.flush_all()

    def assertFigures(self, name, expected):
        """The values by month and person are those of the SQL; None stands for all."""
        kpi = self.kpi(name)
        self.env.invalidate_all()
        run = self.compute(kpi)
        self.assertEqual(run.state, "done", run.error)
        self.env.cr.execute(expected)
        expected = {row[:2]: float(row[2]) for row in self.env.cr.fetchall()}
        found = self.values.search(
            [
                ("kpi_id", "=", kpi.id),
                ("period_kind", "=", "month"),
                ("scope", "in", ("company", "user")),
                ("company_id", "=", self.company.id),
            ]
        )
        found = {(row.date_from, row.user_id.id or None): row.value for row in found}
        self.assertEqual(set(found), set(expected))
        for key, value in expected.items():
            self.assertAlmostEqual(found[key], value, 4)

    @given(INVOICES)
    @settings(max_examples=20)
    def test_invoiced(self, invoices):
        cr, companies = self.env.cr, {"a": self.company, "b": self.company_b}
        cr.execute("UPDATE account_move SET state = 'draft'")
        for move, values in zip(self.moves, invoices, strict=False):
            cr.execute(
                """UPDATE account_move SET state = %s, move_type = %s,
                    invoice_date = %s, invoice_user_id = %s, company_id = %s
                WHERE id = %s""",
                [
                    values["state"],
                    values["kind"],
                    values["day"],
                    self.people[values["person"]],
                    companies[values["company"]].id,
                    move.id,
                ],
            )
            cr.execute(
                """UPDATE account_move_line SET balance = %(balance)s,
                    amount_currency = %(balance)s
                WHERE move_id = %(move)s AND display_type = 'product'""",
                {"balance": values["balance"], "move": move.id},
            )
        self.assertFigures(
            "sales_invoiced",
            f"""
            WITH lines AS (
                SELECT date_trunc('month', m.invoice_date)::date AS month,
                    m.invoice_user_id AS person, -l.balance AS amount
                FROM account_move m JOIN account_move_line l ON l.move_id = m.id
                WHERE m.state = 'posted' AND l.display_type = 'product'
                    AND m.move_type IN ('out_invoice', 'out_refund')
                    AND m.company_id = {self.company.id}
            )
            SELECT month, NULL, SUM(amount) FROM lines GROUP BY 1
            UNION ALL
            SELECT month, person, SUM(amount) FROM lines
            WHERE person IS NOT NULL GROUP BY 1, 2
            """,
        )

    @given(CLOCKS)
    @settings(max_examples=20)
    def test_time_limits_kept(self, clocks):
        self.clocks.write({"state": "void", "stopped_at": False, "breached_at": False})
        for clock, values in zip(self.clocks, clocks, strict=False):
            clock.write({name: value or False for name, value in values.items()})
        self.env.flush_all()
        self.assertFigures(
            "limits_kept",
            f"""
            SELECT date_trunc('month', moment + interval '8 hours')::date, NULL,
                100.0 * COUNT(*) FILTER (WHERE kept) / COUNT(*)
            FROM (
                SELECT k.state = 'met' AS kept, CASE WHEN k.state = 'met'
                    THEN k.stopped_at ELSE k.breached_at END AS moment
                FROM mkt_sla_clock k JOIN mkt_complaint c ON c.id = k.complaint_id
                WHERE k.state <> 'void' AND c.company_id = {self.company.id}
            ) settled WHERE moment IS NOT NULL GROUP BY 1
            """,
        )

    @given(RATINGS)
    @settings(max_examples=20)
    def test_rating(self, ratings):
        cr = self.env.cr
        cr.execute("UPDATE mkt_complaint SET rated_at = NULL")
        for case, (moment, value, person) in zip(self.cases, ratings, strict=False):
            cr.execute(
                """UPDATE mkt_complaint SET rated_at = %s, rating_last_value = %s,
                    user_id = %s WHERE id = %s""",
                [moment, value, self.people[person], case.id],
            )
        self.assertFigures(
            "case_rating",
            f"""
            WITH rated AS (
                SELECT date_trunc('month', rated_at + interval '8 hours')::date AS month,
                    user_id AS person, rating_last_value AS rating
                FROM mkt_complaint
                WHERE rated_at IS NOT NULL AND company_id = {self.company.id}
            )
            SELECT month, NULL, AVG(rating) FROM rated GROUP BY 1
            UNION ALL
            SELECT month, person, AVG(rating) FROM rated
            WHERE person IS NOT NULL GROUP BY 1, 2
            """,
        )
