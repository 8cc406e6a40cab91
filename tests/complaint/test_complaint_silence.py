"""A customer who stays silent is warned once, then the case is closed."""

from datetime import timedelta

from odoo import fields
from odoo.tests import freeze_time

from ..common import OfficeCase
from .case_steps import CaseStepsMixin


class TestComplaintSilence(CaseStepsMixin, OfficeCase):
    posts = ("service_clerk", "customer_service_manager")
    mail_disabled = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()
        cls.now = fields.Datetime.now()
        cls.warning = cls.company.mkt_silence_days + 1
        cls.closing = cls.warning + cls.company.mkt_close_days + 1

    def run_on_day(self, days):
        cron = self.env.ref("marketing_office.ir_cron_close_silent_cases")
        with (
            freeze_time(self.now + timedelta(days=days)),
            self.enter_registry_test_mode(),
        ):
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def write_on_day(self, case, days):
        with freeze_time(self.now + timedelta(days=days)):
            case.with_env(self.env).message_post(
                body="Wait",
                author_id=self.customer.id,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )

    def to_customer(self, case):
        return case.sudo().message_ids.filtered(
            lambda m: self.customer in m.partner_ids
        )

    def test_warned_once_then_closed(self):
        case = self.make_case("decided")
        count = len(self.to_customer(case))
        self.run_on_day(self.warning)
        self.run_on_day(self.warning + 1)
        self.assertEqual(case.state, "decided")
        self.assertEqual(len(self.to_customer(case)), count + 1)
        self.run_on_day(self.closing)
        self.assertEqual(case.state, "closed")

    def test_not_warned_too_early(self):
        case = self.make_case("decided")
        self.run_on_day(self.company.mkt_silence_days - 1)
        self.assertFalse(case.silence_warned_at)

    def test_answer_starts_over(self):
        case = self.make_case("decided")
        self.run_on_day(self.warning)
        self.write_on_day(case, self.warning + 1)
        self.run_on_day(self.closing)
        self.assertEqual(case.state, "decided")
        self.assertFalse(case.silence_warned_at)

    def test_our_turn_is_never_closed(self):
        case = self.make_case("responded")
        self.run_on_day(self.warning)
        self.run_on_day(self.closing)
        self.assertEqual(case.state, "responded")

    def test_dispute_without_result_stays_open(self):
        case = self.make_case("decided", kind="dispute")
        self.run_on_day(self.warning)
        self.run_on_day(self.closing)
        self.assertEqual(case.state, "decided")

    def test_answered_service_request_is_closed_too(self):
        case = self.make_case("acknowledged", kind="service_request")
        self.to_responded(case)
        self.run_on_day(self.warning)
        self.run_on_day(self.closing)
        self.assertEqual(case.state, "closed")

    def test_new_decision_is_warned_of_anew(self):
        case = self.make_case("decided")
        self.run_on_day(self.warning)
        with freeze_time(self.now + timedelta(days=self.closing)):
            # the customer telephones: no message on the case
            case.action_refuse("Too little")
            self.to_responded(case)
            self.to_decided(case)
        self.run_on_day(self.closing)
        self.assertEqual(case.state, "decided")
        self.assertFalse(case.silence_warned_at)

    def test_message_dated_in_the_future_does_not_keep_the_case_open(self):
        case = self.make_case("decided")
        case.with_env(self.env).message_post(
            body="Wait",
            author_id=self.customer.id,
            date=self.now + timedelta(days=9999),
            message_type="email",
            subtype_xmlid="mail.mt_comment",
        )
        self.run_on_day(self.warning)
        self.assertTrue(case.silence_warned_at)

    def test_colleague_does_not_speak_as_the_customer(self):
        case = self.make_case("decided")
        message = case.message_post(
            body="I am content",
            author_id=self.customer.id,
            email_from=self.customer.email_formatted,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertEqual(message.author_id, self.users["service_clerk"].partner_id)
        self.assertFalse(case.customer_wrote_at)
