"""Requests are checked against the standards of spending that the company keeps."""

from odoo.exceptions import AccessError, UserError

from ..common import OfficeCase
from .budget_case import DECIDERS, BudgetMixin


class TestExpenseStandard(BudgetMixin, OfficeCase):
    posts = (*DECIDERS, "service_clerk")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category_of_line = cls.line.category_id
        cls.standard = cls.env["mkt.expense.standard"].create(
            {
                "name": "Poster",
                "unit": "square metre",
                "amount": 40,
                "category_id": cls.category_of_line.id,
                "company_id": cls.company.id,
            }
        )

    def asked(self, amount, units, **vals):
        return self.request(
            amount,
            submit=False,
            **{"standard_id": self.standard.id, "units": units, **vals},
        )

    def test_within_the_standard(self):
        request = self.asked(80, 2)
        self.assertEqual((request.standard_amount, request.above_standard), (80, 0))
        request.action_submit()
        self.assertEqual(request.state, "submitted")

    def test_more_needs_a_reason_that_the_approver_sees(self):
        request = self.asked(100, 2)
        self.assertEqual(request.above_standard, 20)
        for reason in (False, " \u200b"):
            request.standard_reason = reason
            with self.assertRaises(UserError):
                request.action_submit()
        request.standard_reason = "The fair wants fireproof cloth"
        request.action_submit()
        finance = request.with_user(self.users["finance_manager"])
        self.assertEqual(finance.above_standard, 20)
        self.approve(request)
        self.assertEqual(request.state, "approved")

    def test_a_strict_standard_is_never_exceeded(self):
        self.standard.is_strict = True
        request = self.asked(80.01, 2, standard_reason="We want it")
        with self.assertRaises(UserError):
            request.action_submit()
        request.amount = 80
        request.action_submit()

    def test_a_category_with_standards_asks_for_one_and_its_units(self):
        request = self.request(80, submit=False)
        self.assertTrue(request.has_standards)
        with self.assertRaises(UserError):
            request.action_submit()
        request.standard_id = self.standard
        with self.assertRaises(UserError):
            request.action_submit()
        request.units = 2
        request.action_submit()

    def test_a_standard_of_another_category_does_not_do(self):
        other = self.env["mkt.expense.standard"].create(
            {
                "name": "Hotel",
                "unit": "night",
                "amount": 900,
                "category_id": self.category("travel").id,
                "company_id": self.company.id,
            }
        )
        with self.assertRaises(UserError):
            self.asked(80, 2, standard_id=other.id).action_submit()

    def test_foreign_currency_counts_in_the_company_s(self):
        currency = self.env.ref("base.EUR")
        currency.active = True
        if currency == self.company.currency_id:
            currency = self.env.ref("base.USD")
            currency.active = True
        self.env["res.currency.rate"].create(
            {
                "currency_id": currency.id,
                "company_id": self.company.id,
                "name": "2020-01-01",
                "rate": 0.5,
            }
        )
        request = self.asked(41, 2, currency_id=currency.id)
        self.assertEqual((request.standard_amount, request.above_standard), (80, 2))

    def test_what_was_submitted_stays(self):
        request = self.asked(80, 2)
        request.action_submit()
        for vals in ({"units": 9}, {"standard_id": False}, {"standard_reason": "x"}):
            with self.subTest(**vals), self.assertRaises(UserError):
                request.write(vals)

    def test_without_standards_nothing_changes(self):
        self.standard.active = False
        request = self.request(900)
        self.assertFalse(request.has_standards)
        self.assertEqual(request.state, "submitted")

    def test_who_keeps_them(self):
        for code in ("finance_manager", "director"):
            self.standard.with_user(self.users[code]).amount = 41
        for code in ("service_clerk", "leadership"):
            with self.subTest(code), self.assertRaises(AccessError):
                self.standard.with_user(self.users[code]).amount = 9000
