"""Drawing up, approving, revising, moving and closing budgets."""

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form

from ..common import OfficeCase
from .budget_case import DECIDERS, BudgetMixin


class TestBudget(BudgetMixin, OfficeCase):
    posts = (*DECIDERS, "promotion_manager", "sales_manager", "report_analyst")

    def next_year(self, **vals):
        return self.make_budget(
            period_id=self.year(year=self.today.year + 1).id, **vals
        )

    def revised(self, reason="prices rose", **planned):
        manager = self.users["finance_manager"]
        revision = self.budget.with_user(manager).action_revise(reason)
        for code, amount in planned.items():
            self.line_of(revision, code).planned = amount
        return revision

    def in_force(self, budget):
        budget.action_submit()
        return self.approve(budget)

    def test_managers_prepare_their_own(self):
        budget = self.next_year(user=self.users["promotion_manager"])
        self.assertEqual(budget.state, "draft")
        budget.unlink()
        with self.assertRaises(AccessError):
            self.next_year(
                user=self.users["sales_manager"],
                planned={"travel": 1},
            )

    def test_approval(self):
        budget = self.in_force(self.next_year(user=self.users["promotion_manager"]))
        self.assertEqual(budget.state, "approved")
        codes = budget.sudo().approval_step_ids.mapped("post_id.code")
        self.assertEqual(set(codes), {"finance_manager", "director"})

    def test_large_budget_goes_to_the_leadership(self):
        budget = self.next_year(
            user=self.users["finance_manager"], planned={"travel": 1_000_000}
        )
        self.in_force(budget)
        codes = budget.sudo().approval_step_ids.mapped("post_id.code")
        self.assertEqual(set(codes), {"director", "leadership"})

    def test_what_the_years_budget_plans_already_is_named_whole(self):
        day = date(self.today.year, 1, 1)
        quarter = self.env["mkt.period"]._of(self.company, "quarter", day)
        planned = {"advertising": 1, "travel": 1, "research": 1}
        budget = self.make_budget(planned, period_id=quarter.id)
        with self.assertRaises(UserError) as refusal:
            budget.action_submit()
        for code in planned:
            with self.subTest(code):
                name, refused = self.category(code).name, code != "research"
                self.assertEqual(name in str(refusal.exception), refused)
        self.assertIn(self.budget.name, str(refusal.exception))
        # who draws it up is told the same before
        self.assertEqual(budget.planned_twice, str(refusal.exception))
        with Form(budget) as form:
            for _number in range(2):
                form.line_ids.remove(0)
            self.assertFalse(form.planned_twice)
        self.assertFalse(budget.planned_twice)
        self.assertFalse(self.budget.planned_twice)

    def test_returned_for_changes(self):
        budget = self.next_year(user=self.users["promotion_manager"])
        budget.action_submit()
        budget.with_user(self.users["finance_manager"]).action_return("too much")
        self.assertEqual(budget.state, "draft")

    def test_ceiling(self):
        budget = self.next_year(user=self.users["promotion_manager"])
        with self.assertRaises(AccessError):
            budget.ceiling = 10**9
        with self.assertRaises(AccessError):
            budget.with_user(self.users["finance_manager"]).ceiling = 10**9
        with self.assertRaises(AccessError):
            self.env["mkt.budget"].with_user(
                self.users["finance_manager"]
            ).with_context(default_ceiling=10**9).create(
                {
                    "period_id": self.year(year=self.today.year + 2).id,
                    "department_id": self.promotion.id,
                }
            )
        budget.with_user(self.users["director"]).ceiling = 1499.99
        with self.assertRaises(UserError):
            budget.action_submit()
        budget.with_user(self.users["leadership"]).ceiling = 1500
        budget.action_submit()
        self.assertEqual(budget.state, "submitted")

    def test_submitted_lines_are_frozen(self):
        budget = self.next_year(user=self.users["promotion_manager"])
        budget.action_submit()
        line = budget.line_ids[0]
        for operation in (
            lambda: line.write({"planned": 1}),
            line.unlink,
            lambda: budget.write({"line_ids": [Command.delete(line.id)]}),
            lambda: line.copy({"category_id": self.category("other").id}),
        ):
            with self.assertRaises(UserError):
                operation()

    def test_revision_takes_over(self):
        request = self.approved(300)
        self.receipt(request, 100)
        request.with_user(self.users["finance_manager"]).action_book_receipts()
        revision = self.in_force(self.revised(advertising=400))
        self.assertEqual(self.budget.state, "superseded")
        self.assertEqual(revision.version, 2)
        new = self.line_of(revision, "advertising")
        self.assertLine(new, planned=400, reserved=200, spent=100, available=100)
        self.assertLine(reserved=0, spent=0)
        self.assertEqual(request.sudo().line_id, new.sudo())
        self.settle(request)
        self.assertLine(new, reserved=0, spent=100)
        self.assertLedgerAgrees()

    def test_revision_without_room(self):
        self.approved(300)
        revision = self.revised(advertising=299)
        with self.assertRaises(UserError):
            revision.action_submit()
        self.line_of(revision, "advertising").unlink()
        with self.assertRaises(UserError):
            revision.action_submit()

    def test_revision_needs_a_reason(self):
        with self.assertRaises(UserError):
            self.revised(reason=" ")

    def test_a_budget_that_is_there_is_said_at_once(self):
        manager = self.users["promotion_manager"]
        form = Form(self.env["mkt.budget"].with_user(manager))
        form.department_id = self.promotion
        self.assertFalse(form.present_id)
        form.period_id = self.budget.period_id
        self.assertEqual(form.present_id, self.budget)
        form.period_id = self.year(year=self.today.year + 1)
        self.assertFalse(form.present_id)
        draft = form.save()
        self.assertFalse(draft.present_id)
        second = Form(self.env["mkt.budget"].with_user(manager))
        second.department_id = self.promotion
        second.period_id = draft.period_id
        self.assertEqual(second.present_id, draft)

    def test_neither_a_revision_nor_an_ended_budget_is_in_the_way(self):
        self.assertFalse(self.revised().present_id)
        draft = self.next_year(user=self.users["promotion_manager"])
        draft.action_submit()
        draft.with_user(self.users["finance_manager"]).action_refuse("no")
        # the partial unique index must see that it is not open any more
        draft.flush_recordset()
        self.assertFalse(self.next_year().present_id)

    def test_copy_with_a_factor(self):
        manager = self.users["promotion_manager"]
        dialog = (
            self.env["mkt.budget.copy"]
            .with_user(manager)
            .create({"budget_ids": self.budget.ids, "factor": 1.105})
        )
        action = dialog.action_copy()
        copy = self.env["mkt.budget"].browse(action["res_id"])
        self.assertEqual(copy.period_id, self.year(year=self.today.year + 1))
        self.assertEqual(self.line_of(copy, "advertising").planned, 1105)
        self.assertEqual(self.line_of(copy, "travel").planned, 552.5)

    def test_closing_carries_over(self):
        request, settled = self.approved(300), self.approved(50)
        self.receipt(settled, 50)
        self.settle(settled)
        self.approved(200, line_id=self.travel.id)
        following = self.next_year(planned={"advertising": 1000})
        manager = self.users["finance_manager"]
        with self.assertRaises(UserError):
            self.budget.with_user(manager).action_close()
        past = self.env["mkt.period"]._of(
            self.company, "year", self.today.replace(year=self.today.year - 1)
        )
        self.budget.period_id = past
        self.env.flush_all()
        with self.assertRaises(UserError):
            # nothing to carry it over to
            self.budget.with_user(manager).action_close()
        self.put_in_force(following)
        self.budget.with_user(manager).action_close()
        self.assertEqual(self.budget.state, "closed")
        new = self.line_of(following, "advertising")
        self.assertLine(new, planned=1300, reserved=300, available=1000)
        self.assertLine(self.line_of(following, "travel"), planned=200, reserved=200)
        self.assertLine(planned=700, reserved=0, spent=50)
        self.assertEqual(request.sudo().line_id, new)
        # what was spent stays where it was spent
        self.assertEqual(settled.sudo().line_id, self.line)
        self.assertLedgerAgrees()

    def test_closing_hands_back_what_waits(self):
        manager = self.users["finance_manager"]
        self.approved(300)
        carried = self.request(100)
        left = self.request(100, line_id=self.travel.id)
        transfer = (
            self.env["mkt.budget.transfer"]
            .with_user(manager)
            .create(
                {
                    "from_line_id": self.line.id,
                    "to_line_id": self.travel.id,
                    "amount": 10,
                    "reason": "a fair",
                }
            )
        )
        transfer.action_submit()
        revision = self.budget.with_user(manager).action_revise("prices")
        revision.action_submit()
        following = self.next_year(planned={"advertising": 1000})
        self.put_in_force(following)
        self.budget.sudo()._carry_over()
        for document in (carried, left, transfer, revision):
            with self.subTest(document._name):
                self.assertEqual(document.state, "draft")
                self.assertFalse(document.next_post_id)
                self.assertIn(self.budget.name, document.sudo().message_ids[0].body)
                with self.assertRaises(UserError):
                    document.action_submit()
        for request in (carried, left):
            request.with_user(manager).action_cancel("the year is over")
        self.assertLedgerAgrees()

    def test_a_revision_of_a_closed_budget_is_not_approved(self):
        manager = self.users["finance_manager"]
        revision = self.budget.with_user(manager).action_revise("prices")
        revision.action_submit()
        self.budget.state = "closed"
        with self.assertRaises(UserError):
            self.approve(revision)
        self.assertEqual(self.budget.state, "closed")

    def test_others_do_not_close(self):
        with self.assertRaises(AccessError):
            self.budget.with_user(self.users["director"]).action_close()

    def test_named_and_found_in_the_readers_language(self):
        chinese = self.budget.with_context(lang="zh_CN")
        year = self.today.year
        self.assertEqual(self.budget.name, f"Market Promotion {year}")
        self.assertEqual(chinese.name, f"市场推广部 {year}")
        budgets, lines = chinese.browse(), chinese.line_ids.browse()
        for text, found in (
            (f"市场推广部 {year}", True),
            (f"{year} 推广", True),
            (f"市场推广部 {year - 1}", False),
            ("销售部", False),
        ):
            with self.subTest(text):
                mine = [("id", "in", self.budget.ids)]
                self.assertEqual(bool(budgets.name_search(text, mine)), found)
                mine = [("id", "in", self.line.ids)]
                self.assertEqual(bool(lines.name_search(text, mine)), found)
        self.assertTrue(lines.name_search("推广部 广告", [("id", "in", self.line.ids)]))
        self.assertFalse(lines.name_search("差旅", [("id", "in", self.line.ids)]))
        # as an import looks for the line that a file names
        for text, found in (
            (chinese.line_ids[0].display_name, chinese.line_ids[0].ids),
            ("广告", []),
        ):
            rows = lines.name_search(text, operator="=")
            self.assertEqual([row[0] for row in rows], found)
        exact = [("name", "=", chinese.name)]
        self.assertEqual(budgets.search(exact), self.budget)
        self.assertFalse(budgets.search([("name", "=", "市场推广部")]) & self.budget)
        self.assertFalse(budgets.search([("name", "=", False)]) & self.budget)
        self.assertIn(self.budget, budgets.search([("name", "!=", False)]))


