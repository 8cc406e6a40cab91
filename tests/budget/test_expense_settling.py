"""Whoever settles a request records its receipts, or registers the vendor bill for it."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form

from ..common import OfficeCase
from .bill_case import BillMixin


class TestExpenseSettling(BillMixin, OfficeCase):
    posts = ("finance_manager", "director", "leadership", "marketing_manager")

    def save(self, request, code, vals):
        """What the form of the request sends when it is saved."""
        return request.with_user(self.users[code]).web_save(vals, {"display_name": {}})

    def receipt_of(self, amount):
        return {"settlement_ids": [Command.create({"name": "Fair", "amount": amount})]}

    def test_finance_records_receipts_on_the_form(self):
        request = self.approved(100)
        self.save(request, "finance_manager", self.receipt_of(70))
        receipt = request.settlement_ids
        self.save(
            request,
            "finance_manager",
            {"settlement_ids": [Command.update(receipt.id, {"amount": 80})]},
        )
        answer = self.settle(request)["params"]["message"]
        self.assertIn(request.currency_id.format(20), answer)
        self.assertLine(reserved=0, spent=80)
        self.assertLedgerAgrees()

    def test_nothing_is_said_of_a_reservation_that_is_used_up(self):
        request = self.approved(100)
        self.receipt(request, 100)
        self.assertIsNone(self.settle(request))

    def test_others_record_none(self):
        request = self.approved(100)
        for code in ("director", "marketing_manager"):
            with self.subTest(post=code), self.assertRaises(AccessError):
                self.save(request, code, self.receipt_of(70))
        self.assertFalse(request.settlement_ids)

    def test_finance_changes_nothing_else(self):
        request = self.approved(100)
        for vals in ({"name": "Other"}, {"amount": 5}, {"evidence_ids": []}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self.save(request, "finance_manager", vals)
        with self.assertRaises(AccessError):
            self.save(request, "finance_manager", {"state": "settled"})

    def test_receipts_before_the_approval_and_after_the_end(self):
        waiting, settled = self.request(100), self.approved(100)
        self.save(settled, "finance_manager", self.receipt_of(10))
        self.settle(settled)
        for request in (waiting, settled):
            with self.assertRaises(UserError):
                self.save(request, "finance_manager", self.receipt_of(10))

    # ------------------------------------------------------------- the bill

    def register(self, request, code="finance_manager", **vals):
        """The bill as the form of the button makes it."""
        user = self.users[code]
        action = request.with_user(user).action_register_bill()
        self.assertEqual(action["res_model"], "account.move")
        bills = self.env["account.move"].with_user(user)
        form = Form(bills.with_context(**action["context"]))
        form.partner_id = self.vendor
        form.invoice_date = self.today
        with form.invoice_line_ids.edit(0) as line:
            line.tax_ids.clear()
            for name, value in vals.items():
                line[name] = value
        return form.save()

    def test_finance_registers_the_bill_and_settles(self):
        request = self.approved(100)
        self.assertTrue(request.with_user(self.users["finance_manager"]).can_bill)
        bill = self.register(request)
        self.assertEqual(bill.move_type, "in_invoice")
        self.assertEqual(bill.invoice_origin, request.number)
        self.assertEqual(bill.invoice_line_ids.mkt_expense_request_id, request)
        self.assertEqual(bill.amount_untaxed, 100)
        self.assertLine(reserved=100, spent=0)
        with self.assertRaises(UserError):
            self.settle(request)
        bill.action_post()
        self.assertLine(reserved=0, spent=100)
        self.settle(request)
        self.assertEqual(request.state, "settled")
        self.assertLedgerAgrees()

    def test_second_bill_is_for_the_rest(self):
        request = self.approved(100)
        self.register(request, price_unit=60).action_post()
        self.assertEqual(self.register(request).amount_untaxed, 40)

    def test_bill_in_the_currency_of_the_request(self):
        foreign = self.env["res.currency"].create(
            {
                "name": "XTS",
                "symbol": "X",
                "rate_ids": [Command.create({"name": "2020-01-01", "rate": 4})],
            }
        )
        request = self.approved(80, currency_id=foreign.id)
        bill = self.register(request)
        self.assertEqual((bill.currency_id, bill.amount_untaxed), (foreign, 80))

    def test_who_keeps_no_accounts_registers_none(self):
        request = self.approved(100)
        for user in (self.person, self.users["director"]):
            theirs = request.with_user(user)
            self.assertFalse(theirs.can_bill)
            with self.assertRaises(AccessError):
                theirs.action_register_bill()

    def test_no_bill_for_what_is_not_approved_or_settled_by_receipts(self):
        waiting, receipted = self.request(100), self.approved(100)
        settling = receipted.with_user(self.users["finance_manager"])
        self.assertFalse(settling.can_book_receipts)
        self.receipt(receipted, 50)
        self.assertTrue(settling.can_book_receipts)
        settling.action_book_receipts()
        self.assertFalse(settling.can_book_receipts)
        self.assertTrue(settling.can_settle)
        for request in (waiting, receipted):
            theirs = request.with_user(self.users["finance_manager"])
            self.assertFalse(theirs.can_bill)
            self.assertEqual(theirs.is_settled_by_receipts, request == receipted)
            with self.assertRaises(UserError):
                theirs.action_register_bill()
