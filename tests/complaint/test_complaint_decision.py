"""No complaint is closed before it is decided, and the decision stays as it was told."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from ..common import OfficeCase
from .case_steps import CaseStepsMixin


class TestComplaintDecision(CaseStepsMixin, OfficeCase):
    posts = (
        "service_clerk",
        "customer_service_manager",
        "marketing_manager",
        "director",
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls.users["service_clerk"]
        cls.manager = cls.users["customer_service_manager"]
        cls.customer = cls.make_customer()

    def test_assessment_says_how_far_the_harm_reaches(self):
        case = self.make_case("acknowledged")
        with self.assertRaises(UserError):
            case.action_assess()
        case.impact = "1"
        case.action_assess()
        self.assertEqual(case.state, "assessed")

    def test_complaint_is_not_answered_before_it_is_investigated(self):
        case = self.make_case("acknowledged", response="<p>Sorry</p>")
        for action in ("action_investigate", "action_respond"):
            with self.subTest(action), self.assertRaises(UserError):
                getattr(case, action)()

    def test_service_request_goes_the_short_way(self):
        case = self.make_case("acknowledged", kind="service_request")
        self.to_responded(case)
        self.assertTrue(case.resolved_at)
        case.action_close()
        self.assertEqual(case.state, "closed")

    def test_undecided_complaint_is_not_closed(self):
        with self.assertRaises(UserError):
            self.make_case("responded").action_close()

    def test_complaint_does_not_become_a_service_request_to_be_closed(self):
        case = self.make_case("responded")
        with self.assertRaises(UserError):
            case.kind = "service_request"
        self.assertEqual(case.kind, "complaint")

    def test_a_clerk_does_not_make_less_of_a_complaint(self):
        other = self.make_case("acknowledged", channel="portal")
        for case in (self.make_case(), other):
            with self.subTest(case.state):
                with self.assertRaises(UserError):
                    case.kind = "service_request"
                case.response = "<p>Sorry</p>"
                with self.assertRaises(UserError):
                    case.action_answer_at_once()
                case.with_user(self.manager).kind = "service_request"
                case.action_answer_at_once()
                self.assertEqual(case.state, "closed")

    def test_what_one_has_entered_oneself_may_be_mended(self):
        cases = self.env["mkt.complaint"].with_user(self.clerk)
        case = cases.create({"name": "Where is my parcel?"})
        case.kind = "service_request"
        self.assertEqual(case.kind, "service_request")

    def test_what_is_made_of_an_email_is_shown_to_the_managers(self):
        case = self.make_case()
        self.env["mkt.complaint.email"].sudo().create(
            {"complaint_id": case.id, "subject": "Where is my parcel?"}
        )
        case.invalidate_recordset()
        case.kind = "service_request"
        self.assertEqual(case.lowered_by_id, self.clerk)
        card = self.env.ref("marketing_office.desk_card_lowered")
        for user, shown in ((self.manager, True), (self.clerk, False)):
            with self.subTest(user.login):
                domain = card.with_user(user)._get_domain()
                found = self.env["mkt.complaint"].with_user(user).search(domain)
                self.assertEqual(case in found, shown)
        self.assertIn(self.post("customer_service_manager"), card.post_ids)

    def test_readers_are_told_that_they_only_read(self):
        case = self.make_case("decided")
        reader = self.users["marketing_manager"]
        self.assertTrue(case.with_user(reader).has_access("read"))
        if case.with_user(reader).has_access("write"):
            reader = self.users["director"]
        for vals in ({"decision": "rejected"}, {"kind": "dispute"}):
            with self.assertRaises(UserError) as told:
                case.with_user(reader).write(vals)
            if not case.with_user(reader).has_access("write"):
                self.assertIsInstance(told.exception, AccessError)

    def test_decision_needs_verdict_text_and_cause(self):
        case = self.make_case("responded")
        for missing in ("decision", "decision_note", "cause_id"):
            self.prepare_decision(case, **{missing: False})
            with self.subTest(missing), self.assertRaises(UserError):
                case.action_decide()

    def test_rejected_complaint_needs_no_cause_and_gets_no_money(self):
        case = self.make_case("responded")
        self.prepare_decision(case, decision="rejected", cause_id=False)
        case.compensation_amount = 10
        with self.assertRaises(UserError):
            case.with_user(self.manager).action_decide()
        case.compensation_amount = 0
        case.action_decide()
        self.assertEqual(case.state, "decided")

    def test_compensation_is_decided_by_a_manager(self):
        case = self.make_case("responded")
        self.prepare_decision(case, compensation_amount=10)
        with self.assertRaises(UserError):
            case.action_decide()
        case.with_user(self.manager).action_decide()
        self.assertEqual(case.reviewer_id, self.manager)

    def test_negative_compensation_is_refused(self):
        case = self.make_case("responded")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            case.compensation_amount = -1
            case.flush_recordset()

    def test_dispute_is_decided_by_a_manager_who_is_not_its_handler(self):
        case = self.make_case("responded", kind="dispute")
        self.prepare_decision(case)
        with self.assertRaises(UserError):
            case.action_decide()
        own = self.make_case("received", kind="dispute", user_id=self.manager.id)
        own = own.with_user(self.manager)
        self.advance(own, "responded")
        # before anything is filled in, and with the way out
        with self.assertRaisesRegex(UserError, "the Director"):
            own.action_open_decision()
        self.assertFalse(own.can_decide)
        self.assertNotIn(own.id, self.due_on_desk(self.manager))
        director = self.users["director"]
        self.assertIn(own.id, self.due_on_desk(director))
        self.assertTrue(own.with_user(director).can_decide)
        self.prepare_decision(own)
        with self.assertRaises(UserError):
            own.action_decide()
        dialog = own.with_user(director).action_open_decision()
        self.assertEqual(dialog["context"]["default_complaint_id"], own.id)
        own.with_user(director).action_decide()
        self.assertEqual(own.state, "decided")

    def due_on_desk(self, user):
        todo = self.env["mkt.desk.card"].with_user(user).get_desk()["todo"]
        return {item["id"] for item in todo if item["model"] == "mkt.complaint"}

    def test_dispute_is_closed_with_its_result(self):
        case = self.make_case("decided", kind="dispute")
        with self.assertRaises(UserError):
            case.action_close()
        case.dispute_result = "Settled before the association"
        case.action_close()
        self.assertEqual(case.state, "closed")

    def test_what_was_decided_stays(self):
        case = self.make_case("decided")
        changes = {
            "decision": "rejected",
            "decision_note": "<p>No</p>",
            "cause_id": False,
            "compensation_amount": 5,
            "kind": "service_request",
        }
        for user in (self.clerk, self.manager, self.users["director"]):
            for name, value in changes.items():
                with self.subTest(name, user=user.login), self.assertRaises(UserError):
                    case.with_user(user).write({name: value})

    def test_decided_complaint_does_not_become_a_dispute(self):
        case = self.make_case("responded")
        self.prepare_decision(case)
        case.action_decide()
        with self.assertRaises(UserError):
            case.kind = "dispute"
        case.action_refuse("Too little")
        case.kind = "dispute"
        metrics = case.sudo().clock_ids.filtered("is_alive").mapped("metric")
        self.assertEqual(metrics, ["resolve"])

    def test_answered_request_that_becomes_a_dispute_is_not_resolved(self):
        case = self.make_case("acknowledged", kind="service_request")
        self.to_responded(case)
        case.kind = "dispute"
        self.assertFalse(case.resolved_at)
        metrics = case.sudo().clock_ids.filtered("is_alive").mapped("metric")
        self.assertEqual(metrics, ["resolve"])

    def test_refused_decision_is_open_again(self):
        case = self.make_case("decided")
        case.action_refuse("Too little")
        self.assertFalse(case.decided_at)
        self.prepare_decision(case, compensation_amount=50)

    def test_what_was_decided_stays_when_the_case_is_cancelled(self):
        case = self.make_case("decided")
        case.action_cancel("Withdrawn")
        with self.assertRaises(UserError):
            case.compensation_amount = 5000

    def test_what_was_answered_stays(self):
        case = self.make_case("responded")
        for user in (self.clerk, self.manager):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                case.with_user(user).response = "<p>We never said that.</p>"
        self.to_decided(case)
        case.action_refuse("Too little")
        case.response = "<p>We look again.</p>"

    def test_accepting_closes_the_case(self):
        case = self.make_case("decided")
        case.action_accept()
        self.assertEqual((case.state, case.acceptance), ("closed", "accepted"))

    def test_refusing_needs_a_reason_and_goes_on(self):
        case = self.make_case("decided")
        with self.assertRaises(UserError):
            case.action_refuse("  ")
        case.action_refuse("Too little")
        self.assertEqual((case.state, case.acceptance), ("investigating", "refused"))
        self.assertIn("Too little", case.message_ids[0].body)
        self.to_responded(case)
        self.to_decided(case, compensation_amount=50)
        self.assertEqual(case.acceptance, "pending")
