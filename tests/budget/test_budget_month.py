"""Budgets by month: the sums are those of the lines, the months those of the ledger."""

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from ..common import OfficeCase
from .budget_case import DECIDERS, BudgetMixin

COUNTERS = "planned", "overrun", "reserved", "spent", "available"


class TestBudgetMonth(BudgetMixin, OfficeCase):
    posts = (
        *DECIDERS,
        "promotion_manager",
        "sales_manager",
        "report_analyst",
        "service_clerk",
    )
    planned = {"advertising": 1000.0, "travel": 500.0}

    def months(self, line=None, user=None):
        months = self.env["mkt.budget.month"].with_user(user or self.env.user)
        return months.search([("line_id", "=", (line or self.line).id)], order="month")

    def spend(self, amount, day, **vals):
        request = self.approved(amount, **vals)
        receipt = self.receipt(request, amount)
        receipt.date = day
        self.settle(request)
        return request

    def test_plan_in_even_shares(self):
        months = self.months()
        self.assertEqual(
            months.mapped("month"),
            [date(self.today.year, number, 1) for number in range(1, 13)],
        )
        self.assertEqual(round(sum(months.mapped("planned")), 2), 1000)
        self.assertEqual({83.33, 83.34}, set(months.mapped("planned")))

    def test_months_add_up_to_the_line(self):
        self.company.mkt_overbudget = "warn"
        self.spend(120, date(self.today.year, 1, 31))
        self.spend(30, date(self.today.year, 2, 1))
        self.approved(1100)
        months = self.months()
        for name in COUNTERS:
            self.assertAlmostEqual(sum(months.mapped(name)), self.line[name], 2, name)
        self.assertAlmostEqual(sum(months.mapped("forecast")), self.line.forecast, 2)
        self.assertEqual(months.mapped("spent")[:2], [120, 30])
        [(used,)] = self.env["mkt.budget.month"]._read_group(
            [("line_id", "=", self.line.id)], [], ["used_percent:avg"]
        )
        self.assertAlmostEqual(used, self.line.used_percent, 4)

    def test_used_share_of_a_group_is_that_of_its_sums(self):
        self.approved(900)
        [(used,)] = self.env["mkt.budget.line"]._read_group(
            [("budget_id", "=", self.budget.id)], [], ["used_percent:avg"]
        )
        self.assertAlmostEqual(used, 60)

    def test_revision_keeps_the_months(self):
        self.spend(120, date(self.today.year, 1, 31))
        manager = self.users["finance_manager"]
        revision = self.budget.with_user(manager).action_revise("prices rose")
        self.line_of(revision, "advertising").planned = 1200
        revision.action_submit()
        self.approve(revision)
        rows = self.env["mkt.budget.month"]._read_group(
            [
                ("department_id", "=", self.promotion.id),
                ("category_id", "=", self.line.category_id.id),
            ],
            ["month:month"],
            ["planned:sum", "spent:sum"],
        )
        figures = {month: (planned, spent) for month, planned, spent in rows}
        self.assertEqual(figures[date(self.today.year, 1, 1)], (100, 120))
        self.assertEqual(sum(planned for planned, _spent in figures.values()), 1200)
        self.assertEqual(sum(spent for _planned, spent in figures.values()), 120)

    def test_who_reads_it(self):
        readers = {*self.users} - {"sales_manager", "service_clerk"}
        for code, user in self.users.items():
            self.assertEqual(bool(self.months(user=user)), code in readers, code)
        self.assertTrue(self.months(user=self.person))
        other = self.make_holder("director", "other", companies=self.company_b)
        self.assertFalse(self.months(user=other))
        for user in (self.make_user("nobody"), self.make_portal_user()):
            with self.assertRaises(AccessError):
                self.months(user=user)
        for change in (
            lambda row: row.write({"planned": 1}),
            lambda row: row.unlink(),
            lambda row: row.create({"planned": 1}),
        ):
            with self.assertRaises(UserError):
                change(self.months(user=self.users["director"])[:1])

    def test_the_forecast_is_that_of_the_line_on_any_day(self):
        self.spend(120, date(self.today.year, 1, 31))
        for month, day in ((2, 1), (4, 10), (12, 31)):
            with freeze_time(f"{self.today.year}-{month:02}-{day} 04:00"):
                self.env.invalidate_all()
                forecast = sum(self.months().mapped("forecast"))
                self.assertAlmostEqual(forecast, self.line.forecast, 2)

    def test_entries_of_the_month(self):
        self.spend(120, date(self.today.year, 1, 31))
        action = self.months()[0].action_view_entries()
        entries = self.env["mkt.budget.entry"].search(action["domain"])
        self.assertEqual(entries.mapped("amount"), [120])


class TestReminder(BudgetMixin, OfficeCase):
    posts = DECIDERS

    def test_the_deputy_is_told_too(self):
        deputy = self.make_holder("member", login="deputy")
        self.assign(deputy, "finance_manager", role="deputy")
        request = self.request()
        with self.enter_registry_test_mode():
            self.env.ref(
                "marketing_office.ir_cron_remind_approvals"
            ).method_direct_trigger()
        self.assertEqual(
            request.sudo().activity_ids.user_id,
            deputy | self.users["finance_manager"],
        )
        card = self.env.ref("marketing_office.desk_card_approvals")
        self.assertEqual(self.count_on_desk(card.with_user(deputy)), 1)
        request.with_user(deputy).action_approve()
        self.assertFalse(request.sudo().activity_ids)

    def test_a_deputy_whose_time_is_over(self):
        with freeze_time("2026-03-02 04:00"):
            deputy = self.make_holder("member", login="deputy")
            held = self.assign(deputy, "finance_manager", role="deputy")
            held.date_to = date(2026, 3, 2)
        request = self.request()
        with self.assertRaises(AccessError):
            request.with_user(deputy).action_approve()
