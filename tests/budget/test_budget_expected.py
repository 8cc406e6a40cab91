"""What is expected of each line and month, apart from plan and ledger, and who said so."""

from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from ..common import OfficeCase
from .budget_case import DECIDERS, BudgetMixin


class TestBudgetExpected(BudgetMixin, OfficeCase):
    posts = (*DECIDERS, "promotion_manager", "sales_manager", "service_clerk")
    assigned_since = "2020-01-01"

    def forecasts(self, code="promotion_manager", line=None):
        line = (line or self.line).with_user(self.users[code])
        action = line.action_forecast()
        return line.env["mkt.budget.forecast"].search(action["domain"], order="month")

    def test_months_begin_as_planned_and_nobody_has_confirmed_them(self):
        forecasts = self.forecasts()
        self.assertEqual(len(forecasts), 12)
        self.assertAlmostEqual(sum(forecasts.mapped("amount")), self.line.planned, 2)
        self.assertEqual(forecasts.mapped("planned"), forecasts.mapped("amount"))
        self.assertFalse(forecasts.confirmed_by_id)
        self.assertEqual(len(self.forecasts()), 12, "once")

    def test_whoever_changes_or_confirms_it_last_is_named(self):
        first, second = self.forecasts()[:2]
        first.amount = 500
        self.assertEqual(first.confirmed_by_id, self.users["promotion_manager"])
        self.assertTrue(first.confirmed_at)
        self.assertFalse(second.confirmed_by_id)
        finance = (first | second).with_user(self.users["finance_manager"])
        finance.action_confirm()
        self.assertEqual(first.confirmed_by_id, self.users["finance_manager"])
        self.assertEqual(second.confirmed_by_id, self.users["finance_manager"])

    def test_it_stands_apart_from_plan_reserved_and_spent(self):
        forecast = self.forecasts()[self.today.month - 1]
        forecast.amount = 777
        request = self.approved(200)
        self.receipt(request, 60)
        request.with_user(self.users["finance_manager"]).action_book_receipts()
        self.env.flush_all()
        self.env.invalidate_all()
        row = self.env["mkt.budget.month"].search(
            [("line_id", "=", self.line.id), ("month", "=", forecast.month)]
        )
        self.assertEqual(
            (row.expected, row.reserved, row.spent), (777, 140, 60), row.month
        )
        self.assertEqual(row.confirmed_by_id, self.users["promotion_manager"])
        self.assertEqual((forecast.reserved, forecast.spent), (140, 60))
        self.assertLine(planned=1000, reserved=140, spent=60)
        self.assertLedgerAgrees()

    def test_a_month_without_one_has_none_and_not_nought(self):
        self.env.flush_all()
        row = self.env["mkt.budget.month"].search(
            [("line_id", "=", self.line.id)], limit=1
        )
        self.assertIs(row.read(["expected"])[0]["expected"], False)

    def test_one_for_each_month_of_the_period(self):
        forecast = self.forecasts()[0]
        records = forecast.browse()
        year = self.today.year
        for month in (date(year, 1, 2), date(year + 1, 1, 1), date(year - 1, 12, 1)):
            with self.subTest(month), self.assertRaises(ValidationError):
                records.create({"line_id": self.line.id, "month": month, "amount": 1})
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            records.create(
                {"line_id": self.line.id, "month": forecast.month, "amount": 1}
            )
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            forecast.amount = -1
            self.env.flush_all()

    def test_who_says_it(self):
        forecast = self.forecasts()[0]
        for code in ("leadership", "service_clerk", "sales_manager"):
            with self.subTest(code), self.assertRaises(AccessError):
                forecast.with_user(self.users[code]).amount = 1
        with self.assertRaises(UserError):
            forecast.confirmed_by_id = self.users["director"]

    def test_of_a_budget_in_force_alone(self):
        forecast = self.forecasts()[0]
        self.budget.state = "closed"
        with self.assertRaises(UserError):
            forecast.amount = 1

    def test_a_revision_takes_them_over(self):
        forecast = self.forecasts()[0]
        forecast.amount = 321
        revision = self.revise(1200)
        new = self.line_of(revision, "advertising")
        self.assertEqual(forecast.sudo().line_id, new)
        self.assertEqual(forecast.sudo().amount, 321)
        self.assertEqual(len(self.forecasts("finance_manager", new)), 12)

    def test_desk_counts_what_nobody_confirmed_this_month(self):
        card = self.env.ref("marketing_office.desk_card_forecasts")
        forecasts = self.forecasts()
        manager = self.users["promotion_manager"]

        def due():
            own = forecasts.browse().with_user(manager)
            return own.search(card.with_user(manager)._get_domain()) & forecasts

        with freeze_time(f"{self.today.year}-11-20"):
            self.assertEqual(
                due().mapped("month"),
                [date(self.today.year, 11, 1), date(self.today.year, 12, 1)],
            )
            due().action_confirm()
            self.assertFalse(due())
