"""Great changes of competitors' prices alert by themselves; segments nobody looks at show."""

from datetime import date, timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from .market_case import MarketCase


class TestPriceChange(MarketCase):
    assigned_since = date(2026, 1, 1)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.theirs, cls.other = cls.env["mkt.competitor.product"].create(
            [
                {"name": name, "competitor_id": cls.rival.id}
                for name in ("Rival relay", "Rival cable")
            ]
        )
        cls.researcher = cls.users["market_researcher"]

    def see(self, day, price, product=None, **vals):
        return (
            self.env["mkt.observation"]
            .with_user(self.researcher)
            .create(
                {
                    "name": "Price list",
                    "kind": "price",
                    "competitor_id": self.rival.id,
                    "product_id": (product or self.theirs).id,
                    "date": date(2026, 3, day),
                    "price": price,
                    **vals,
                }
            )
        )

    def signals(self, observation):
        return observation.sudo().signal_ids

    def test_change_since_the_price_before(self):
        first = self.see(1, 200)
        self.see(2, 50, self.other)
        third = self.see(5, 210)
        second = self.see(3, 250)
        self.env.invalidate_all()
        self.assertIs(first.price_change, False)
        self.assertAlmostEqual(second.price_change, 25)
        self.assertAlmostEqual(third.price_change, -16)

    def test_more_than_the_setting_raises_one_signal(self):
        self.see(1, 100)
        self.assertFalse(self.signals(self.see(2, 110)))
        cut = self.see(3, 98)
        signal = self.signals(cut)
        self.assertEqual(len(signal), 1)
        self.assertEqual((signal.state, signal.user_id), ("open", self.researcher))
        self.assertEqual(signal.post_id.code, "marketing_manager")
        self.assertIn("-10.9", signal.name)
        self.assertTrue(signal.with_user(self.users["marketing_manager"]).waits_for_me)
        with self.assertRaises(UserError):
            cut.price = 97
        self.assertEqual(len(self.signals(cut)), 1)
        # what was mistyped is set right once its signal is taken back
        signal.with_user(self.researcher).unlink()
        cut.price = 108
        self.assertFalse(self.signals(cut))

    def test_a_correction_alerts_too(self):
        self.see(1, 100)
        seen = self.see(2, 100)
        self.assertFalse(self.signals(seen))
        seen.price = 150
        self.assertTrue(self.signals(seen))

    def test_a_price_that_a_newer_one_has_overtaken_alerts_in_its_month_only(self):
        for days, alerts in ((40, False), (1, True)):
            with self.subTest(days=days), freeze_time(date(2026, 3, 9)):
                last = date(2026, 3, 9) - timedelta(days=days)
                self.see(1, 100, date=last - timedelta(days=9))
                self.see(1, 100, date=last)
                late = self.see(1, 150, date=last - timedelta(days=2))
                self.assertEqual(bool(self.signals(late)), alerts)

    def test_the_greater_the_change_the_more_serious(self):
        self.company.mkt_price_alert = 20
        for day, price, severity in (
            (2, 121, "normal"),
            (3, 145, "high"),
            (4, 165, "critical"),
        ):
            self.see(day - 1, 100, date=date(2026, day, 1))
            signal = self.signals(self.see(day, price, date=date(2026, day, 2)))
            self.assertEqual(signal.severity, severity)

    def test_an_implausible_price_counts_once_it_is_confirmed(self):
        first = self.see(1, 100)
        low = self.see(2, 2.1)
        self.assertEqual((low.is_in_doubt, low.price_change), (True, -97.9))
        self.assertFalse(self.signals(low))
        with self.assertRaises(UserError):
            low.action_raise_signal()
        # what follows is compared with the price that nobody doubts
        after = self.see(3, 105)
        self.assertEqual((after.is_in_doubt, after.price_change), (False, 5))
        rows = self.env["mkt.price.comparison"]
        self.theirs.product_id = self.env["product.product"].create({"name": "Ours"})
        domain = [("competitor_product_id", "=", self.theirs.id)]
        self.assertEqual(set(rows.search(domain).ids), {first.id, after.id})
        with self.assertRaises(AccessError):
            low.is_in_doubt = False
        with self.assertRaises(AccessError):
            low.with_user(self.users["sales_staff"]).action_confirm_price()
        self.assertTrue(low.is_in_doubt)
        newest = self.see(4, 20)
        newest.action_confirm_price()
        self.assertFalse(newest.is_in_doubt)
        self.assertEqual(self.signals(newest).severity, "critical")

    def test_a_correction_ends_the_doubt(self):
        first, second = self.see(1, 2.1), self.see(2, 100)
        low = self.see(3, 2.2)
        self.assertEqual((second.is_in_doubt, low.is_in_doubt), (True, False))
        first.price = 101
        self.assertFalse(second.is_in_doubt)
        self.assertFalse(self.signals(second))
        low.price = 98
        self.assertFalse(low.is_in_doubt)
        low.price = 33
        self.assertTrue(low.is_in_doubt)

    def test_one_slip_in_a_list_is_doubted_alone(self):
        vals = {"name": "Price list", "kind": "price", "product_id": self.theirs.id}
        vals["competitor_id"] = self.rival.id
        seen = self.env["mkt.observation"].with_user(self.researcher)
        seen = seen.create(
            [
                {**vals, "date": date(2026, 3, day), "price": price}
                for day, price in ((1, 100), (2, 1000), (3, 101), (4, 99))
            ]
        )
        self.assertEqual(seen.mapped("is_in_doubt"), [False, True, False, False])
        self.assertFalse(self.signals(seen))

    def test_slips_in_a_row_take_as_many_queries_as_one(self):
        def queries(year, prices):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            seen = self.env["mkt.observation"].create(
                [
                    {
                        "name": "Price list",
                        "kind": "price",
                        "competitor_id": self.rival.id,
                        "product_id": self.theirs.id,
                        "date": date(year, 3, 2) + timedelta(days=day),
                        "price": price,
                    }
                    for day, price in enumerate(prices)
                ]
            )
            self.env.flush_all()
            self.assertEqual(
                seen.mapped("is_in_doubt"), [price == 1000 for price in prices]
            )
            return self.cr.sql_log_count - before

        queries(2019, [100, 1000])
        few = queries(2020, [100, 1000])
        self.assertLessEqual(queries(2021, [100, *[1000] * 40, 101]), few + 1)

    def test_limit_is_a_setting(self):
        self.company.mkt_price_alert = 30
        self.see(1, 100)
        self.assertFalse(self.signals(self.see(2, 129)))
        self.company.mkt_price_alert = 5
        self.assertTrue(self.signals(self.see(3, 120)))
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.company.mkt_price_alert = 0
            self.env.flush_all()

    def test_many_at_once_take_as_many_queries_as_few(self):
        self.see(1, 100)

        def queries(days):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.env["mkt.observation"].create(
                [
                    {
                        "name": "Price list",
                        "kind": "price",
                        "competitor_id": self.rival.id,
                        "product_id": self.theirs.id,
                        "date": date(2026, 3, 2) + timedelta(days=day),
                        "price": 100,
                    }
                    for day in days
                ]
            )
            self.env.flush_all()
            return self.cr.sql_log_count - before

        queries(range(2))
        few = queries(range(2, 4))
        self.assertLessEqual(queries(range(4, 44)), few + 1)


