"""An invoice is used once, its file is kept and read, and what was paid for was done."""

from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from odoo.addons.marketing_office.tools.einvoice import read_einvoice

from ..common import OfficeCase
from .budget_case import DECIDERS, BudgetMixin

XML = """<?xml version="1.0" encoding="UTF-8"?>
<EInvoice>
  <Header><EIid>26322000000000000001</EIid></Header>
  <EInvoiceData>
    <SellerInformation>
      <SellerIdNum>91320500MA1ABCDE2X</SellerIdNum>
      <SellerName>苏州会展服务有限公司</SellerName>
    </SellerInformation>
    <BuyerInformation>
      <BuyerIdNum>{buyer_vat}</BuyerIdNum>
      <BuyerName>{buyer}</BuyerName>
    </BuyerInformation>
    <BasicInformation>
      <TotalAmWithoutTax>47.17</TotalAmWithoutTax>
      <TotalTaxAm>2.83</TotalTaxAm>
      <TotalTax-includedAmount>{amount}</TotalTax-includedAmount>
    </BasicInformation>
  </EInvoiceData>
  <TaxSupervisionInfo>
    <InvoiceNumber>{number}</InvoiceNumber>
    <IssueTime>2026-03-05</IssueTime>
  </TaxSupervisionInfo>
</EInvoice>
"""
NUMBER = "26322000000000000001"
SELLER = "91320500MA1ABCDE2X"


OURS = "91310000MA1OURSX0X"


def xml(number=NUMBER, amount="50.00", buyer="", buyer_vat=""):
    return XML.format(
        number=number, amount=amount, buyer=buyer, buyer_vat=buyer_vat
    ).encode()


class TestReadEInvoice(OfficeCase):
    posts = ()

    def test_number_seller_amount_and_day(self):
        invoice = read_einvoice(xml())
        self.assertEqual(
            (invoice.number, invoice.seller_vat, invoice.amount, invoice.dated),
            (NUMBER, SELLER, 50.0, date(2026, 3, 5)),
        )

    def test_whatever_else_is_no_invoice(self):
        for content in (
            b"",
            b"%PDF-1.4",
            b"<EInvoice>",
            b"<Invoice/>",
            b"<EInvoice/>",
            xml(amount="much"),
            xml(amount="NaN"),
            xml(number=" "),
            b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + xml()[38:],
            xml() + b" " * 2_000_000,
        ):
            with self.subTest(content[:60]):
                self.assertIsNone(read_einvoice(content))


