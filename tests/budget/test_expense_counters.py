"""What a request has reserved, spent and overrun is what its ledger adds up to, exactly."""

from odoo.fields import Command

from ..common import OfficeCase
from .bill_case import BillMixin


class TestExpenseCounters(BillMixin, OfficeCase):
    planned = {"advertising": 500_000_000_000.0, "travel": 500.0}

    def make_currency(self, name, rounding, rate):
        return self.env["res.currency"].create(
            {
                "name": name,
                "symbol": name,
                "rounding": rounding,
                "rate_ids": [Command.create({"name": "2020-01-01", "rate": rate})],
            }
        )

    def test_tenths(self):
        request = self.approved(0.3)
        for amount in (0.1, 0.2):
            self.receipt(request, amount)
        self.settle(request)
        self.assertEqual((request.spent, request.reserved), (0.3, 0))
        self.assertLedgerAgrees()

    def test_a_cent_of_a_hundred_milliards(self):
        request = self.approved(1e11 + 0.01)
        self.receipt(request, 1e11)
        self.receipt(request, 0.01)
        request.with_user(self.users["finance_manager"]).action_book_receipts()
        self.assertEqual((request.spent, request.reserved), (1e11 + 0.01, 0))
        self.assertLedgerAgrees()

    def test_many_receipts_at_once_and_one_after_another(self):
        request = self.approved(100)
        for _number in range(100):
            self.receipt(request, 0.07)
        manager = request.with_user(self.users["finance_manager"])
        manager.action_book_receipts()
        for _number in range(50):
            self.receipt(request, 0.1)
            manager.action_book_receipts()
        self.assertEqual((request.spent, request.reserved), (12, 88))
        self.assertLedgerAgrees()

    def test_lines_of_several_requests_on_one_bill(self):
        first, second, third = (self.approved(amount) for amount in (0.3, 7.77, 100))
        lines = [(r, a) for r in (first, second, third) for a in (0.1, 0.2, -0.1)]
        bill = self.bill(*lines, (second, 8.01))
        refund = self.bill((third, 50.05), (first, 0.05), kind="in_refund")
        self.assertLedgerAgrees()
        for _number in range(3):
            for move in (bill, refund):
                move.button_draft()
                self.assertLedgerAgrees()
            for move in (refund, bill):
                move.action_post()
                self.assertLedgerAgrees()
        self.assertEqual(
            [r.spent for r in (first, second, third)], [0.15, 8.21, -49.85]
        )

    def test_currencies_with_other_decimals(self):
        for name, rounding, rate in (
            ("XT0", 1.0, 7.3),
            ("XT2", 0.01, 0.137),
            ("XT3", 0.001, 0.0333),
        ):
            with self.subTest(name):
                currency = self.make_currency(name, rounding, rate)
                request = self.approved(100, currency_id=currency.id)
                for amount in (33.333, 1):
                    self.receipt(request, amount, currency_id=currency.id)
                currency.rate_ids.rate = rate * 0.9
                self.settle(request)
                self.assertLedgerAgrees()
                request = self.approved(100, currency_id=currency.id)
                bill = self.bill((request, 99.999), currency_id=currency.id)
                currency.rate_ids.rate = rate * 1.1
                bill.button_draft()
                bill.action_post()
                self.assertLedgerAgrees()
                self.settle(request)
                self.assertLedgerAgrees()
                self.assertFalse(request.reserved)

    def test_company_currency_without_decimals(self):
        currency = self.make_currency("XT0", 1.0, 1.0)
        company = self.env["res.company"].create(
            {"name": "Without Decimals", "currency_id": currency.id}
        )
        budget = self.make_budget(
            company_id=company.id,
            period_id=self.year(company).id,
            planned={"travel": 1000},
        )
        self.put_in_force(budget)
        request = self.env["mkt.expense.request"].create(
            {
                "name": "Posters",
                "description": "The fair needs them",
                "company_id": company.id,
                "line_id": budget.line_ids.id,
                "amount": 99.6,
                "currency_id": currency.id,
                "department_id": self.promotion.id,
            }
        )
        request.action_submit()
        request._on_approved()
        request.state = "approved"
        self.assertEqual(request.reserved, 100)
        self.assertLedgerAgrees()

    def test_overrun_and_its_way_back(self):
        self.company.mkt_overbudget = "warn"
        line = self.travel
        first = self.approved(333.33, line_id=line.id)
        second = self.approved(333.34, line_id=line.id)
        self.assertEqual(second.overrun, 166.67)
        self.assertLedgerAgrees()
        bill = self.bill((first, 400.01))
        self.assertLedgerAgrees()
        self.assertEqual(first.overrun, 66.68)
        second.with_user(self.person).action_cancel("rain")
        self.assertLedgerAgrees()
        self.assertEqual(second.overrun, 0)
        bill.button_draft()
        self.assertLedgerAgrees()
        self.assertLine(line, overrun=0, reserved=333.33, spent=0)

    def test_cash_rounding(self):
        rounding = self.env["account.cash.rounding"].create(
            {
                "name": "Five Cents",
                "rounding": 0.05,
                "strategy": "add_invoice_line",
                "profit_account_id": self.account.id,
                "loss_account_id": self.account.id,
            }
        )
        request = self.approved(100)
        bill = self.bill((request, 80.03), invoice_cash_rounding_id=rounding.id)
        self.assertEqual(request.spent, 80.03)
        bill.button_draft()
        bill.button_cancel()
        self.assertEqual((request.spent, request.reserved), (0, 100))
        self.assertLedgerAgrees()
