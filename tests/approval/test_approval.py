"""Four eyes: who decides, who may not, and what a decision is worth."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from ..budget.budget_case import DECIDERS, BudgetMixin
from ..common import OfficeCase


class TestApproval(BudgetMixin, OfficeCase):
    posts = (*DECIDERS, "promotion_manager")
    planned = {"advertising": 1_000_000.0, "travel": 500.0}

    def posts_of(self, document):
        steps = document.sudo().approval_step_ids.sorted("sequence")
        return steps.filtered(lambda s: s.state == "waiting").post_id.mapped("code")

    def test_thresholds(self):
        for amount, posts in (
            (9_999.99, ["finance_manager"]),
            (10_000, ["finance_manager", "director"]),
            (200_000, ["finance_manager", "director", "leadership"]),
        ):
            with self.subTest(amount=amount):
                steps = self.request(amount).sudo().approval_step_ids
                codes = steps.sorted("sequence").mapped("post_id.code")
                self.assertEqual(codes, posts)

    def test_what_is_in_force_alone_is_told_when_it_is_submitted(self):
        for name in self.env.registry.descendants(["mkt.revision.mixin"], "_inherit"):
            model = self.env.registry[name]
            if not model._abstract:
                with self.subTest(model=name):
                    has_index = hasattr(model, "_in_force_uniq")
                    self.assertEqual(model._is_one_in_force, has_index)

    def test_rules_of_the_company_go_first(self):
        self.env["mkt.approval.rule"].create(
            {
                "kind": "expense",
                "amount_from": 0,
                "post_id": self.post("promotion_manager").id,
                "company_id": self.company.id,
            }
        )
        self.assertEqual(self.posts_of(self.request(500_000)), ["promotion_manager"])

    def test_no_rule_means_the_director(self):
        self.env["mkt.approval.rule"].search([]).active = False
        self.assertEqual(self.posts_of(self.request()), ["director"])

    def test_a_vacant_post_is_named(self):
        self.assertFalse(self.request().sudo()._tell_of_vacant_posts())
        held = self.env["mkt.post.assignment"].search(
            [("post_id", "=", self.post("finance_manager").id)]
        )
        held.action_end()
        request = self.request(submit=False).with_context(lang="zh_CN")
        with freeze_time(fields.Datetime.now() + timedelta(days=1)):
            told = request.action_submit()
        self.assertEqual(request.state, "submitted")
        self.assertIn("财务经理", told["params"]["message"])
        self.assertNotIn("处长", told["params"]["message"].split("。")[0])

    def test_how_long_a_document_waits(self):
        step = self.request().sudo().approval_step_ids
        submitted = step.create_date
        step = step.with_user(self.users["finance_manager"])
        for waited, days in (
            (timedelta(hours=23), 0),
            (timedelta(hours=25), 1),
            (timedelta(days=9, hours=1), 9),
        ):
            with freeze_time(submitted + waited):
                step.invalidate_recordset(["waiting_days"])
                self.assertEqual(step.waiting_days, days)
        step.action_approve()
        self.assertIs(step.waiting_days, False)

    def test_nothing_to_decide(self):
        nothing = self.env["mkt.expense.request"].with_user(self.users["director"])
        self.assertFalse(nothing.action_approve())
        self.assertFalse(nothing.action_refuse("too dear"))

    def test_in_their_order(self):
        request = self.request(20_000)
        with self.assertRaises(AccessError):
            request.with_user(self.users["director"]).action_approve()
        self.approve(request)
        self.assertEqual(request.state, "approved")

    def test_not_by_the_requester(self):
        manager = self.users["finance_manager"]
        request = self.request(user=manager)
        self.assertEqual(self.posts_of(request), ["director"])
        with self.assertRaises(AccessError):
            request.action_approve()

    def test_not_by_the_requester_as_deputy(self):
        self.assign(self.person, "finance_manager", role="deputy")
        request = self.request()
        self.assertEqual(self.posts_of(request), ["director"])
        with self.assertRaises(AccessError):
            request.action_approve()

    def test_assigned_after_asking(self):
        request = self.request()
        self.assign(self.person, "finance_manager", role="deputy")
        with self.assertRaises(AccessError):
            request.action_approve()

    def test_leadership_decides_for_the_director(self):
        request = self.request(20_000, user=self.users["director"])
        self.assertEqual(self.posts_of(request), ["finance_manager", "leadership"])
        small = self.request(100, user=self.users["director"])
        self.assertIn("leadership", self.posts_of(small))

    def test_one_person_decides_once(self):
        both = self.make_holder("finance_manager", login="both")
        self.assign(both, "leadership")
        request = self.request(200_000)
        request.with_user(both).action_approve()
        request.with_user(self.users["director"]).action_approve()
        with self.assertRaises(AccessError):
            request.with_user(both).action_approve()
        self.approve(request)
        self.assertEqual(request.state, "approved")

    def test_deputy_decides(self):
        deputy = self.make_holder("member", login="deputy")
        request = self.request()
        with self.assertRaises(AccessError):
            request.with_user(deputy).action_approve()
        self.assign(deputy, "finance_manager", role="deputy")
        request.with_user(deputy).action_approve()
        self.assertEqual(request.state, "approved")
        self.assertEqual(request.approval_step_ids.decided_by_id, deputy)

    def test_decided_once(self):
        request = self.approved()
        with self.assertRaises(UserError):
            request.with_user(self.users["finance_manager"]).action_approve()
        self.assertLine(reserved=100)

    def test_withdrawing_voids_the_decisions(self):
        request = self.request(20_000)
        request.with_user(self.users["finance_manager"]).action_approve()
        with self.assertRaises(AccessError):
            request.with_user(self.users["director"]).action_withdraw()
        request.with_user(self.person).action_withdraw()
        request.with_user(self.person).action_submit()
        self.assertEqual(self.posts_of(request), ["finance_manager", "director"])
        self.approve(request)
        self.assertEqual(request.state, "approved")

    def test_refused_is_drawn_up_anew(self):
        request = self.request(500)
        with self.assertRaises(UserError):
            request.with_user(self.person).action_set_draft()
        manager = self.users["finance_manager"]
        request.with_user(manager).action_refuse("too dear")
        for user in (manager, self.users["director"]):
            with self.assertRaises(AccessError):
                request.with_user(user).action_set_draft()
        mine = request.with_user(self.person)
        with self.assertRaises(UserError):
            mine.amount = 400
        mine.action_set_draft()
        mine.amount = 400
        mine.action_submit()
        self.approve(request)
        self.assertEqual((request.state, request.reserved), ("approved", 400))
        # the refusal stays on record beside the approval
        states = request.sudo().approval_step_ids.mapped("state")
        self.assertEqual(sorted(states), ["approved", "refused"])

    def test_refusal_needs_a_reason(self):
        request = self.request()
        with self.assertRaises(UserError):
            request.with_user(self.users["finance_manager"]).action_refuse(" ")

    def test_holder_of_another_company(self):
        stranger = self.make_holder(
            "finance_manager", login="of_b", companies=self.company_b + self.company
        )
        with self.assertRaises(AccessError):
            self.request().with_user(stranger).action_approve()

    def test_what_waits_for_me(self):
        request = self.request(20_000)
        steps = self.env["mkt.approval.step"]
        for code, expected in (("finance_manager", True), ("director", False)):
            waiting = steps.with_user(self.users[code]).search(
                [("waits_for_me", "=", True), ("res_id", "=", request.id)]
            )
            self.assertEqual(bool(waiting), expected)
            self.assertEqual(request.with_user(self.users[code]).can_approve, expected)
            if expected:
                self.assertEqual(waiting.action_open()["res_id"], request.id)

    def test_reminder_until_decided(self):
        request = self.request()
        for _run in range(2):
            with self.enter_registry_test_mode():
                self.env.ref(
                    "marketing_office.ir_cron_remind_approvals"
                ).method_direct_trigger()
        activity = request.sudo().activity_ids
        self.assertEqual(activity.user_id, self.users["finance_manager"])
        self.approve(request)
        self.assertFalse(request.sudo().activity_ids)

    def test_an_approval_sends_few_queries(self):
        first, request = self.request(10), self.request(10)
        manager = self.users["finance_manager"]
        first.with_user(manager).action_approve()
        self.env.flush_all()
        self.env.invalidate_all()
        start = self.cr.sql_log_count
        request.with_user(manager).action_approve()
        self.env.flush_all()
        # a third of them is the message to who asked
        self.assertLessEqual(self.cr.sql_log_count - start, 50)
        self.assertEqual(request.state, "approved")

    def test_a_list_at_once(self):
        requests = self.env["mkt.expense.request"].concat(
            *(self.request(10) for _number in range(12))
        )
        manager = self.users["finance_manager"]

        def queries(some):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            some.with_user(manager).action_approve()
            self.env.flush_all()
            return self.cr.sql_log_count - start

        queries(requests[:1])
        one, ten = queries(requests[1:2]), queries(requests[2:])
        # each is booked: the guard, what it has left, the entry; nothing else for each
        self.assertLessEqual(ten - one, 3 * 9)
        self.assertEqual(set(requests.mapped("state")), {"approved"})
        self.assertLine(reserved=120)
        self.assertLedgerAgrees()

    def test_a_list_with_a_document_twice(self):
        request = self.request(10).with_user(self.users["finance_manager"])
        request.browse([request.id, request.id]).action_approve()
        self.assertLine(reserved=10)

    def test_a_list_with_a_foreign_document(self):
        mine, not_mine = self.request(10), self.request(20, user=self.users["director"])
        manager = self.users["finance_manager"]
        not_mine.with_user(manager).action_approve()
        with self.assertRaises(AccessError):
            (mine | not_mine).with_user(manager).action_approve()
        self.assertEqual(mine.state, "submitted")
        self.assertLine(reserved=0)
