"""Vendor bills spend what was reserved; what arrived is never blocked."""

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from ..common import OfficeCase
from .bill_case import BillMixin


class TestExpenseBills(BillMixin, OfficeCase):
    def test_draft_spends_nothing(self):
        self.bill((self.approved(100), 80), post=False)
        self.assertLine(reserved=100, spent=0)

    def test_posting_spends(self):
        request = self.approved(100)
        self.bill((request, 80))
        self.assertLine(reserved=20, spent=80)
        self.settle(request)
        self.assertLine(reserved=0, spent=80)
        self.assertLedgerAgrees()

    def test_one_bill_for_several_requests(self):
        first, second = self.approved(100), self.approved(200, line_id=self.travel.id)
        self.bill((first, 100), (second, 150))
        self.assertLine(reserved=0, spent=100)
        self.assertLine(self.travel, reserved=50, spent=150)
        self.assertLedgerAgrees()

    def test_reset_takes_back(self):
        request = self.approved(100)
        bill = self.bill((request, 80))
        for _number in range(2):
            bill.button_draft()
            self.assertLine(reserved=100, spent=0)
            bill.action_post()
            self.assertLine(reserved=20, spent=80)
        bill.button_draft()
        bill.button_cancel()
        self.assertLine(reserved=100, spent=0, overrun=0)
        self.assertLedgerAgrees()

    def test_what_is_taken_back_leaves_the_day_and_the_currency_it_was_spent_in(self):
        foreign = self.env["res.currency"].create(
            {
                "name": "XTS",
                "symbol": "X",
                "rate_ids": [Command.create({"name": "2020-01-01", "rate": 4})],
            }
        )
        request = self.approved(100)
        day = self.today.replace(month=1, day=15)
        bill = self.bill((request, 80), invoice_date=day, currency_id=foreign.id)

        def spent():
            rows = self.env["mkt.budget.entry"]._read_group(
                [("request_id", "=", request.id), ("kind", "=", "spend")],
                ["date:day", "currency_id"],
                ["amount:sum", "currency_amount:sum"],
            )
            return [row for row in rows if any(row[2:])]

        self.assertEqual(spent(), [(day, foreign, 20, 80)])
        bill.button_draft()
        self.assertEqual(spent(), [])
        bill.action_post()
        self.assertEqual(spent(), [(day, foreign, 20, 80)])

    def test_reset_after_settlement(self):
        request = self.approved(100)
        bill = self.bill((request, 80))
        self.settle(request)
        bill.button_draft()
        self.assertLine(reserved=0, spent=0)
        bill.action_post()
        self.assertLine(reserved=0, spent=80)
        self.assertLedgerAgrees()

    def test_changed_while_in_draft(self):
        request = self.approved(100)
        bill = self.bill((request, 80))
        bill.button_draft()
        bill.invoice_line_ids.price_unit = 90
        bill.action_post()
        self.assertLine(reserved=10, spent=90)
        self.assertLedgerAgrees()

    def test_line_deleted_while_in_draft(self):
        request = self.approved(100)
        bill = self.bill((request, 80), (request, 10))
        bill.button_draft()
        bill.invoice_line_ids[0].unlink()
        bill.action_post()
        self.assertLine(reserved=90, spent=10)
        self.assertLedgerAgrees()

    def test_refund_takes_back(self):
        request = self.approved(100)
        self.bill((request, 100))
        refund = self.bill((request, 30), kind="in_refund")
        self.assertLine(reserved=0, spent=70, available=930)
        refund.button_draft()
        self.assertLine(reserved=0, spent=100)
        self.assertLedgerAgrees()

    def test_a_refund_ends_the_overrun_of_another_bill(self):
        for settled in (False, True):
            request = self.approved(1000)
            self.bill((request, 1100))
            if settled:
                self.settle(request)
            self.assertLine(reserved=0, spent=1100, overrun=100, available=0)
            refund = self.bill((request, 300), kind="in_refund")
            self.assertLine(reserved=0, spent=800, overrun=0, available=200)
            self.assertEqual(request.overrun, 0)
            refund.button_draft()
            self.assertLine(reserved=0, spent=1100, overrun=100, available=0)
            refund.action_post()
            self.bill((request, 800), kind="in_refund")
            self.assertLine(reserved=0, spent=0, overrun=0, available=1000)
        self.assertLedgerAgrees()

    def test_what_comes_back_from_another_request_ends_the_overrun(self):
        first, second = self.approved(500), self.approved(500)
        self.bill((first, 700))
        self.assertLine(reserved=500, spent=700, overrun=200, available=0)
        second.with_user(self.person).action_cancel("rained off")
        self.assertLine(reserved=0, spent=700, overrun=0, available=300)
        self.assertEqual(first.overrun, 0)
        self.assertLedgerAgrees()

    def test_money_from_another_line_pays_for_the_overrun_first(self):
        request = self.approved(1000)
        self.bill((request, 1100))
        self.transfer(150)
        self.assertLine(planned=1150, spent=1100, overrun=0, available=50)
        self.assertLedgerAgrees()

    def test_a_revision_with_more_money_pays_for_the_overrun(self):
        request = self.approved(1000)
        bill = self.bill((request, 1100))
        self.revise(1300)
        line = request.sudo().line_id
        self.assertLine(line, planned=1300, spent=1100, overrun=0, available=200)
        bill.button_draft()
        self.assertLine(line, reserved=1000, spent=0, overrun=0, available=300)
        self.assertLedgerAgrees()

    def test_a_bill_of_a_cancelled_request_follows_the_revision(self):
        request = self.approved(1000)
        self.bill((request, 1000))
        refund = self.bill((request, 1000), kind="in_refund")
        request.with_user(self.person).action_cancel("rained off")
        self.revise(600)
        refund.button_draft()
        line = request.sudo().line_id
        self.assertEqual(line.state, "approved")
        self.assertLine(line, planned=600, spent=1000, overrun=400, available=0)
        self.assertLedgerAgrees()

    def test_a_reset_finds_room_although_another_bill_went_over(self):
        first, second = self.approved(500), self.approved(500)
        bill = self.bill((first, 500))
        self.bill((second, 700))
        bill.button_draft()
        self.assertLine(reserved=500, spent=700, overrun=200, available=0)
        self.assertLedgerAgrees()

    def test_an_overrun_that_was_granted_ends_with_its_request(self):
        self.company.mkt_overbudget = "warn"
        request = self.approved(1200)
        self.assertLine(reserved=1200, overrun=200, available=0)
        self.bill((request, 1200))
        refund = self.bill((request, 300), kind="in_refund")
        self.assertLine(spent=900, overrun=200, available=300)
        self.settle(request)
        self.assertLine(spent=900, overrun=0, available=100)
        refund.button_draft()
        self.assertLine(spent=1200, overrun=200, available=0)
        self.assertLedgerAgrees()

    def test_a_refund_after_the_settlement_ends_what_was_granted(self):
        self.company.mkt_overbudget = "warn"
        request = self.approved(1200)
        self.bill((request, 1200))
        self.settle(request)
        self.bill((request, 1200), kind="in_refund")
        self.assertLine(spent=0, overrun=0, available=1000)
        self.assertLedgerAgrees()

    def test_a_discount_on_the_bill_is_no_overrun(self):
        for amounts in ((1100, -100), (-100, 1100)):
            request = self.approved(1000)
            bill = self.bill(*((request, amount) for amount in amounts))
            self.assertLine(reserved=0, spent=1000, overrun=0, available=0)
            bill.button_draft()
            self.assertLine(reserved=1000, spent=0, overrun=0, available=0)
            bill.button_cancel()
            request.with_user(self.person).action_cancel("rained off")
        self.assertLedgerAgrees()

    def test_a_credit_note_is_reset_whatever_is_left(self):
        request = self.approved(1000)
        self.bill((request, 1000))
        refund = self.bill((request, 30), kind="in_refund")
        self.approved(30)
        for _number in range(2):
            self.assertLine(reserved=30, spent=970, overrun=0, available=0)
            refund.button_draft()
            self.assertLine(reserved=30, spent=1000, overrun=30, available=0)
            self.assertEqual(request.overrun, 30)
            refund.action_post()
        self.assertLine(reserved=30, spent=970, overrun=0, available=0)
        self.assertLedgerAgrees()

    def test_excess_is_flagged(self):
        request = self.approved(900)
        bill = self.bill((request, 1300))
        self.assertEqual(request.overrun, 300)
        self.assertLine(reserved=0, spent=1300, overrun=300, available=0)
        self.assertTrue(self.line.is_short)
        bill.button_draft()
        self.assertLine(reserved=900, spent=0, overrun=0, available=100)
        self.assertLedgerAgrees()

    def test_arrives_in_a_closed_period(self):
        request = self.approved(100)
        self.budget.period_id.state = "closed"
        self.bill((request, 80))
        self.assertLine(reserved=20, spent=80)

    def test_posted_line_keeps_its_request(self):
        request = self.approved(100)
        bill = self.bill((request, 80))
        with self.assertRaises(UserError):
            bill.invoice_line_ids.mkt_expense_request_id = False

    def test_only_approved_requests(self):
        with self.assertRaises(ValidationError):
            self.bill((self.request(100), 80), post=False)

    def test_only_bills(self):
        with self.assertRaises(ValidationError):
            self.bill((self.approved(100), 80), kind="out_invoice", post=False)

    def test_accountant_links_and_posts(self):
        accountant = self.make_user(
            "accountant", groups="account.group_account_invoice"
        )
        request = self.approved(100)
        bill = self.bill((request, 80), post=False)
        bill.with_user(accountant).action_post()
        self.assertLine(reserved=20, spent=80)
        self.assertEqual(
            bill.with_user(accountant).invoice_line_ids.mkt_expense_request_id.name,
            "Posters",
        )

    def test_changed_after_posting(self):
        """Where the host lets amounts of a posted bill change, what is spent follows."""
        request = self.approved(200)
        bill = self.bill((request, 80))
        line = bill.invoice_line_ids
        for name, value in (("price_unit", 95), ("quantity", 2)):
            line[name] = value
            self.env.flush_all()
            self.assertEqual(request.spent, line.balance)
        line.with_context(check_move_validity=False).balance = 130
        self.env.flush_all()
        self.assertEqual(request.spent, 130)
        self.assertLine(reserved=70, spent=130)
        self.assertLedgerAgrees()

    def test_posted_bill_deleted_by_force(self):
        request = self.approved(100)
        bill = self.bill((request, 80))
        bill.with_context(force_delete=True).unlink()
        self.assertLine(reserved=100, spent=0)
        self.assertLedgerAgrees()

    def test_reversal_takes_back(self):
        request = self.approved(100)
        bill = self.bill((request, 80))
        refund = bill._reverse_moves([{"invoice_date": self.today}], cancel=True)
        self.assertEqual(refund.state, "posted")
        self.assertEqual(request.spent, 0)
        self.assertLine(spent=0, reserved=20)
        self.assertLedgerAgrees()

    def test_copy_of_a_bill_spends_nothing(self):
        request = self.approved(100)
        copy = self.bill((request, 80)).copy()
        copy.invoice_date = self.today
        copy.action_post()
        self.assertEqual(request.spent, 80)

    def test_no_receipts_beside_a_bill(self):
        request = self.approved(100)
        bill = self.bill((request, 80), post=False)
        self.receipt(request, 20)
        manager = self.users["finance_manager"]
        with self.assertRaises(UserError):
            request.with_user(manager).action_book_receipts()
        bill.action_post()
        with self.assertRaises(UserError):
            self.settle(request)
        request.settlement_ids.unlink()
        self.settle(request)
        self.assertLine(reserved=0, spent=80)

    def test_no_bill_beside_receipts(self):
        request = self.approved(100)
        self.receipt(request, 20)
        request.with_user(self.users["finance_manager"]).action_book_receipts()
        with self.assertRaises(ValidationError):
            self.bill((request, 80), post=False)

    def test_receipts_after_the_bill_was_cancelled(self):
        request = self.approved(100)
        bill = self.bill((request, 80), post=False)
        bill.button_cancel()
        self.receipt(request, 20)
        self.settle(request)
        self.assertLine(reserved=0, spent=20)

    def test_the_end_waits_for_a_draft_bill(self):
        request = self.approved(100)
        bill = self.bill((request, 80), post=False)
        with self.assertRaises(UserError):
            request.with_user(self.person).action_cancel("rained off")
        with self.assertRaises(UserError):
            self.settle(request)
        bill.action_post()
        self.settle(request)
        self.assertEqual(request.state, "settled")
