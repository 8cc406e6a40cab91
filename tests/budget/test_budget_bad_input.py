"""What is entered wrongly: an answer in the user's language, and nothing half done."""

import json
import re

from odoo.exceptions import AccessError
from odoo.fields import Command

from ..common import OfficeHttpCase
from .bill_case import BillMixin
from .budget_case import DECIDERS

HUGE = 1e13
NO_AMOUNTS = 0, -1, -0.01, HUGE, 1e300
CHINESE = re.compile("[\u4e00-\u9fff]")


class TestBudgetBadInput(BillMixin, OfficeHttpCase):
    posts = (*DECIDERS, "promotion_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.currency = cls.env["res.currency"].create(
            {"name": "XTS", "symbol": "X", "rounding": 0.01}
        )
        cls.draft = cls.make_budget(
            user=cls.users["promotion_manager"],
            period_id=cls.year(year=cls.today.year + 1).id,
        )
        foreign = cls.make_budget(
            company_id=cls.company_b.id, period_id=cls.year(cls.company_b).id
        )
        cls.put_in_force(foreign)
        cls.foreign_line = foreign.line_ids[0]
        for user in (*cls.users.values(), cls.person):
            user.lang = "zh_CN"

    def sign_in(self, user):
        self.authenticate(user.login, user.login)

    def answer(self, model, method, *args):
        """The error that the web client shows after the call, or None."""
        kwargs = {"context": {"lang": "zh_CN"}}
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        response = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps({"id": 0, "jsonrpc": "2.0", "params": params}),
            headers={"Content-Type": "application/json"},
        )
        return response.json().get("error")

    def all_there_is(self):
        """Every row of the room, as the database has it."""
        self.env.flush_all()
        self.env.invalidate_all()
        rows = {}
        for table in (
            "mkt_budget",
            "mkt_budget_line",
            "mkt_budget_entry",
            "mkt_budget_transfer",
            "mkt_expense_request",
            "mkt_expense_settlement",
            "mkt_approval_rule",
            "mkt_approval_step",
        ):
            self.env.cr.execute(
                f"SELECT to_jsonb(t) - 'write_date' FROM {table} t ORDER BY id"
            )
            rows[table] = self.env.cr.fetchall()
        return rows

    def assertRefused(self, model, method, *args):
        before = self.all_there_is()
        error = self.answer(model, method, *args)
        self.assertTrue(error, "it was accepted")
        message = error["data"]["message"]
        self.assertIn(
            error["data"]["name"].rpartition(".")[2],
            {"UserError", "ValidationError", "AccessError"},
            message,
        )
        self.assertRegex(message, CHINESE)
        # the message is ours or the host's translated one, not a trace of the database
        self.assertNotRegex(message, "violates|constraint|Traceback")
        self.assertEqual(self.all_there_is(), before)
        return message

    def each(self, cases):
        for name, *call in cases:
            with self.subTest(name):
                self.assertRefused(*call)

    # ------------------------------------------------------------- requests

    def request_vals(self, **vals):
        return {
            "name": "Posters",
            "description": "The fair needs them",
            "line_id": self.line.id,
            "department_id": self.promotion.id,
            "amount": 10,
            **vals,
        }

    def test_amounts_of_requests(self):
        self.sign_in(self.person)
        request = self.request(submit=False)
        self.each(
            (f"{method} {amount}", "mkt.expense.request", method, *args)
            for amount in NO_AMOUNTS
            for method, *args in (
                ("create", [self.request_vals(amount=amount)]),
                ("write", request.ids, {"amount": amount}),
            )
        )

    def test_requests_that_cannot_be_submitted(self):
        self.sign_in(self.person)
        archived = self.line_of(self.budget, "travel")
        archived.active = False
        cases = {
            "no line": {"line_id": False},
            "day outside the period": {"date": f"{self.today.year + 1}-01-01"},
            "archived line": {"line_id": archived.id},
            "no rate": {"currency_id": self.currency.id},
            "more than is left": {"amount": 1000.01},
        }
        self.each(
            (
                name,
                "mkt.expense.request",
                "action_submit",
                self.request(submit=False, **vals).ids,
            )
            for name, vals in cases.items()
        )
        with self.assertRaises(AccessError):
            # who asks does not see the lines of a draft
            self.request(submit=False, line_id=self.draft.line_ids[0].id)
        category = self.line.category_id
        category.active = False
        request = self.request(submit=False)
        self.assertRefused("mkt.expense.request", "action_submit", request.ids)
        category.active = True
        self.budget.period_id.state = "closed"
        self.assertRefused("mkt.expense.request", "action_submit", request.ids)

    def test_requests_across_companies(self):
        self.sign_in(self.person)
        department = self.env["hr.department"].create(
            {"name": "Elsewhere", "company_id": self.company_b.id}
        )
        self.each(
            (str(vals), "mkt.expense.request", "create", [self.request_vals(**vals)])
            for vals in (
                {"line_id": self.foreign_line.id},
                {"department_id": department.id},
                {"company_id": self.company_b.id},
            )
        )

    def test_decision_in_a_closed_period(self):
        request = self.request()
        self.budget.period_id.state = "closed"
        self.sign_in(self.users["finance_manager"])
        self.assertRefused("mkt.expense.request", "action_approve", request.ids)

    def test_decision_without_a_reason(self):
        self.sign_in(self.users["finance_manager"])
        request = self.request()
        self.each(
            (str(reason), "mkt.expense.request", "action_refuse", request.ids, reason)
            for reason in (False, None, "", " ", 0, [], {})
        )

    def test_decision_of_the_requester(self):
        manager = self.users["finance_manager"]
        self.sign_in(manager)
        own, theirs = self.request(user=manager), self.request()
        for method, *arguments in (("action_approve",), ("action_refuse", "no")):
            message = self.assertRefused(
                "mkt.expense.request", method, (theirs | own).ids, *arguments
            )
            self.assertIn(own.number, message)

    def test_a_list_of_which_one_cannot_be_approved(self):
        """All of a list is approved, or nothing."""
        requests = self.request(600) | self.request(600)
        self.sign_in(self.users["finance_manager"])
        self.assertRefused("mkt.expense.request", "action_approve", requests.ids)

    # ------------------------------------------------------------- receipts, bills

    def test_receipts(self):
        request = self.approved()
        self.sign_in(self.person)
        vals = {"request_id": request.id, "name": "Receipt"}
        self.each(
            (
                str(amount),
                "mkt.expense.settlement",
                "create",
                [vals | {"amount": amount}],
            )
            for amount in NO_AMOUNTS
        )
        future = vals | {"amount": 1, "date": f"{self.today.year + 1}-01-01"}
        self.assertRefused("mkt.expense.settlement", "create", [future])

    def test_settlement(self):
        manager = self.users["finance_manager"]
        self.sign_in(manager)
        steps = "action_settle", "action_book_receipts"
        without_rate, beyond, closed = (self.approved() for _number in range(3))
        self.receipt(without_rate, 1, currency_id=self.currency.id)
        self.receipt(beyond, 60)
        self.receipt(beyond, 60)
        self.receipt(closed, 1)
        nothing = self.approved()
        self.assertRefused("mkt.expense.request", "action_settle", nothing.ids)
        for request in (without_rate, beyond):
            self.each((s, "mkt.expense.request", s, request.ids) for s in steps)
        self.budget.period_id.state = "closed"
        self.each((s, "mkt.expense.request", s, closed.ids) for s in steps)

    def test_bills_of_another_company(self):
        accountant = self.make_user(
            "accountant",
            groups="account.group_account_invoice",
            companies=self.company | self.company_b,
        )
        accountant.lang = "zh_CN"
        bill = self.bill((self.approved(), 10), post=False)
        theirs = self.request(submit=False).sudo()
        theirs.write({"line_id": self.foreign_line.id, "company_id": self.company_b.id})
        theirs.state = "approved"
        self.env.flush_all()
        self.sign_in(accountant)
        vals = {"mkt_expense_request_id": theirs.id}
        self.assertRefused(
            "account.move.line", "write", bill.invoice_line_ids.ids, vals
        )

    # ------------------------------------------------------------- budgets

    def test_budgets(self):
        self.sign_in(self.users["finance_manager"])
        week = self.env["mkt.period"]._of(self.company, "week", self.today)
        department = self.env["hr.department"].create(
            {"name": "Elsewhere", "company_id": self.company_b.id}
        )
        vals = {
            "period_id": self.year(year=self.today.year + 2).id,
            "department_id": self.promotion.id,
        }
        category = self.category("other").id
        line = {"category_id": category, "planned": 1}
        cases = {
            "week": {"period_id": week.id},
            "second draft": {"period_id": self.draft.period_id.id},
            "department of another company": {"department_id": department.id},
            "period of another company": {"period_id": self.year(self.company_b).id},
            "another company": {"company_id": self.company_b.id},
            "category twice": {"line_ids": [Command.create(line)] * 2},
            **{
                f"planned {amount}": {
                    "line_ids": [Command.create({**line, "planned": amount})]
                }
                for amount in (-1, HUGE, 1e300)
            },
        }
        self.each(
            (name, "mkt.budget", "create", [{**vals, **wrong}])
            for name, wrong in cases.items()
        )
        self.assertRefused("mkt.budget", "unlink", self.budget.ids)
        self.assertRefused("mkt.budget.category", "unlink", [self.line.category_id.id])

    def test_ceilings(self):
        self.sign_in(self.users["director"])
        self.each(
            (str(amount), "mkt.budget", "write", self.draft.ids, {"ceiling": amount})
            for amount in (-1, HUGE, 1e300)
        )

    def test_budgets_that_cannot_be_submitted(self):
        self.sign_in(self.users["promotion_manager"])
        self.draft.with_user(self.users["director"]).ceiling = 1499.99
        self.assertRefused("mkt.budget", "action_submit", self.draft.ids)
        self.draft.with_user(self.users["director"]).ceiling = 0
        period = self.draft.sudo().period_id
        period.state = "closed"
        self.assertRefused("mkt.budget", "action_submit", self.draft.ids)
        period.state = "open"
        self.draft.line_ids.unlink()
        self.assertRefused("mkt.budget", "action_submit", self.draft.ids)

    def test_copies(self):
        self.sign_in(self.users["promotion_manager"])
        self.each(
            (
                str(factor),
                "mkt.budget.copy",
                "create",
                [{"budget_ids": self.budget.ids, "factor": factor}],
            )
            for factor in (0, -1, 101, 1e300)
        )
        # the draft for the next year is there already
        dialog = (
            self.env["mkt.budget.copy"]
            .with_user(self.users["promotion_manager"])
            .create({"budget_ids": self.budget.ids})
        )
        self.assertRefused("mkt.budget.copy", "action_copy", dialog.ids)

    # ------------------------------------------------------------- transfers, rules

    def test_transfers(self):
        self.sign_in(self.users["finance_manager"])
        following = self.draft.line_ids[0]
        vals = {
            "from_line_id": self.line.id,
            "to_line_id": self.travel.id,
            "amount": 1,
            "reason": "a fair",
        }
        cases = {
            **{str(amount): {"amount": amount} for amount in NO_AMOUNTS},
            "to itself": {"to_line_id": self.line.id},
            "another period": {"to_line_id": following.id},
            "another company": {"to_line_id": self.foreign_line.id},
            "from another company": {"from_line_id": self.foreign_line.id},
        }
        self.each(
            (name, "mkt.budget.transfer", "create", [{**vals, **wrong}])
            for name, wrong in cases.items()
        )

    def transfer(self, amount=1):
        manager = self.users["promotion_manager"]
        return (
            self.env["mkt.budget.transfer"]
            .with_user(manager)
            .create(
                {
                    "from_line_id": self.line.id,
                    "to_line_id": self.travel.id,
                    "amount": amount,
                    "reason": "a fair",
                }
            )
        )

    def test_transfers_that_cannot_be_submitted(self):
        self.sign_in(self.users["promotion_manager"])
        too_much, transfer = self.transfer(1000.01), self.transfer()
        submit = "mkt.budget.transfer", "action_submit"
        self.assertRefused(*submit, too_much.ids)
        self.travel.active = False
        self.assertRefused(*submit, transfer.ids)
        self.travel.active = True
        self.budget.period_id.state = "closed"
        self.assertRefused(*submit, transfer.ids)

    def test_approval_rules(self):
        self.sign_in(self.users["leadership"])
        post = self.post("director").id
        self.each(
            (
                str(amount),
                "mkt.approval.rule",
                "create",
                [{"kind": "expense", "amount_from": amount, "post_id": post}],
            )
            for amount in (-1, HUGE, 1e300)
        )