class TestBudgetTransfer(BudgetMixin, OfficeCase):
    posts = (*DECIDERS, "promotion_manager")

    def transfer(self, amount, **vals):
        return (
            self.env["mkt.budget.transfer"]
            .with_user(self.users["promotion_manager"])
            .create(
                {
                    "from_line_id": self.line.id,
                    "to_line_id": self.travel.id,
                    "amount": amount,
                    "reason": "a second fair",
                    **vals,
                }
            )
        )

    def test_moves_the_money(self):
        transfer = self.transfer(300)
        transfer.action_submit()
        self.assertEqual(transfer.from_available, 1000)
        self.assertLine(planned=1000)
        self.approve(transfer)
        self.assertEqual(transfer.from_available, 700)
        self.assertLine(planned=700)
        self.assertLine(self.travel, planned=800)
        self.assertLedgerAgrees()

    def test_no_more_than_is_left(self):
        self.approved(800)
        with self.assertRaises(UserError):
            self.transfer(200.01).action_submit()

    def test_what_was_taken_meanwhile(self):
        transfer = self.transfer(300)
        transfer.action_submit()
        self.approved(800)
        with self.assertRaises(UserError):
            self.approve(transfer)
        self.assertLine(planned=1000, reserved=800)

    def test_to_itself(self):
        with self.assertRaises(UserError):
            self.transfer(1, to_line_id=self.line.id)


