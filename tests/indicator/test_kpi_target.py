from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError, ValidationError

from .kpi_case import OCTOBER, KpiCase


class TestKpiTarget(KpiCase):
    posts = ("director", "sales_manager", "report_analyst", "leadership")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.periods._generate(cls.company)
        cls.sales = cls.kpi("sales_ordered")
        cls.year = cls.period("year")
        cls.targets = cls.env["mkt.kpi.target"]

    def set_target(self, target, kpi=None, period=None, **vals):
        return self.targets.with_user(self.users["director"]).create(
            {
                "kpi_id": (kpi or self.sales).id,
                "period_id": (period or self.year).id,
                "target": target,
                **vals,
            }
        )

    def test_who_sets_targets(self):
        target = self.set_target(1000)
        target.target = 1200
        for code in ("sales_manager", "report_analyst", "leadership"):
            theirs = target.with_user(self.users[code])
            self.assertEqual(theirs.target, 1200)
            with self.assertRaises(AccessError):
                theirs.target = 1
            with self.assertRaises(AccessError):
                theirs.copy({"period_id": self.period("month").id})

    def test_colour_and_achievement(self):
        kpi = self.sales
        for direction, value, target, achievement, colour in (
            ("higher", 100, 100, 100, "green"),
            ("higher", 99.9, 100, 99.9, "amber"),
            ("higher", 80, 100, 80, "amber"),
            ("higher", 79, 100, 79, "red"),
            ("higher", -5, 100, 0, "red"),
            ("lower", 0, 10, 200, "green"),
            ("lower", 10, 10, 100, "green"),
            ("lower", 12, 10, 80, "amber"),
            ("lower", 13, 10, 70, "red"),
            ("lower", 72.17, 10, 0, "red"),
            ("higher", 0, 0, None, "green"),
            ("higher", -1, 0, None, "red"),
            ("lower", 1, 0, None, "red"),
            ("lower", 5, None, None, "none"),
        ):
            with self.subTest(direction=direction, value=value, target=target):
                kpi.direction = direction
                self.assertEqual(kpi._achievement(value, target), achievement)
                self.assertEqual(kpi._colour(value, target), colour)

    def test_achievement_in_words(self):
        kpi, currency = self.sales, self.company.currency_id
        kpi.unit, kpi.decimals = "percent", 1
        for direction, value, target, words in (
            ("higher", 99.9, 100, "99.9%"),
            ("higher", -5, 100, "0.0%"),
            ("lower", 0, 10, "200.0%"),
            ("lower", 19, 10, "10.0%"),
            ("lower", 72.2, 10, "Not met, 62.2% off"),
            ("lower", 0, 0, "Met"),
            ("lower", 1, 0, "Not met, 1.0% off"),
            ("higher", -1, 0, "Not met, 1.0% off"),
        ):
            with self.subTest(direction=direction, value=value, target=target):
                kpi.direction = direction
                label = kpi._achievement_label(value, target, currency)
                self.assertEqual(label, words)

    def test_the_value_follows_its_target(self):
        self.make_order(amount=90)
        self.set_target(100, period=self.period("month"))
        self.compute(self.sales)
        row = self.value(self.sales, self.period("month"))
        self.assertEqual((row.target, row.achievement, row.colour), (100, 90, "amber"))
        row = self.value(self.sales, self.period("quarter"))
        self.assertEqual((row.has_target, row.colour), (False, "none"))

    def parts(self, target, kind):
        found = self.targets.search([("period_kind", "=", kind)], order="date_from")
        return found.filtered(lambda t: t.kpi_id == target.kpi_id)

    @given(
        st.decimals(0, 10**9, places=2).map(float),
        st.lists(st.integers(0, 100), min_size=4, max_size=4).filter(any),
    )
    @settings(max_examples=15)
    def test_parts_add_up_to_the_whole(self, amount, weights):
        self.targets.search([]).unlink()
        target = self.set_target(amount)
        target.action_split()
        quarters = self.parts(target, "quarter")
        for quarter, weight in zip(quarters, weights, strict=True):
            quarter.weight = weight
        months = self.parts(target, "month")
        self.assertEqual(len(months), 12)
        for parts in (quarters, months):
            self.assertAlmostEqual(sum(parts.mapped("target")), amount, 2)
        for quarter, weight in zip(quarters, weights, strict=True):
            expected = amount * weight / sum(weights)
            self.assertAlmostEqual(quarter.target, expected, delta=0.011)

    def bounds(self, target):
        return target.floor, target.target, target.stretch

    @given(
        st.tuples(*[st.decimals(0, 10**6, places=2)] * 3).map(sorted),
        st.lists(st.integers(0, 100), min_size=4, max_size=4).filter(any),
        st.booleans(),
    )
    @settings(max_examples=15)
    def test_bounds_are_split_as_the_target_is(self, amounts, weights, is_lower):
        self.targets.search([]).unlink()
        self.sales.direction = "lower" if is_lower else "higher"
        amounts = [float(amount) for amount in amounts]
        floor, target, stretch = reversed(amounts) if is_lower else amounts
        whole = self.set_target(target, floor=floor, stretch=stretch)
        whole.action_split()
        quarters = self.parts(whole, "quarter")
        for quarter, weight in zip(quarters, weights, strict=True):
            quarter.weight = weight
        for parts in (quarters, self.parts(whole, "month")):
            for name in ("floor", "target", "stretch"):
                self.assertAlmostEqual(sum(parts.mapped(name)), whole[name], 2)
            for part in parts:
                bounds = list(self.bounds(part))
                self.assertEqual(bounds, sorted(bounds, reverse=is_lower))

    def test_bounds_may_be_missing(self):
        target = self.set_target(1200, floor=0)
        target.action_split()
        month = self.parts(target, "month")[0]
        self.assertEqual(self.bounds(month), (0, 100, False))
        self.assertIsNot(month.floor, False)
        target.floor = False
        self.assertEqual(self.bounds(month), (False, 100, False))
        self.assertIs(month.floor, False)

    def test_bounds_out_of_order(self):
        director = self.users["director"]
        for direction, floor, target, stretch in (
            ("higher", 101, 100, False),
            ("higher", False, 100, 99),
            ("higher", 90, False, 110),
            ("higher", 90, False, False),
            ("lower", 99, 100, False),
            ("lower", False, 100, 101),
        ):
            with self.subTest(direction=direction, floor=floor, stretch=stretch):
                self.sales.direction = direction
                with self.assertRaises(ValidationError):
                    self.set_target(target, floor=floor, stretch=stretch)
        self.sales.direction = "higher"
        kept = self.set_target(100, floor=80, stretch=120).with_user(director)
        for change in ({"target": 79}, {"floor": 121}, {"stretch": 0}):
            with self.subTest(change=change), self.assertRaises(ValidationError):
                kept.write(change)
        with self.assertRaises(ValidationError):
            self.sales.direction = "lower"
        kept.write({"floor": 100, "stretch": 100})
        self.sales.direction = "lower"

    def test_bounds_of_shares_hold_for_every_part(self):
        target = self.set_target(
            95, kpi=self.kpi("limits_kept"), floor=90, stretch=99.5
        )
        target.action_split()
        for month in self.parts(target, "month"):
            self.assertEqual(self.bounds(month), (90, 95, 99.5))

    def test_bounds_of_closed_parts_stay(self):
        target = self.set_target(1200, floor=960)
        target.action_split()
        months = self.parts(target, "month")
        self.assertEqual(self.bounds(months[0]), (80, 100, False))
        months[0].period_id.state = "closed"
        target.with_user(self.users["director"]).write(
            {"target": 2400, "floor": 1800, "stretch": 3600}
        )
        self.assertEqual(self.bounds(months[0]), (80, 100, False))
        quarter = self.parts(target, "quarter")[0]
        self.assertEqual(self.bounds(quarter), (450, 600, 900))
        # a third of the stretch is the closed month's, which has none
        self.assertEqual(months[1:3].mapped("floor"), [185, 185])
        self.assertEqual(months[1:3].mapped("stretch"), [350, 350])
        with self.assertRaises(UserError):
            months[0].floor = 1

    def test_seasons_of_last_year(self):
        for month, amount in ((2, 100), (5, 300), (8, 400), (11, 200)):
            self.make_order(datetime(2025, month, 10), amount=amount)
        self.compute(self.sales)
        target = self.set_target(2000)
        target.action_split()
        self.assertEqual(
            self.parts(target, "quarter").mapped("target"), [200, 600, 800, 400]
        )

    def test_shares_hold_for_every_part(self):
        target = self.set_target(95, kpi=self.kpi("limits_kept"))
        target.action_split()
        self.assertEqual(set(self.parts(target, "month").mapped("target")), {95})

    def test_a_part_is_changed_by_its_weight(self):
        target = self.set_target(1200)
        target.action_split()
        month = self.parts(target, "month")[0].with_user(self.users["director"])
        with self.assertRaises(UserError):
            month.target = 5
        for name in ("floor", "stretch"):
            with self.assertRaises(UserError):
                month[name] = 5
        with self.assertRaises(UserError):
            target.action_split()
        month.weight = 0
        self.assertEqual(month.target, 0)

    def test_closed_periods_keep_their_targets(self):
        month = self.period("month", OCTOBER)
        target = self.set_target(100, period=month)
        month.state = "closed"
        for change in (lambda: target.write({"target": 1}), target.unlink):
            with self.assertRaises(UserError):
                change()
        with self.assertRaises(UserError):
            self.set_target(5, kpi=self.kpi("cases_closed"), period=month)

    def test_closed_parts_stay_when_the_whole_changes(self):
        target = self.set_target(1200)
        target.action_split()
        quarters, months = self.parts(target, "quarter"), self.parts(target, "month")
        self.assertEqual(months.mapped("target"), [100] * 12)
        months[0].period_id.state = "closed"
        target.with_user(self.users["director"]).target = 2400
        self.assertEqual(months[0].target, 100)
        self.assertEqual(quarters[0].target, 600)
        self.assertEqual(months[1:3].mapped("target"), [250, 250])
        quarters[0].weight = 0
        self.assertEqual(months[0].target, 100)
        with self.assertRaises(UserError):
            target.unlink()
        self.assertTrue(months[0].exists())

    def test_split_after_months_are_closed(self):
        target = self.set_target(1200)
        self.period("month", date(2026, 1, 1)).state = "closed"
        target.action_split()
        self.assertEqual(self.parts(target, "month").mapped("target"), [100] * 12)

    def test_a_period_that_is_not_computed(self):
        with self.assertRaises(ValidationError):
            self.set_target(
                50, kpi=self.kpi("repeat_purchase"), period=self.period("month")
            )

    def test_another_company(self):
        period = self.period("month", date(2026, 10, 1), self.company_b)
        with self.assertRaises(UserError):
            self.set_target(5, period=period)
        with self.assertRaises(AccessError):
            self.set_target(5, period=period, company_id=self.company_b.id)
