"""Competitors' prices beside what ours were ordered for, computed again by hand."""

from datetime import date, datetime

from odoo.exceptions import AccessError

from .market_case import MarketCase


class TestPriceComparison(MarketCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.theirs = cls.env["mkt.competitor.product"].create(
            {
                "name": "Rival relay",
                "competitor_id": cls.rival.id,
                "product_id": cls.product.id,
            }
        )

    def see(self, day, price, **vals):
        return self.env["mkt.observation"].create(
            {
                "name": "Price list",
                "kind": "price",
                "competitor_id": self.rival.id,
                "product_id": self.theirs.id,
                "date": day,
                "price": price,
                **vals,
            }
        )

    def row(self, observation, code="market_researcher"):
        self.env.flush_all()
        rows = self.env["mkt.price.comparison"].with_user(self.users[code])
        return rows.search([("id", "=", observation.id)])

    def order(self, day, price, quantity=1, **vals):
        order = self.make_order(datetime(*day, 4), price, **vals)
        order.order_line.product_uom_qty = quantity
        # the pricelist speaks again where the quantity changes
        order.order_line.price_unit = price
        return order

    def test_the_average_of_the_month_by_quantity_after_discounts(self):
        self.order((2026, 9, 3), 100, 3)
        self.order((2026, 9, 20), 200).order_line.discount = 50
        self.order((2026, 8, 20), 999)
        row = self.row(self.see(date(2026, 9, 10), 150))
        # (3 × 100 + 1 × 100) ÷ 4
        self.assertEqual((row.own_price, row.price, row.price_index), (100, 150, 150))

    def test_the_last_month_that_has_sales_within_a_year(self):
        self.order((2025, 3, 3), 80)
        self.assertEqual(self.row(self.see(date(2025, 9, 10), 40)).price_index, 50)
        self.assertEqual(self.row(self.see(date(2026, 2, 20), 40)).own_price, 80)
        self.assertFalse(self.row(self.see(date(2026, 3, 20), 40)).own_price)
        late = self.row(self.see(date(2025, 2, 20), 40))
        # nothing was sold before: no data, not 0
        self.assertIs(late.read(["own_price"])[0]["own_price"], False)
        self.assertIs(late.read(["price_index"])[0]["price_index"], False)

    def test_the_day_is_that_where_the_company_works(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        # in Shanghai it is October already
        self.make_order(datetime(2026, 9, 30, 18), 70)
        self.assertFalse(self.row(self.see(date(2026, 9, 30), 35)).own_price)
        self.assertEqual(self.row(self.see(date(2026, 10, 1), 35)).price_index, 50)

    def test_what_does_not_count(self):
        self.make_order(datetime(2026, 9, 3), 100).action_cancel()
        row = self.row(self.see(date(2026, 9, 10), 150))
        self.assertFalse(row.own_price)
        other = self.see(date(2026, 9, 10), 0, kind="launch")
        self.assertFalse(self.row(other))
        self.theirs.product_id = False
        self.assertFalse(self.row(self.see(date(2026, 9, 11), 150)))

    def test_readers(self):
        self.order((2026, 9, 3), 100)
        seen = self.see(date(2026, 9, 10), 150)
        for code in ("member", "sales_staff", "leadership", "director"):
            self.assertEqual(self.row(seen, code).own_price, 100)
        action = self.row(seen).action_open_observation()
        self.assertEqual(action["res_id"], seen.id)
        rows = self.env["mkt.price.comparison"]
        with self.assertRaises(AccessError):
            rows.with_user(self.make_user("outside")).search([])
        elsewhere = self.make_holder("director", login="b", companies=self.company_b)
        self.assertFalse(rows.with_user(elsewhere).search([("id", "=", seen.id)]))

    def test_graph_of_an_index(self):
        self.order((2026, 9, 3), 100)
        self.see(date(2026, 9, 10), 150)
        self.see(date(2026, 9, 20), 60)
        self.env.flush_all()
        [group] = self.env["mkt.price.comparison"].formatted_read_group(
            [("competitor_id", "=", self.rival.id)],
            ["date:month"],
            ["price_index:avg", "__count"],
        )
        self.assertEqual((group["price_index:avg"], group["__count"]), (105, 2))

    def test_rows_read_in_part_say_the_same(self):
        """Orders are counted as far as the rows need; that changes no figure."""
        for month in range(1, 13):
            self.order((2025, month, 3), 10 * month)
        seen = [
            self.see(date(2025, month, day), 60)
            for month in range(1, 13)
            for day in (1, 28)
        ] + [self.see(date(2026, month, 28), 60) for month in range(1, 9)]
        self.env.flush_all()
        rows = self.env["mkt.price.comparison"].with_user(self.users["director"])
        numbers = [observation.id for observation in seen]
        # a domain of our price leaves all orders in
        whole = rows.search_read(
            [
                ("id", "in", numbers),
                "|",
                ("own_price", "=", False),
                ("own_price", ">", 0),
            ],
            ["date", "own_price"],
        )
        expected = {row["date"]: row["own_price"] for row in whole}
        self.assertEqual(len(expected), len(seen))
        self.assertEqual(expected[date(2025, 5, 1)], 50)
        self.assertEqual(expected[date(2026, 8, 28)], 120)
        for observation in seen:
            rows.invalidate_model()
            [row] = rows.search_read([("id", "=", observation.id)], ["own_price"])
            self.assertEqual(row["own_price"], expected[observation.date])
            self.assertEqual(rows.browse(row["id"]).own_price, row["own_price"])
        for forged in (False, "x", ["2020-01-01", "2020-01-02"]):
            rows.invalidate_model()
            [row] = rows.with_context(mkt_observed=forged).search_read(
                [("id", "=", seen[0].id)], ["own_price"]
            )
            self.assertEqual(row["own_price"], expected[seen[0].date])
        months = rows.formatted_read_group(
            [("id", "in", numbers), ("date", ">=", "2025-06-01")],
            ["date:month"],
            ["own_price:avg"],
        )
        for month in months:
            day = date.fromisoformat(month["date:month"][0])
            self.assertEqual(
                month["own_price:avg"],
                expected[day.replace(day=28)],
                month["date:month"],
            )
