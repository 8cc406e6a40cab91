"""A cause that recurs asks for a corrective action, and the action for a second person."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from ..common import OfficeCase
from .case_steps import CaseStepsMixin


class TestCorrectiveAction(CaseStepsMixin, OfficeCase):
    posts = ("service_clerk", "customer_service_manager", "product_manager", "member")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.users["customer_service_manager"]
        cls.product_manager = cls.users["product_manager"]
        cls.customer = cls.make_customer()
        cls.cause = cls.env.ref("marketing_office.cause_material").with_user(
            cls.manager
        )

    def recur(self, times=3):
        for _number in range(times):
            self.make_case("decided")
        self.cause.invalidate_recordset()

    def make_action(self):
        return (
            self.env["mkt.corrective.action"]
            .with_user(self.manager)
            .create(
                {
                    "name": "Test every batch",
                    "cause_id": self.cause.id,
                    "user_id": self.product_manager.id,
                    "due_date": "2030-01-01",
                }
            )
        )

    def test_case_and_cause_offer_the_same_recent_cases(self):
        self.recur(2)
        case = self.make_case("decided").with_user(self.manager)
        recent = self.env["mkt.complaint"].search([("cause_id", "=", self.cause.id)])
        for source in (self.cause, case):
            with self.subTest(source=source._name):
                context = source.action_open_corrective_action()["context"]
                action = Form(
                    self.env["mkt.corrective.action"]
                    .with_user(self.manager)
                    .with_context(**context)
                )
                action.name, action.due_date = "Test every batch", "2030-01-01"
                self.assertEqual(action.save().complaint_ids, recent)

    def needing(self):
        return self.cause.search([("needs_action", "=", True)])

    def test_twice_is_chance_three_times_is_a_cause(self):
        self.recur(2)
        self.assertFalse(self.needing())
        self.recur(1)
        self.assertEqual(self.needing(), self.cause)
        self.assertEqual(self.cause.recent_count, 3)

    def test_rejected_complaints_do_not_count(self):
        for _number in range(3):
            case = self.make_case("responded")
            self.prepare_decision(case, decision="rejected")
            case.action_decide()
        self.assertFalse(self.needing())

    def test_decisions_that_are_drafts_do_not_count(self):
        for _number in range(3):
            self.prepare_decision(self.make_case("responded"))
        self.cause.invalidate_recordset()
        self.assertFalse(self.needing())
        self.assertFalse(self.cause.recent_count)

    def test_action_under_way_answers_the_cause(self):
        self.recur()
        self.make_action()
        self.assertFalse(self.needing())

    def test_ineffective_action_does_not(self):
        self.recur()
        action = self.make_action()
        action.with_user(self.product_manager).action_done()
        action.verification = "It came back"
        action.action_ineffective()
        self.assertEqual(self.needing(), self.cause)

    def test_owner_does_not_verify(self):
        action = self.make_action().with_user(self.product_manager)
        action.action_done()
        action.verification = "I think so"
        with self.assertRaises(UserError):
            action.action_effective()
        action.with_user(self.manager).action_effective()
        self.assertEqual(action.verified_by_id, self.manager)

    def test_verification_says_how(self):
        action = self.make_action()
        action.with_user(self.product_manager).action_done()
        with self.assertRaises(UserError):
            action.action_effective()

    def test_steps_in_order(self):
        action = self.make_action()
        with self.assertRaises(UserError):
            action.action_effective()
        action.action_done()
        with self.assertRaises(UserError):
            action.action_done()

    def test_bystander_changes_nothing(self):
        action = self.make_action().with_user(self.users["member"])
        with self.assertRaises(AccessError):
            action.action_done()
        with self.assertRaises(AccessError):
            action.create(
                {"name": "x", "cause_id": self.cause.id, "due_date": "2030-01-01"}
            )

    def test_owner_does_not_step_aside_to_verify(self):
        action = self.make_action().with_user(self.product_manager)
        action.action_done()
        with self.assertRaises(UserError):
            action.user_id = self.manager
