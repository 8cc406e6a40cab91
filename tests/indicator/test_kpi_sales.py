"""Revenue and repeat purchase against hand-written SQL on random orders and invoices."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from .kpi_case import KpiCase

# three hours on each side of the end of October in Shanghai (UTC+8), and others
MOMENTS = st.one_of(
    st.integers(-180, 180).map(
        lambda n: datetime(2026, 10, 31, 16) + timedelta(minutes=n)
    ),
    st.integers(0, 400).map(lambda n: datetime(2025, 10, 1) + timedelta(days=n)),
)
ORDERS = st.lists(
    st.fixed_dictionaries(
        {
            "moment": MOMENTS,
            "state": st.sampled_from(["sale", "sale", "sale", "draft", "cancel"]),
            "company": st.sampled_from(["a", "a", "b"]),
            "person": st.integers(0, 2),
            "customer": st.integers(0, 2),
            "rate": st.sampled_from([1, 1, 7.1234, 0.138]),
            "amounts": st.lists(
                st.decimals(-50, 5000, places=2), min_size=1, max_size=3
            ),
        }
    ),
    max_size=15,
)


class TestKpiSales(KpiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sellers = [cls.make_user(f"seller_{n}") for n in range(2)]
        cls.customers = [cls.make_customer(f"Buyer {n}") for n in range(3)]
        cls.company_b.resource_calendar_id.tz = "Asia/Shanghai"
        cls.periods._generate(cls.company)
        cls.order_template = cls.make_order()
        cls.env.flush_all()

    def write_orders(self, orders):
        """The orders as rows: a thousand times faster than through the screens."""
        cr = self.env.cr
        cr.execute("DELETE FROM sale_order_line; DELETE FROM sale_order")
        companies = {"a": self.company, "b": self.company_b}
        for number, order in enumerate(orders):
            person = order["person"]
            cr.execute(
                """INSERT INTO sale_order (name, company_id, partner_id,
                    partner_invoice_id, partner_shipping_id, date_order, state,
                    currency_rate, user_id)
                VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id""",
                [
                    f"S{number}",
                    companies[order["company"]].id,
                    *[self.customers[order["customer"]].id] * 3,
                    order["moment"],
                    order["state"],
                    order["rate"],
                    self.sellers[person - 1].id if person else None,
                ],
            )
            order_id = cr.fetchone()[0]
            for amount in order["amounts"]:
                cr.execute(
                    """INSERT INTO sale_order_line (order_id, name, price_unit,
                        product_uom_qty, customer_lead, price_subtotal)
                    VALUES (%s, 'x', 1, 1, 0, %s)""",
                    [order_id, amount],
                )
        self.env.invalidate_all()

    def by_sql(self, query):
        self.env.cr.execute(query, {"company": self.company.id})
        return self.env.cr.fetchall()

    def found(self, kpi, kind, scope):
        rows = self.values.search(
            [
                ("kpi_id", "=", kpi.id),
                ("period_kind", "=", kind),
                ("scope", "=", scope),
                ("company_id", "=", self.company.id),
            ]
        )
        return {(row.date_from, row.user_id.id or None): row for row in rows}

    @given(ORDERS)
    @settings(max_examples=25)
    def test_ordered(self, orders):
        self.write_orders(orders)
        kpi = self.kpi("sales_ordered")
        self.compute(kpi)
        for kind in ("week", "month", "year"):
            for scope, person in (("company", "NULL::int"), ("user", "o.user_id")):
                expected = self.by_sql(
                    f"""
                    SELECT date_trunc('{kind}', timezone('Asia/Shanghai',
                            timezone('UTC', o.date_order)))::date, {person},
                        SUM(l.price_subtotal / o.currency_rate)
                    FROM sale_order o JOIN sale_order_line l ON l.order_id = o.id
                    WHERE o.company_id = %(company)s AND o.state = 'sale'
                        AND ('{scope}' = 'company' OR o.user_id IS NOT NULL)
                    GROUP BY 1, 2
                    """
                )
                found = self.found(kpi, kind, scope)
                self.assertEqual(set(found), {row[:2] for row in expected})
                for start, user, amount in expected:
                    self.assertAlmostEqual(found[start, user].value, amount, 4)

    @given(ORDERS)
    @settings(max_examples=25)
    def test_repeat_purchase(self, orders):
        self.write_orders(orders)
        kpi = self.kpi("repeat_purchase")
        self.compute(kpi)
        for kind in ("quarter", "year"):
            for scope, person in (("company", "NULL::int"), ("user", "user_id")):
                expected = self.by_sql(
                    f"""
                    SELECT start, person, COUNT(*) FILTER (WHERE n >= 2), COUNT(*)
                    FROM (
                        SELECT date_trunc('{kind}', date_order + interval '8 hours')::date
                            AS start, {person} AS person, partner_id, COUNT(*) AS n
                        FROM sale_order o
                        WHERE company_id = %(company)s AND state = 'sale'
                            AND ('{scope}' = 'company' OR user_id IS NOT NULL)
                        GROUP BY 1, 2, 3
                    ) customers GROUP BY 1, 2
                    """
                )
                found = self.found(kpi, kind, scope)
                self.assertEqual(set(found), {row[:2] for row in expected})
                for start, user, repeated, buyers in expected:
                    row = found[start, user]
                    self.assertAlmostEqual(row.value, 100 * repeated / buyers, 4)
                    self.assertEqual(
                        (row.numerator, row.denominator), (repeated, buyers)
                    )

    @given(ORDERS)
    @settings(max_examples=15)
    def test_growth(self, orders):
        self.write_orders(orders)
        base, growth = self.kpi("sales_ordered"), self.kpi("sales_growth")
        self.compute(base, growth)
        for kind in ("month", "quarter", "year"):
            expected = self.by_sql(
                f"""
                WITH sold AS (
                    SELECT date_trunc('{kind}', o.date_order + interval '8 hours') AS start,
                        ROUND(SUM(l.price_subtotal / o.currency_rate), 6) AS amount
                    FROM sale_order o JOIN sale_order_line l ON l.order_id = o.id
                    WHERE o.company_id = %(company)s AND o.state = 'sale' GROUP BY 1
                )
                SELECT sold.start::date, 100 * (sold.amount / before.amount - 1)
                FROM sold JOIN sold before
                    ON before.start = sold.start - interval '1 year'
                WHERE before.amount > 0
                """
            )
            found = self.found(growth, kind, "company")
            self.assertEqual(
                {start for start, _user in found}, {r[0] for r in expected}
            )
            for start, percent in expected:
                found_percent = found[start, None].value
                self.assertAlmostEqual(
                    found_percent, float(percent), delta=1e-4 + abs(percent) * 1e-6
                )

    def test_deleted_and_dated_anew(self):
        kpi = self.kpi("sales_ordered")
        october, august = self.period("month"), self.period("month", date(2026, 8, 1))
        first = self.make_order(amount=100)
        second = self.make_order(amount=30)
        self.env.cr.execute(
            "DELETE FROM sale_order_line WHERE order_id NOT IN %s",
            [tuple((first + second).ids)],
        )
        self.compute(kpi)
        self.assertFigure(kpi, october, 130)
        first.date_order = datetime(2026, 8, 3)
        self.compute(kpi)
        self.assertFigure(kpi, october, 30)
        self.assertFigure(kpi, august, 100)
        second._action_cancel()
        self.compute(kpi)
        self.assertFalse(self.value(kpi, october), "no data is no value")
        self.assertFigure(kpi, august, 100)
