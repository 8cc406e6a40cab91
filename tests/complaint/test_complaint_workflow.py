from odoo.exceptions import AccessError, UserError

from ..common import OfficeCase
from .case_steps import CaseStepsMixin

STATES = (
    "received",
    "acknowledged",
    "assessed",
    "investigating",
    "responded",
    "decided",
    "closed",
    "cancelled",
)
# each step and the states in which it is open
STEPS = {
    "action_acknowledge": ("received",),
    "action_assess": ("acknowledged",),
    "action_investigate": ("assessed",),
    "action_respond": ("investigating",),
    "action_decide": ("responded",),
    "action_close_unanswered": ("decided",),
    "action_accept": ("decided",),
}


class TestComplaintWorkflow(CaseStepsMixin, OfficeCase):
    """Each step of a case is open in its state only, and to those who work on it only."""

    posts = (
        "service_clerk",
        "customer_service_manager",
        "finance_manager",
        "sales_staff",
        "leadership",
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()

    def make(self, state, **vals):
        """A case that lacks nothing, so that only its state can stand in the way."""
        case = self.make_case(impact="0", response="<p>We exchange it.</p>", **vals)
        self.prepare_decision(case)
        if state == "cancelled":
            case.action_cancel("withdrawn")
        else:
            self.advance(case, state)
        return case

    def take(self, case, step):
        if step == "action_close_unanswered":
            case.action_close("The customer said so on the telephone")
        else:
            getattr(case, step)()

    def as_manager(self, case):
        return case.with_user(self.users["customer_service_manager"])

    def test_each_step_is_open_in_its_state(self):
        for step, states in STEPS.items():
            for state in states:
                with self.subTest(state=state, step=step):
                    case = self.as_manager(self.make(state))
                    self.take(case, step)
                    self.assertNotEqual(case.state, state)

    def test_each_step_is_open_in_no_other_state(self):
        for state in STATES:
            case = self.as_manager(self.make(state))
            for step in (s for s, open_in in STEPS.items() if state not in open_in):
                with self.subTest(state=state, step=step):
                    with self.assertRaises(UserError):
                        self.take(case, step)
                    self.assertEqual(case.state, state)

    def test_dates_of_the_steps(self):
        case = self.make("closed")
        dates = (
            case.received_at,
            case.acknowledged_at,
            case.responded_at,
            case.decided_at,
            case.closed_at,
        )
        self.assertEqual(sorted(dates), list(dates))

    def test_bystanders_take_no_step(self):
        for state, step in (
            ("received", "action_acknowledge"),
            ("received", "action_take"),
            ("acknowledged", "action_assess"),
            ("investigating", "action_respond"),
            ("responded", "action_decide"),
            ("decided", "action_close"),
        ):
            case = self.make(state)
            for code in ("finance_manager", "sales_staff", "leadership"):
                with self.subTest(code=code, step=step):
                    with self.assertRaises(AccessError):
                        getattr(case.with_user(self.users[code]), step)()

    def test_acknowledging_takes_an_unhandled_case(self):
        clerk = self.users["service_clerk"]
        case = self.make_complaint().with_user(clerk)
        case.action_acknowledge()
        self.assertEqual(case.user_id, clerk)

    def test_acknowledging_leaves_the_handler(self):
        case = self.as_manager(self.make_case())
        case.action_acknowledge()
        self.assertEqual(case.user_id, self.users["service_clerk"])

    def test_one_wrong_state_stops_all(self):
        cases = self.make_case() + self.make_case("acknowledged")
        with self.assertRaises(UserError):
            cases.action_acknowledge()
        self.assertEqual(cases.mapped("state"), ["received", "acknowledged"])

    def test_several_at_once(self):
        cases = self.make_case() + self.make_case()
        cases.action_acknowledge()
        self.assertEqual(cases.mapped("state"), ["acknowledged"] * 2)

    def test_no_step_without_a_handler(self):
        case = self.as_manager(self.make("assessed"))
        case.user_id = False
        with self.assertRaises(UserError):
            case.action_investigate()

    def test_no_answer_without_a_handler(self):
        case = self.as_manager(self.make("investigating"))
        case.user_id = False
        with self.assertRaises(UserError):
            case.action_respond()

    def test_no_empty_answer(self):
        for text in (False, "", "<p><br></p>"):
            case = self.make("investigating")
            case.response = text
            with self.subTest(text=text), self.assertRaises(UserError):
                case.action_respond()

    def test_cancelling_needs_a_reason(self):
        case = self.make_case()
        for reason in (False, "", "  "):
            with self.subTest(reason=reason), self.assertRaises(UserError):
                case.action_cancel(reason)
        case.action_cancel("entered twice")
        self.assertEqual(case.cancel_reason, "entered twice")

    def test_finished_cases_are_not_cancelled(self):
        for state in ("closed", "cancelled"):
            with self.subTest(state=state), self.assertRaises(UserError):
                self.make(state).action_cancel("again")

    def test_cancelling_by_the_dialog(self):
        case = self.make_case()
        self.env["mkt.complaint.step"].with_user(
            self.users["service_clerk"]
        ).with_context(active_ids=case.ids, default_step="cancel").create(
            {"reason": "entered twice"}
        ).action_confirm()
        self.assertEqual(case.state, "cancelled")

    def test_a_step_without_a_case(self):
        steps = self.env["mkt.complaint.step"].with_user(self.users["service_clerk"])
        for step in ("cancel", "close", "pause", "refuse", "reopen"):
            dialog = steps.create({"step": step, "reason": "Sent twice"})
            with self.subTest(step), self.assertRaisesRegex(UserError, "Choose"):
                dialog.action_confirm()

    def test_cases_are_reopened_one_by_one(self):
        cases = self.make_case("received") | self.make_case("received")
        dialog = self.env["mkt.complaint.step"].with_user(self.users["service_clerk"])
        dialog = dialog.create(
            {"step": "reopen", "reason": "Again", "complaint_ids": cases.ids}
        )
        with self.assertRaisesRegex(UserError, "one case"):
            dialog.action_confirm()