class TestSegmentCoverage(MarketCase):
    def test_segments_nobody_looks_at(self):
        researcher = self.users["market_researcher"]
        today = self.company._mkt_today()
        segments = self.env["mkt.segment"].create(
            [{"name": name} for name in ("North", "South", "East")]
        )
        north, south, east = segments.with_user(researcher)
        for segment, days in ((north, 1), (north, 2), (south, 31)):
            self.env["mkt.observation"].with_user(researcher).create(
                {
                    "name": "A dealer",
                    "kind": "channel",
                    "segment_id": segment.id,
                    "date": today - timedelta(days=days),
                }
            )
        found = segments.with_user(researcher)
        self.assertEqual(found.mapped("is_covered"), [True, False, False])
        self.assertEqual(found.mapped("observation_count"), [2, 0, 0])
        self.assertEqual(south.last_observed_on, today - timedelta(days=31))
        self.assertFalse(east.last_observed_on)
        domain = [("id", "in", segments.ids)]
        for value, expected in ((True, north), (False, south | east)):
            with self.subTest(value):
                self.assertEqual(
                    found.search([*domain, ("is_covered", "=", value)]), expected
                )
        # so many days ago is within the days
        self.company.mkt_observe_days = 31
        self.env.invalidate_all()
        self.assertTrue(south.is_covered)
        card = self.env.ref("marketing_office.desk_card_segments_not_covered")
        shown = found.search(card.with_user(researcher)._get_domain())
        self.assertEqual(shown & found, east)
