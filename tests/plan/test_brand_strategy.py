"""What a brand promises in a year: one strategy in force, and who decides on it."""

from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from ..common import OfficeCase

TEXTS = {
    "promise": "Delivered within a week",
    "audience": "Panel builders who cannot wait",
    "messages": "In time, every time",
    "look": "Blue and white, plain words",
}


class TestBrandStrategy(OfficeCase):
    posts = ("director", "marketing_manager", "promotion_manager", "sales_staff")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.promoter = cls.users["promotion_manager"]
        cls.brand = (
            cls.env["mkt.brand"].with_user(cls.promoter).create({"name": "Clear"})
        )
        cls.year = cls.period("year")

    @classmethod
    def period(cls, kind, year=None):
        day = cls.company._mkt_today()
        return cls.env["mkt.period"]._of(
            cls.company, kind, day.replace(year=year) if year else day
        )

    def make(self, code="promotion_manager", **vals):
        strategies = self.env["mkt.brand.strategy"].with_user(self.users[code])
        about = {"brand_id": self.brand.id, "period_id": self.year.id}
        return strategies.create({**about, **TEXTS, **vals})

    def in_force(self, strategy):
        strategy.action_submit()
        for code in ("marketing_manager", "director"):
            strategy.with_user(self.users[code]).action_approve()
        return strategy

    def test_approved_by_manager_and_director(self):
        strategy = self.make()
        reader = strategy.with_user(self.users["sales_staff"])
        self.assertFalse(reader.has_access("read"))
        strategy.action_submit()
        with self.assertRaises(AccessError):
            strategy.with_user(self.users["director"]).action_approve()
        strategy.with_user(self.users["marketing_manager"]).action_approve()
        self.assertEqual(strategy.state, "submitted")
        strategy.with_user(self.users["director"]).action_approve()
        self.assertEqual(strategy.state, "approved")
        self.assertTrue(reader.has_access("read"))
        with self.assertRaises(UserError):
            strategy.promise = "Anything else"

    def test_who_prepares(self):
        with self.assertRaises(AccessError):
            self.make("sales_staff")

    def test_each_text_is_needed(self):
        for name in TEXTS:
            strategy = self.make(**{name: " \u200b"})
            with self.assertRaises(UserError):
                strategy.action_submit()
            strategy.unlink()

    def test_for_a_year(self):
        with self.assertRaises(ValidationError):
            self.make(period_id=self.period("quarter").id)

    def test_one_in_force(self):
        first = self.in_force(self.make())
        second = self.make()
        with self.assertRaisesRegex(UserError, "revise it"):
            second.action_submit()
        self.assertEqual(second.state, "draft")
        other = self.brand.create({"name": "Other"})
        self.in_force(self.make(brand_id=other.id))
        second.period_id = self.period("year", self.year.date_from.year + 1)
        self.in_force(second)
        self.assertEqual(first.state, "approved")

    def test_one_in_force_in_the_database_too(self):
        self.in_force(self.make())
        second = self.make()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            second.sudo().state = "approved"
            second.flush_recordset()

    def test_one_in_preparation(self):
        self.make()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.make()

    def test_revision_takes_its_place(self):
        first = self.in_force(self.make())
        self.assertEqual(self.brand.strategy_id, first)
        second = first.action_revise("Delivery has become slower")
        with self.assertRaises(UserError):
            second.brand_id = self.brand.create({"name": "Other"})
        second.promise = "Delivered within ten days"
        self.in_force(second)
        self.assertEqual(first.state, "superseded")
        self.brand.invalidate_recordset()
        self.assertEqual(self.brand.strategy_id, second)
        self.assertEqual(second.version, 2)

    def test_brands_that_lack_one(self):
        brands = self.env["mkt.brand"].with_user(self.promoter)
        lacking = [("lacks_strategy", "=", True)]
        strategy = self.make()
        self.assertIn(self.brand, brands.search(lacking))
        self.in_force(strategy)
        self.brand.invalidate_recordset()
        self.assertNotIn(self.brand, brands.search(lacking))
        self.assertFalse(self.brand.lacks_strategy)
        strategy.sudo().period_id = self.period("year", date.today().year - 1)
        self.brand.invalidate_recordset()
        self.assertIn(self.brand, brands.search(lacking))
        self.assertTrue(self.brand.lacks_strategy)

    def test_on_the_desk(self):
        self.make()
        desk = self.env["mkt.desk.card"].with_user(self.promoter).get_desk()
        self.assertIn("Clear", str(desk["todo"]))
        self.assertIn(
            "Brands without a strategy in force", str(desk["attention"]["groups"])
        )
