from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.fields import Command

from .market_case import MarketCase


class TestMarketShare(MarketCase):
    def test_shares(self):
        self.make_order(amount=150)
        size = self.make_size(
            served_size=500,
            share_ids=[
                Command.create(
                    {
                        "competitor_id": rival.id,
                        "figure": figure,
                        "source": "Yearbook",
                    }
                )
                for rival, figure in (
                    (self.rival, 30),
                    (self.make_competitor("Second"), 20),
                )
            ],
        )
        share = self.share(size)
        self.assertAlmostEqual(share.share, 15)
        self.assertAlmostEqual(share.served_share, 30)
        self.assertAlmostEqual(share.relative_share, 0.5)
        self.assertAlmostEqual(share.competitors_share, 50)
        self.assertEqual(share.source, "Yearbook")
        self.assertTrue(share.own_source)
        self.assertEqual(size.share_label, share.share_label)

    def test_no_sales_is_zero_and_no_size_is_no_data(self):
        size = self.make_size()
        self.assertEqual(size.share_label, "0.00%")
        self.assertEqual(size.served_label, "No data")
        self.assertEqual(size.relative_label, "No data")
        self.assertEqual(
            self.env["mkt.market.size"].new(self.size_vals()).share_label, "No data"
        )

    def test_only_the_categories_of_the_segment(self):
        categories = self.env["product.category"]
        above = categories.create({"name": "Switchgear"})
        below = categories.create({"name": "Relays", "parent_id": above.id})
        self.segment.category_ids = above
        self.make_order(amount=70)
        size = self.make_size()
        self.assertAlmostEqual(self.share(size).own_sales, 0)
        self.product.categ_id = below
        self.assertAlmostEqual(self.share(size).own_sales, 70)

    def test_volume_in_the_unit_of_the_product(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        line = {"product_id": self.product.id, "price_unit": 1}
        self.make_order(
            order_line=[
                Command.create({**line, "product_uom_qty": 5}),
                Command.create(
                    {**line, "product_uom_qty": 2, "product_uom_id": dozen.id}
                ),
            ]
        )
        self.assertAlmostEqual(
            self.share(self.make_size(measure="volume")).own_sales, 29
        )

    def test_months_begin_where_the_company_works(self):
        # 2026-09-30 16:30 UTC is October in Shanghai
        self.make_order(datetime(2026, 9, 30, 16, 30), 10)
        self.make_order(datetime(2026, 10, 31, 16, 30), 100)
        october = self.make_size(self.period("month"))
        self.assertAlmostEqual(self.share(october).own_sales, 10)

    def test_credit_notes_count_against_invoices(self):
        size = self.make_size(basis="invoiced")
        income = self.env["account.account"].search(
            [("account_type", "=", "income")], limit=1
        )
        for kind, amount in (("out_invoice", 100), ("out_refund", 30)):
            self.env["account.move"].create(
                {
                    "move_type": kind,
                    "partner_id": self.customer.id,
                    "invoice_date": date(2026, 11, 2),
                    "invoice_line_ids": [
                        Command.create(
                            {
                                "product_id": self.product.id,
                                "account_id": income.id,
                                "price_unit": amount,
                                "quantity": 1,
                                "tax_ids": [Command.clear()],
                            }
                        )
                    ],
                }
            ).action_post()
        self.assertAlmostEqual(self.share(size).own_sales, 70)
        volume = self.make_size(basis="invoiced", measure="volume")
        self.assertAlmostEqual(self.share(volume).own_sales, 0)

    def test_reader_without_orders(self):
        self.make_order(amount=100)
        size = self.validate(self.make_size())
        reader = self.users["member"]
        self.assertFalse(self.env["sale.order"].with_user(reader).has_access("read"))
        share = self.env["mkt.market.share"].with_user(reader).browse(size.id)
        self.assertAlmostEqual(share.share, 10)
        self.assertEqual(size.with_user(reader).share_label, "10.00%")
        action = share.action_view_sales()
        seen = self.env[action["res_model"]].with_user(reader)
        self.assertFalse(seen.search_count(action["domain"]))
        lines = self.env[action["res_model"]].search(action["domain"])
        self.assertAlmostEqual(sum(lines.mapped("amount")), 100)

    def test_other_company_is_not_seen(self):
        segment = self.env["mkt.segment"].create(
            {"name": "Elsewhere", "company_id": self.company_b.id}
        )
        size = self.env["mkt.market.size"].create(
            self.size_vals(
                self.period("quarter", company=self.company_b),
                segment_id=segment.id,
                company_id=self.company_b.id,
            )
        )
        self.make_order()
        self.assertEqual(self.share(size).own_sales, 0)
        reader = self.users["director"]
        reader.company_ids += self.company_b
        shares = self.env["mkt.market.share"].with_user(reader)
        shares = shares.with_context(
            allowed_company_ids=(self.company + self.company_b).ids
        )
        self.assertNotIn(size.id, shares.search([]).ids)

    def test_totals_count_nothing_twice(self):
        quarters = [self.period("quarter", date(2026, m, 1)) for m in (7, 10)]
        self.make_order(datetime(2026, 8, 3), amount=100)
        self.make_order(amount=300)
        lines = [
            [
                Command.create(
                    {
                        "competitor_id": self.rival.id,
                        "figure": figure,
                        "source": "Yearbook",
                    }
                )
            ]
            for figure in (20, 40)
        ]
        for period, size, share_ids in zip(quarters, (1000, 3000), lines, strict=True):
            self.make_size(period, size=size, share_ids=share_ids, served_size=500)
        self.make_size(self.period("year"), size=5000)
        shares = self.env["mkt.market.share"]
        figures = ("own_sales:sum", "size:sum", "share:avg", "served_share:avg")
        figures += ("competitors_share:avg",)

        def totals(*groups):
            rows = shares._read_group([], groups, figures)
            return {row[: len(groups)]: row[len(groups) :] for row in rows}

        segment = self.segment
        self.assertEqual(totals("segment_id"), {(segment,): (False,) * 5})
        # 400 of 4000, of 1000 that can be served; 20 % of 1000 and 40 % of 3000
        self.assertEqual(
            totals("segment_id", "period_kind"),
            {
                (segment, "quarter"): (400, 4000, 10, 40, 35),
                (segment, "year"): (400, 5000, 8, False, False),
            },
        )
        self.validate(shares.search([("period_kind", "=", "year")]).size_id)
        self.make_size(self.period("year"), size=6000)
        # two figures for one period, and two measures
        by_kind = totals("segment_id", "period_kind")
        self.assertEqual(by_kind[segment, "year"], (False,) * 5)
        self.make_size(self.period("month"), measure="volume")
        self.make_size(self.period("month", date(2026, 9, 1)))
        by_kind = totals("segment_id", "period_kind")
        self.assertEqual(by_kind[segment, "month"], (False,) * 5)

    def test_queries_do_not_grow(self):
        def queries(count):
            rows = self.env["mkt.market.size"].search([], limit=count)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            rows.mapped("share_label")
            return self.cr.sql_log_count - before

        for _number in range(10):
            self.make_size()
        queries(1)
        self.assertEqual(queries(10), queries(2))

    @settings(max_examples=15)
    @given(
        st.lists(
            st.tuples(
                st.datetimes(datetime(2026, 8, 1), datetime(2027, 1, 31)),
                st.integers(1, 10_000),
                st.sampled_from([1, 2, 7.25]),
                st.booleans(),
            ),
            max_size=6,
        ),
        st.sampled_from(["month", "quarter", "year"]),
    )
    def test_own_sales_beside_sql(self, orders, kind):
        with self.cr.savepoint() as savepoint:
            category = self.env["product.category"].create({"name": "Relays"})
            inside = self.product.copy({"categ_id": category.id})
            self.segment.category_ids = category
            for moment, amount, rate, is_inside in orders:
                order = self.make_order(moment.replace(microsecond=0), amount)
                if is_inside:
                    order.order_line.product_id = inside
                    order.order_line.price_unit = amount
                self.env.flush_all()
                # the rate of the order, as another currency would have it
                self.cr.execute(
                    "UPDATE sale_order SET currency_rate = %s WHERE id = %s",
                    [rate, order.id],
                )
            self.env.invalidate_all()
            period = self.period(kind)
            size = self.make_size(period)
            found = self.share(size).own_sales
            self.cr.execute(
                """
                SELECT COALESCE(SUM(l.price_subtotal / o.currency_rate), 0)
                FROM sale_order o JOIN sale_order_line l ON l.order_id = o.id
                JOIN product_product p ON p.id = l.product_id
                JOIN product_template t ON t.id = p.product_tmpl_id
                WHERE o.state = 'sale' AND o.company_id = %s AND t.categ_id = %s
                    AND o.date_order + interval '8 hours' >= %s
                    AND o.date_order + interval '8 hours' < %s::date + 1
                """,
                [self.company.id, category.id, period.date_from, period.date_to],
            )
            self.assertAlmostEqual(found, float(self.cr.fetchone()[0]), 1)
            self.env.transaction.clear()
            savepoint.rollback()


class TestMarketShareIndicator(MarketCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.market_share = cls.kpi("market_share")
        cls.growth = cls.kpi("market_share_growth")

    def test_clause(self):
        self.assertEqual(
            (self.market_share | self.growth).mapped("clause"), ["II-4.2"] * 2
        )

    def test_share_and_growth(self):
        now, before = self.period("quarter"), self.period("quarter", date(2025, 10, 1))
        self.make_order(amount=150)
        self.make_order(datetime(2025, 11, 3), amount=100)
        self.validate(self.make_size(now))
        self.validate(self.make_size(before))
        self.make_size(self.period("year"))
        self.compute(self.market_share)
        self.compute(self.growth)
        self.assertFigure(self.market_share, now, 15)
        self.assertFigure(self.market_share, before, 10)
        self.assertFigure(self.growth, now, 50)
        row = self.value(self.market_share, now)
        self.assertEqual((row.numerator, row.denominator), (150, 1000))
        # drafts do not count, and nothing is not zero
        self.assertFalse(self.value(self.market_share, self.period("year")))
        action = row.action_drill_down()
        self.assertEqual(
            self.env[action["res_model"]].search(action["domain"]).own_sales, 150
        )

    def test_target_beside_the_share_of_the_overall_market(self):
        now = self.period("quarter")
        vals = {"kpi_id": self.market_share.id, "period_id": now.id}
        targets = self.env["mkt.kpi.target"]
        targets.create({**vals, "target": 20})
        department = self.env.ref("marketing_office.department_sales")
        targets.create({**vals, "target": 5, "department_id": department.id})
        part = self.env["mkt.segment"].create({"name": "Small relays"})
        size = self.make_size(now)
        others = (
            self.make_size(now, segment_id=part.id),
            self.make_size(now, measure="volume"),
            self.make_size(self.period("quarter", date(2026, 7, 1))),
        )
        self.assertEqual(self.share(size).target, 20)
        for other in others:
            self.assertIs(self.share(other).target, False)

    def test_behind_it_stands_what_it_counts(self):
        now = self.period("quarter")
        self.make_order(amount=150)
        self.validate(self.make_size(now, size=300))
        self.segment.active = False
        self.segment.flush_recordset()
        market = self.env["mkt.segment"].create({"name": "New", "is_overall": True})
        size = self.validate(self.make_size(now, segment_id=market.id))
        self.compute(self.market_share)
        self.assertFigure(self.market_share, now, 15)
        action = self.value(self.market_share, now).action_drill_down()
        shares = self.env[action["res_model"]]
        self.assertEqual(shares.search(action["domain"]).size_id, size)

    def test_keys_of_the_caller_do_not_narrow_it(self):
        now = self.period("quarter")
        self.make_order(amount=150)
        self.validate(self.make_size(now))
        ordered = self.make_kpi(
            kind="aggregate",
            source_model="mkt.revenue",
            function="sum",
            source_field="amount",
            date_field="date",
            domain="[('order_id', '!=', False)]",
        )
        runs = self.compute(self.market_share, ordered)
        keys = {"mkt_market_size_ids": [], "mkt_revenue_basis": "invoiced"}
        runs.with_user(self.users["director"]).with_context(**keys).action_compute()
        self.assertFigure(self.market_share, now, 15)
        self.assertFigure(ordered, now, 150)

    def test_only_the_overall_market(self):
        part = self.env["mkt.segment"].create({"name": "Part"})
        self.make_order()
        self.validate(self.make_size(segment_id=part.id))
        self.compute(self.market_share)
        self.assertFalse(self.value(self.market_share, self.period("quarter")))

    def test_closed_periods_keep_their_figure(self):
        quarter = self.period("quarter", date(2026, 4, 1))
        self.make_order(datetime(2026, 5, 4), amount=150)
        self.validate(self.make_size(quarter))
        quarter.with_user(self.users["director"]).action_close()
        self.assertFigure(self.market_share, quarter, 15)
        self.validate(self.make_size(quarter, size=3000))
        self.compute(self.market_share)
        self.assertFigure(self.market_share, quarter, 15)
        row = self.value(self.market_share, quarter)
        self.assertAlmostEqual(row.current_value, 5)
        self.assertAlmostEqual(row.drift, -10)