class TestExpenseInvoice(BudgetMixin, OfficeCase):
    posts = (*DECIDERS, "service_clerk")

    def upload(self, name="invoice.xml", raw=None, user=None):
        return (
            self.env["ir.attachment"]
            .with_user(user or self.person)
            .create({"name": name, "raw": raw or xml(), "res_id": 0})
        )

    def invoiced(self, request, amount=50, **vals):
        vals = {"invoice_number": NUMBER, "seller_vat": SELLER, **vals}
        return self.receipt(request, amount, **vals)

    def test_an_invoice_is_used_once_in_a_company(self):
        request, other = self.approved(), self.approved()
        self.invoiced(request)
        for vals in (
            {},
            # in two amounts, and without the seller
            {"amount": 40},
            {"seller_vat": False},
            {"invoice_number": "26322-0000-0000-0000-001"},
            # the same, as another hand or a scanner writes it
            {
                "invoice_number": " ２６３２２0000 00000000001 ",
                "seller_vat": SELLER.lower(),
            },
        ):
            with (
                self.subTest(**vals),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.invoiced(other, **vals)
        self.receipt(other, 50)
        self.receipt(other, 50)

    def test_older_numbers_are_given_by_each_seller(self):
        request = self.approved()
        self.invoiced(request, invoice_number="00012345")
        self.invoiced(
            request, invoice_number="00012345", seller_vat="91320500MA1ABCDE3Y"
        )
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.invoiced(request, invoice_number="0001-2345", amount=40)

    def test_numbers_have_letters_and_digits_alone(self):
        request = self.approved()
        # a Cyrillic letter that looks like a Latin one
        for vals in ({"invoice_number": "0001Х"}, {"seller_vat": "91320500MA1ABCDEХ"}):
            with (
                self.subTest(**vals),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.invoiced(request, **vals)

    def test_a_cancelled_request_frees_its_invoice(self):
        request = self.approved()
        self.invoiced(request)
        request.action_cancel("Not needed")
        self.assertTrue(self.invoiced(self.approved()))

    def test_nobody_voids_a_receipt_by_hand(self):
        receipt = self.invoiced(self.approved())
        with self.assertRaises(UserError):
            receipt.is_void = True

    def test_the_form_reads_the_file(self):
        request = self.approved()
        file = self.upload()
        with Form(request) as form, form.settlement_ids.new() as line:
            line.receipt_ids.add(file)
            self.assertEqual(line.invoice_number, NUMBER)
        receipt = request.settlement_ids
        self.assertEqual((receipt.amount, receipt.seller_vat), (50, SELLER))
        self.assertEqual(receipt.name, "苏州会展服务有限公司")
        self.assertEqual(receipt.date, date(2026, 3, 5))
        self.assertEqual(file.sudo().res_id, receipt.id)

    def test_what_is_entered_agrees_with_the_file(self):
        request = self.approved()
        for vals in ({"amount": 60}, {"invoice_number": "1"}, {"seller_vat": False}):
            values = {"amount": 50, "receipt_ids": self.upload().ids, **vals}
            with self.subTest(**vals), self.assertRaises(ValidationError):
                self.invoiced(request, **values)
        receipt = self.invoiced(request, receipt_ids=self.upload().ids)
        with self.assertRaises(ValidationError):
            receipt.amount = 51

    def test_an_invoice_is_made_out_to_the_company(self):
        self.company.name = "华信营销(上海)"
        request = self.approved()
        for vat, buyer, is_ours in (
            (OURS, {"buyer": "华信营销（上海）有限公司", "buyer_vat": OURS}, True),
            # by the tax ID, whatever the name
            (OURS, {"buyer": "Huaxin", "buyer_vat": f" {OURS.lower()}"}, True),
            (OURS, {"buyer": "华信营销(上海)", "buyer_vat": SELLER}, False),
            (OURS, {"buyer_vat": SELLER}, False),
            # by the name, where one of them has no tax ID
            (OURS, {"buyer": "个人"}, False),
            (False, {"buyer": "华信营销（上海）有限公司", "buyer_vat": SELLER}, True),
            (False, {"buyer": "另一家有限公司", "buyer_vat": SELLER}, False),
            (False, {"buyer_vat": SELLER}, True),
        ):
            self.company.vat = vat
            files = self.upload(raw=xml(**buyer))
            with self.subTest(vat=vat, **buyer):
                if is_ours:
                    self.invoiced(request, receipt_ids=files.ids).sudo().unlink()
                else:
                    with self.assertRaises(ValidationError):
                        self.invoiced(request, receipt_ids=files.ids)

    def test_the_form_refuses_the_invoice_of_another_buyer(self):
        self.company.vat = OURS
        file = self.upload(raw=xml(buyer="另一家有限公司", buyer_vat=SELLER))
        with (
            self.assertRaisesRegex(ValidationError, "另一家有限公司"),
            Form(self.approved()) as form,
            form.settlement_ids.new() as line,
        ):
            line.receipt_ids.add(file)

    def test_two_invoices_are_two_receipts(self):
        files = self.upload() | self.upload(raw=xml(number="7"))
        with self.assertRaises(ValidationError):
            self.invoiced(self.approved(), receipt_ids=files.ids)

    def test_files_of_every_kind_are_kept_once_booked(self):
        files = self.upload()
        for name in ("invoice.pdf", "invoice.ofd"):
            files |= self.upload(name, b"the same invoice")
        request = self.approved()
        self.invoiced(request, receipt_ids=files.ids)
        request.with_user(self.users["finance_manager"]).action_book_receipts()
        for file in files:
            for user in (self.person, self.users["finance_manager"]):
                with self.subTest(file.name), self.assertRaises(UserError):
                    file.with_user(user).unlink()
                with self.subTest(file.name), self.assertRaises(UserError):
                    file.with_user(user).raw = b"another"

    def test_category_that_needs_an_invoice(self):
        self.line.category_id.needs_invoice = True
        request = self.approved()
        receipt = self.receipt(request, 50)
        with self.assertRaises(UserError):
            self.settle(request)
        self.assertEqual(request.spent, 0)
        receipt.invoice_number = NUMBER
        self.settle(request)
        self.assertEqual(request.state, "settled")

    def test_category_that_needs_a_proof_of_execution(self):
        self.line.category_id.needs_execution = True
        request = self.approved()
        self.receipt(request, 50)
        with self.assertRaises(UserError):
            self.settle(request)
        self.assertEqual((request.state, request.spent), ("approved", 0))
        photo = self.upload("stand.jpg", b"the stand")
        request.execution_ids = photo
        self.assertEqual(
            photo.with_user(self.users["finance_manager"]).raw, b"the stand"
        )
        self.settle(request)
        with self.assertRaises(UserError):
            request.execution_ids = False
        with self.assertRaises(UserError):
            photo.unlink()

    def test_proof_is_added_after_the_approval_only_by_who_may_change_the_request(self):
        request = self.approved()
        photo = self.upload(user=self.users["service_clerk"])
        with self.assertRaises(UserError):
            request.with_user(self.users["service_clerk"]).execution_ids = photo
