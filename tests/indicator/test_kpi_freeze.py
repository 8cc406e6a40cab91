from datetime import date, datetime

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .kpi_case import KpiCase

LATER = datetime(2026, 10, 30, 4)
SEPTEMBER = date(2026, 9, 1)


class TestKpiFreeze(KpiCase):
    posts = ("director", "sales_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["mkt.kpi"].search([]).active = False
        cls.sales = cls.kpi("sales_ordered")
        cls.sales.active = True
        cls.month = cls.period("month")
        cls.seller = cls.users["sales_manager"]
        cls.order = cls.make_order(amount=100, user_id=cls.seller.id)
        cls.director = cls.users["director"]

    def close(self):
        self.month.with_user(self.director).action_close()

    def test_closing_computes_and_freezes(self):
        self.close()
        self.assertFigure(self.sales, self.month, 100)
        frozen = self.values.search([("period_id", "=", self.month.id)])
        self.assertEqual(set(frozen.mapped("frozen")), {True})
        self.assertFalse(self.value(self.sales, self.period("quarter")).frozen)

    def test_nothing_is_compared_with_a_figure_that_leaves(self):
        before = self.make_order(datetime(2026, 9, 15, 4), amount=50)
        self.compute(self.sales)
        self.assertTrue(self.value(self.sales, self.month).has_previous)
        before._action_cancel()
        self.close()
        row = self.value(self.sales, self.month)
        self.assertTrue(row.frozen)
        self.assertFalse(self.value(self.sales, self.period("month", SEPTEMBER)))
        self.assertFalse(row.has_previous)
        self.assertFalse(row.previous_label)

    def test_late_documents_are_drift(self):
        self.close()
        self.make_order(LATER, amount=25, user_id=self.seller.id)
        self.compute(self.sales)
        for scope in ({}, {"user_id": self.seller}):
            self.assertFigure(self.sales, self.month, 100, **scope)
            row = self.value(self.sales, self.month, **scope)
            self.assertEqual((row.current_value, row.drift), (125, 25))
        self.assertFigure(self.sales, self.period("quarter"), 125)
        self.assertEqual(self.compute(self.sales).written, 0, "told once")

    def test_documents_that_go_are_drift_too(self):
        self.close()
        self.order._action_cancel()
        self.compute(self.sales)
        self.assertFigure(self.sales, self.month, 100)
        self.assertEqual(self.value(self.sales, self.month).drift, -100)
        self.assertFalse(self.value(self.sales, self.period("quarter")))
        self.assertEqual(self.compute(self.sales).written, 0, "told once")

    def test_a_person_without_figure_when_it_was_closed(self):
        self.close()
        self.make_order(LATER, amount=7, user_id=self.director.id)
        self.compute(self.sales)
        self.assertFigure(self.sales, self.month, None, user_id=self.director)
        row = self.value(self.sales, self.month, user_id=self.director)
        self.assertEqual((row.drift, row.frozen), (7, True))

    def test_frozen_figures_are_what_later_periods_compare_with(self):
        self.close()
        self.make_order(LATER, amount=900)
        self.make_order(datetime(2026, 11, 2), amount=50)
        self.compute(self.sales)
        november = self.value(self.sales, self.period("month", date(2026, 11, 1)))
        self.assertAlmostEqual(november.change_previous, -50, 4)

    def test_an_indicator_defined_after_closing_has_its_history(self):
        self.close()
        later = self.make_kpi(
            source_model="sale.order",
            date_field="date_order",
            domain="[('state', '=', 'sale')]",
        )
        later.defined_at = "2999-01-01"  # the transaction has one time only
        self.compute(later)
        self.assertFigure(later, self.month, 1)
        self.assertTrue(self.value(later, self.month).frozen)
        self.make_order(LATER)
        self.compute(later)
        self.assertFigure(later, self.month, 1)
        self.assertEqual(self.value(later, self.month).drift, 1)

    def test_reopening_keeps_what_was_frozen_and_lets_the_figures_follow(self):
        self.close()
        self.make_order(LATER, amount=25, user_id=self.seller.id)
        self.compute(self.sales)
        self.month.with_user(self.director).action_reopen("late order")
        self.assertFigure(self.sales, self.month, 125)
        row = self.value(self.sales, self.month)
        self.assertEqual((row.frozen, row.drift), (False, 0))
        kept = self.env["mkt.kpi.frozen"].search(
            [("period_id", "=", self.month.id), ("scope", "=", "company")]
        )
        self.assertEqual((kept.value, kept.drift), (100, 25))
        self.assertEqual(kept.reopening_id.reason, "late order")
        # and once more
        self.close()
        self.month.with_user(self.director).action_reopen("again")
        self.assertEqual(len(self.month.reopening_ids), 2)

    @mute_logger("odoo.addons.marketing_office.models.indicator.mkt_kpi_run")
    def test_no_closing_while_an_indicator_fails(self):
        bad = self.make_kpi(source_model="sale.order", date_field="date_order")
        self.env.cr.execute(
            "UPDATE mkt_kpi SET date_field = 'gone' WHERE id = %s", [bad.id]
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "Indicator"), self.env.cr.savepoint():
            self.close()
        self.assertEqual(self.month.state, "open")
        bad.active = False
        self.close()
        self.assertEqual(self.month.state, "closed")

    def test_an_indicator_with_frozen_figures_stays(self):
        self.close()
        with self.assertRaises(UserError):
            self.sales.unlink()
