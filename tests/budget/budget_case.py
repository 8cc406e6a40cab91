"""What the tests of the budget share: an approved budget and requests against it."""

from datetime import date

from odoo.fields import Command
from odoo.tools import SQL

DECIDERS = "finance_manager", "director", "leadership"


class BudgetMixin:
    """Beside the office: this year's budget of Market Promotion, in force."""

    planned = {"advertising": 1000.0, "travel": 500.0}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = cls.company._mkt_today()
        cls.promotion = cls.env.ref("marketing_office.department_promotion")
        cls.person = cls.make_holder("member", login="promoter")
        cls.person_assignment = cls.env["mkt.post.assignment"].search(
            [("user_id", "=", cls.person.id)]
        )
        cls.person_assignment.department_id = cls.promotion
        for code, user in cls.users.items():
            held = cls.env["mkt.post.assignment"].search([("user_id", "=", user.id)])
            held.department_id = cls.post(code).department_id or held.department_id
        cls.budget = cls.make_budget()
        cls.put_in_force(cls.budget)
        cls.line = cls.line_of(cls.budget, "advertising")
        cls.travel = cls.line_of(cls.budget, "travel")

    @classmethod
    def category(cls, code):
        return cls.env.ref(f"marketing_office.category_{code}")

    @classmethod
    def year(cls, company=None, year=None):
        return cls.env["mkt.period"]._of(
            company or cls.company, "year", date(year or cls.today.year, 1, 1)
        )

    @classmethod
    def make_budget(cls, planned=None, user=None, **vals):
        planned = planned or cls.planned
        values = {
            "period_id": cls.year().id,
            "department_id": cls.promotion.id,
            "line_ids": [
                Command.create(
                    {"category_id": cls.category(code).id, "planned": amount}
                )
                for code, amount in planned.items()
            ],
            **vals,
        }
        return cls.env["mkt.budget"].with_user(user or cls.env.user).create(values)

    @classmethod
    def put_in_force(cls, budget):
        budget._on_approved()
        budget.state = "approved"

    @classmethod
    def line_of(cls, budget, code):
        return budget.line_ids.filtered(lambda line: line.category_id.code == code)

    def request(self, amount=100.0, user=None, submit=True, **vals):
        request = (
            self.env["mkt.expense.request"]
            .with_user(user or self.person)
            .create(
                {
                    "name": "Posters",
                    "description": "The fair needs them",
                    "line_id": self.line.id,
                    "amount": amount,
                    "department_id": self.promotion.id,
                    **vals,
                }
            )
        )
        if submit:
            request.action_submit()
        return request

    def approve(self, document):
        """Every post that is asked approves."""
        for _number in range(5):
            if document.state != "submitted":
                break
            code = document.sudo().next_post_id.code
            document.with_user(self.users[code]).action_approve()
        return document

    def approved(self, amount=100.0, **vals):
        return self.approve(self.request(amount, **vals))

    def receipt(self, request, amount, user=None, **vals):
        return (
            self.env["mkt.expense.settlement"]
            .with_user(user or request.user_id)
            .create(
                {"request_id": request.id, "name": "Receipt", "amount": amount, **vals}
            )
        )

    def settle(self, request, code="finance_manager"):
        return request.with_user(self.users[code]).action_settle()

    def transfer(self, amount):
        """An approved transfer from travel to advertising."""
        transfer = (
            self.env["mkt.budget.transfer"]
            .with_user(self.users["finance_manager"])
            .create(
                {
                    "from_line_id": self.travel.id,
                    "to_line_id": self.line.id,
                    "amount": amount,
                    "reason": "a fair",
                }
            )
        )
        transfer.action_submit()
        return self.approve(transfer)

    def revise(self, planned):
        """An approved revision with another amount for advertising."""
        manager = self.users["finance_manager"]
        revision = self.budget.with_user(manager).action_revise("prices")
        self.line_of(revision, "advertising").planned = planned
        revision.action_submit()
        return self.approve(revision)

    def assertLine(self, line=None, **expected):
        line = (line or self.line).sudo()
        line.invalidate_recordset()
        found = {name: line[name] for name in expected}
        self.assertEqual(found, expected)

    def assertLedgerAgrees(self):
        lines = self.env["mkt.budget.line"].sudo()
        self.assertFalse(lines._ledger_differences(self.env["res.company"].search([])))
        self.assertFalse(self.requests_that_differ_from_the_ledger())

    def requests_that_differ_from_the_ledger(self):
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """
                SELECT request.id FROM mkt_expense_request request
                LEFT JOIN mkt_budget_entry entry ON entry.request_id = request.id
                GROUP BY request.id
                HAVING request.reserved <> COALESCE(SUM(CASE kind
                        WHEN 'reserve' THEN entry.amount
                        WHEN 'release' THEN -entry.amount END), 0)
                    OR request.spent <> COALESCE(SUM(entry.amount)
                        FILTER (WHERE kind = 'spend'), 0)
                    OR request.overrun <> COALESCE(SUM(entry.amount)
                        FILTER (WHERE kind = 'adjust'), 0)
                """
            )
        )
