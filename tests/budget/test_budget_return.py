"""Unused money is given back in one step; the ledger says so, and nothing is overspent."""

from odoo.exceptions import AccessError, UserError

from ..common import OfficeCase
from .budget_case import DECIDERS, BudgetMixin


class TestBudgetReturn(BudgetMixin, OfficeCase):
    posts = (*DECIDERS, "service_clerk")

    def give_back(self, code="finance_manager", line=None):
        (line or self.line).with_user(self.users[code]).action_give_back()

    def test_all_that_is_unused(self):
        request = self.approved(300)
        planned = self.line.planned
        self.receipt(request, 100)
        request.with_user(self.users["finance_manager"]).action_book_receipts()
        self.assertTrue(
            self.line.with_user(self.users["finance_manager"]).can_give_back
        )
        self.give_back()
        self.assertLine(planned=300, reserved=200, spent=100, available=0)
        self.assertLedgerAgrees()
        entry = self.env["mkt.budget.entry"].search(
            [("line_id", "=", self.line.id)], order="id desc", limit=1
        )
        self.assertEqual((entry.kind, entry.amount), ("give_back", 300 - planned))
        self.assertEqual(entry.user_id, self.users["finance_manager"])
        self.assertFalse(
            self.line.with_user(self.users["finance_manager"]).can_give_back
        )

    def test_the_answer_names_line_and_amount(self):
        user = self.users["finance_manager"]
        answer = self.line.with_user(user).action_give_back()["params"]["message"]
        self.assertIn(self.line.display_name, answer)
        self.assertIn("1,000.00", answer)

    def test_the_department_and_who_drew_the_budget_up_are_told(self):
        self.line.budget_id.submitted_by_id = self.users["director"]
        self.give_back()
        for user, count in (
            (self.person, 1),
            (self.users["director"], 1),
            (self.users["finance_manager"], 0),
            (self.users["service_clerk"], 0),
        ):
            told = self.env["mail.message"].search(
                [
                    ("notified_partner_ids", "in", user.partner_id.ids),
                    ("subject", "like", "1,000.00"),
                    ("subject", "like", self.line.category_id.name),
                    ("body", "like", self.users["finance_manager"].name),
                ]
            )
            with self.subTest(user.login):
                self.assertEqual(len(told), count)

    def test_what_is_given_back_is_not_spent(self):
        self.give_back()
        with self.assertRaises(UserError):
            self.approved(1)

    def test_nothing_left_to_give_back(self):
        self.give_back()
        with self.assertRaises(UserError):
            self.give_back()

    def test_what_comes_free_later_is_given_back_again(self):
        request = self.approved(300)
        self.give_back()
        request.action_cancel("Not needed")
        self.give_back("director")
        self.assertLine(planned=0, reserved=0, spent=0, available=0)
        self.assertLedgerAgrees()

    def test_only_who_answers_for_it(self):
        for code in ("service_clerk", "leadership"):
            with self.subTest(code), self.assertRaises(AccessError):
                self.give_back(code)
        self.line.budget_id.submitted_by_id = self.person
        self.line.with_user(self.person).action_give_back()
        self.assertLine(planned=0)

    def test_a_closed_period_keeps_its_money(self):
        self.line.period_id.sudo().state = "closed"
        with self.assertRaises(UserError):
            self.give_back()
