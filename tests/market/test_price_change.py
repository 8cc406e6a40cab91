"""Great changes of competitors' prices alert by themselves; segments nobody looks at show."""

from datetime import date, timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .market_case import MarketCase


class TestPriceChange(MarketCase):
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

    def test_what_was_seen_before_the_newest_does_not(self):
        self.see(1, 100)
        self.see(9, 100)
        self.assertFalse(self.signals(self.see(5, 300)))

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