class TestLedger(BudgetMixin, OfficeCase):
    posts = (*DECIDERS, "service_clerk")

    def test_nobody_writes_it(self):
        self.approved(100)
        entry = self.env["mkt.budget.entry"].search(
            [("line_id", "=", self.line.id)], limit=1
        )
        for code in (*DECIDERS, "service_clerk"):
            theirs = entry.with_user(self.users[code])
            for operation in (
                lambda t=theirs: t.write({"amount": 1}),
                theirs.unlink,
                theirs.copy,
            ):
                with self.subTest(code=code), self.assertRaises(UserError):
                    operation()
        for operation in (lambda: entry.write({"amount": 1}), entry.unlink):
            with self.assertRaises(UserError):
                operation()

    def test_difference_is_found_and_told(self):
        self.approved(100)
        self.assertLedgerAgrees()
        manager = self.users["finance_manager"]
        lines = self.env["mkt.budget.line"].with_user(manager)
        self.assertEqual(lines.action_check_ledger()["params"]["type"], "success")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE mkt_budget_line SET spent = 7 WHERE id = %s", [self.line.id]
        )
        self.env.invalidate_all()
        for _run in range(2):
            found = lines.with_context(
                mail_activity_automation_skip=False
            ).action_check_ledger()
            self.assertEqual(found["params"]["type"], "danger")
        self.assertEqual(self.budget.activity_ids.user_id, manager)

    def test_others_do_not_check(self):
        lines = self.env["mkt.budget.line"].with_user(self.users["service_clerk"])
        with self.assertRaises(AccessError):
            lines.action_check_ledger()
