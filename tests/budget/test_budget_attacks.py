"""What somebody tries who knows the fields: every door leads to the same answer."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form

from ..common import OfficeCase
from .budget_case import DECIDERS, BudgetMixin


class AttackCase(BudgetMixin, OfficeCase):
    posts = (*DECIDERS, "promotion_manager", "sales_manager", "member")

    def assertRefused(self, operation, *codes, error=UserError):
        """The operation(env) of each of these posts ends in a clear error."""
        for code in codes or self.users:
            with self.subTest(code=code), self.assertRaises(error):
                with self.env.cr.savepoint():
                    operation(self.env(user=self.users[code], su=False))
                    self.env.flush_all()
            self.env.invalidate_all()


class TestBudgetAttacks(AttackCase):
    def test_lines_in_force_by_commands(self):
        for command in (
            Command.update(self.line.id, {"planned": 10**6}),
            Command.update(self.line.id, {"category_id": self.category("other").id}),
            Command.create({"category_id": self.category("other").id, "planned": 1}),
            Command.delete(self.line.id),
            Command.clear(),
        ):
            self.assertRefused(
                lambda env, c=command: (
                    env["mkt.budget"].browse(self.budget.id).write({"line_ids": [c]})
                )
            )
        self.assertLine(planned=1000)

    def test_line_of_another_budget_linked(self):
        draft = self.make_budget(
            period_id=self.year(year=self.today.year + 1).id,
            planned={"research": 1},
        )
        self.assertRefused(
            lambda env: (
                env["mkt.budget"]
                .browse(draft.id)
                .write({"line_ids": [Command.link(self.line.id)]})
            )
        )

    def test_counters_by_create_import_and_default(self):
        draft = self.make_budget(
            period_id=self.year(year=self.today.year + 1).id,
            planned={"research": 1},
        )
        vals = {
            "budget_id": draft.id,
            "category_id": self.category("other").id,
            "planned": 1,
        }
        for name in ("reserved", "spent", "overrun", "approved_planned", "available"):
            self.assertRefused(
                lambda env, n=name: env["mkt.budget.line"].create({**vals, n: -500})
            )
        manager = self.users["finance_manager"]
        lines = self.env["mkt.budget.line"].with_user(manager)
        line = lines.with_context(default_overrun=10**6).create(vals)
        self.assertFalse(line.overrun)
        names = ["budget_id/.id", "category_id/.id", "planned", "overrun"]
        row = [str(draft.id), str(self.category("training").id), "1", "1000"]
        result = lines.load(names, [row])
        self.assertFalse(result["ids"])
        self.assertTrue(result["messages"])

    def test_archived_while_approved(self):
        """An archived line is part of what is approved, revised and closed."""
        draft = self.make_budget(
            user=self.users["promotion_manager"],
            period_id=self.year(year=self.today.year + 1).id,
            planned={"research": 10, "training": 2_000_000},
        )
        big = self.line_of(draft, "training")
        big.active = False
        self.assertEqual(draft.planned, 2_000_010)
        draft.action_submit()
        posts = draft.sudo().approval_step_ids.post_id.mapped("code")
        self.assertIn("leadership", posts)
        self.approve(draft)
        self.assertEqual(big.sudo().approved_planned, 2_000_000)

    def test_archived_line_is_revised(self):
        self.approved(300)
        self.line.with_user(self.users["finance_manager"]).active = False
        revision = self.budget.with_user(self.users["finance_manager"]).action_revise(
            "prices rose"
        )
        revision.action_submit()
        self.approve(revision)
        self.assertLine(self.line_of(revision, "advertising"), reserved=300)
        self.assertLine(reserved=0)
        self.assertLedgerAgrees()

    def test_who_planned_does_not_approve(self):
        manager = self.users["promotion_manager"]
        draft = self.make_budget(
            user=manager, period_id=self.year(year=self.today.year + 1).id
        )
        line = self.line_of(draft, "advertising")
        line.with_user(self.users["finance_manager"]).planned = 900
        draft.action_submit()
        self.assertNotIn(
            "finance_manager", draft.sudo().approval_step_ids.post_id.mapped("code")
        )
        with self.assertRaises(AccessError):
            draft.with_user(self.users["finance_manager"]).action_approve()
        self.approve(draft)
        self.assertEqual(draft.state, "approved")

    def test_same_money_in_a_shorter_period(self):
        month = self.env["mkt.period"]._of(self.company, "month", self.today)
        draft = self.make_budget(
            user=self.users["promotion_manager"], period_id=month.id
        )
        with self.assertRaises(UserError):
            draft.action_submit()
        draft.line_ids.unlink()
        draft.line_ids = [
            Command.create({"category_id": self.category("other").id, "planned": 9})
        ]
        draft.action_submit()
        self.approve(draft)
        self.assertEqual(draft.state, "approved")

    def test_states_and_versions(self):
        for vals in (
            {"state": "draft"},
            {"version": 7},
            {"previous_id": self.budget.id},
            {"submitted_by_id": 2},
            {"next_post_id": self.post("director").id},
            {"approval_step_ids": [Command.clear()]},
            {"company_id": self.company_b.id},
        ):
            self.assertRefused(
                lambda env, v=vals: env["mkt.budget"].browse(self.budget.id).write(v)
            )

    def test_a_budget_of_another_company(self):
        stranger = self.make_holder(
            "finance_manager", "of_b", companies=self.company_b + self.company
        )
        budget = self.budget.with_user(stranger).with_context(
            allowed_company_ids=(self.company_b + self.company).ids
        )
        for operation in (
            lambda: budget.read(["planned"]),
            lambda: budget.action_revise("mine"),
            lambda: budget.write({"note": "mine"}),
            lambda: budget.action_close(),
            lambda: (
                self.env["mkt.budget.copy"]
                .with_user(stranger)
                .create({"budget_ids": self.budget.ids})
                .action_copy()
            ),
        ):
            with self.assertRaises(AccessError):
                operation()


class TestExpenseAttacks(AttackCase):
    def test_ledger_and_counters(self):
        request = self.approved()
        entry = request.sudo().entry_ids[:1]
        for vals in (
            {"state": "approved"},
            {"reserved": 0},
            {"spent": 5},
            {"needs_overrun": True},
            {"company_amount": 1},
            {"approval_round": 9},
            {"user_id": self.users["director"].id},
            {"entry_ids": [Command.update(entry.id, {"amount": 1})]},
            {"entry_ids": [Command.delete(entry.id)]},
            {"amount": 1},
            {"line_id": self.travel.id},
            {"department_id": self.env.ref("marketing_office.department_sales").id},
        ):
            with self.subTest(vals=vals):
                self.assertRefused(
                    lambda env, v=vals: (
                        env["mkt.expense.request"].browse(request.id).write(v)
                    )
                )
                with self.assertRaises(UserError):
                    request.with_user(self.person).write(vals)
        self.assertLine(reserved=100)

    def test_approved_from_the_beginning(self):
        vals = {"name": "x", "amount": 1, "line_id": self.line.id}
        self.assertRefused(
            lambda env: env["mkt.expense.request"].create(
                {**vals, "state": "approved"}
            ),
            *{*self.users} - {"leadership"},
        )
        request = (
            self.env["mkt.expense.request"]
            .with_user(self.person)
            .with_context(default_state="approved", default_spent=7)
            .create({**vals, "department_id": self.promotion.id})
        )
        self.assertEqual((request.state, request.spent), ("draft", 0))
        copy = self.approved().with_user(self.person).copy()
        self.assertEqual((copy.state, copy.reserved), ("draft", 0))
        with self.assertRaises(AccessError):
            copy.copy({"state": "approved"})

    def test_receipts_of_others(self):
        theirs = self.approved()
        receipt = self.receipt(theirs, 10)
        mine = self.approved(user=self.users["promotion_manager"])
        for command in (
            Command.link(receipt.id),
            Command.update(receipt.id, {"amount": 99}),
            Command.delete(receipt.id),
            Command.create({"name": "x", "amount": 1, "is_booked": True}),
            Command.create({"name": "x", "amount": 1, "company_amount": 1}),
        ):
            self.assertRefused(
                lambda env, c=command: (
                    env["mkt.expense.request"]
                    .browse(mine.id)
                    .write({"settlement_ids": [c]})
                ),
                "promotion_manager",
            )
        self.assertEqual(receipt.amount, 10)

    def test_who_decides_and_settles(self):
        request = self.request()
        for method, arguments in (
            ("action_approve", ()),
            ("action_refuse", ("no",)),
        ):
            self.assertRefused(
                lambda env, m=method, a=arguments: getattr(
                    env["mkt.expense.request"].browse(request.id), m
                )(*a),
                *{*self.users} - {"finance_manager"},
            )
        self.approve(request)
        self.receipt(request, 10)
        for method in ("action_settle", "action_book_receipts"):
            self.assertRefused(
                lambda env, m=method: getattr(
                    env["mkt.expense.request"].browse(request.id), m
                )(),
                *{*self.users} - set(DECIDERS),
            )
            with self.assertRaises(AccessError):
                getattr(request.with_user(self.person), method)()

    def test_amounts_of_receipts(self):
        request = self.approved()
        for amount in (0, -5, 1e13):
            with self.assertRaises(Exception) as caught, self.env.cr.savepoint():
                self.receipt(request, amount)
            reason = "larger than" if amount > 0 else "_amount_sensible"
            self.assertIn(reason, str(caught.exception))

    def test_receipts_do_not_overrun(self):
        currency = self.env["res.currency"].create(
            {"name": "XTS", "symbol": "X", "rounding": 0.01}
        )
        rate = self.env["res.currency.rate"].create(
            {"currency_id": currency.id, "name": self.today, "rate": 1.0}
        )
        request = self.approved(1000, currency_id=currency.id)
        rate.rate = 0.5
        self.receipt(request, 1000, currency_id=currency.id)
        with self.assertRaises(UserError):
            self.settle(request)
        self.assertLine(reserved=1000, spent=0, overrun=0)

    def test_settling_in_a_closed_period(self):
        request = self.approved()
        self.receipt(request, 10)
        self.budget.period_id.state = "closed"
        with self.assertRaises(UserError):
            self.settle(request)
        with self.assertRaises(UserError):
            self.env["mkt.budget.transfer"].with_user(
                self.users["finance_manager"]
            ).create(
                {
                    "from_line_id": self.line.id,
                    "to_line_id": self.travel.id,
                    "amount": 1,
                    "reason": "x",
                }
            ).action_submit()

    def test_screens_save_what_they_show(self):
        """The forms write nothing that is refused."""
        form = Form(self.env["mkt.expense.request"].with_user(self.person))
        form.name = "Posters"
        form.description = "The fair needs them"
        form.line_id = self.line
        form.amount = 10
        request = form.save()
        request.action_submit()
        self.approve(request)
        with Form(request.with_user(self.person)) as form:
            with form.settlement_ids.new() as receipt:
                receipt.name = "Receipt"
                receipt.amount = 9
        self.settle(request)
        self.assertEqual(request.spent, 9)
