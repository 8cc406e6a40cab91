"""What happens to a case happens to its clocks; no time is lost or invented."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import freeze_time

from ..common import OfficeCase


class TestClockEvents(OfficeCase):
    posts = ("customer_service_manager", "service_clerk", "director")
    assigned_since = "2020-01-01"
    mail_disabled = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        policies = cls.env["mkt.sla.policy"]
        policies.search([("id", ">", 0)]).active = False
        for metric, hours in (("acknowledge", 4), ("respond", 10), ("resolve", 20)):
            setattr(cls, metric, cls.make_policy(metric, hours))
        cls.statutory = cls.make_policy("statutory", 100, kind="dispute")
        cls.clerk = cls.users["service_clerk"]
        cls.manager = cls.users["customer_service_manager"]
        cls.customer = cls.make_customer()

    @classmethod
    def make_policy(cls, metric, hours, **vals):
        return cls.env["mkt.sla.policy"].create(
            {
                "name": metric,
                "metric": metric,
                "hours": hours,
                "counting": "clock",
                **vals,
            }
        )

    def setUp(self):
        super().setUp()
        self.start = fields.Datetime.now() - timedelta(days=30)
        with freeze_time(self.start):
            self.case = self.make_complaint(
                user_id=self.clerk.id, partner_id=self.customer.id
            ).with_user(self.clerk)

    def at(self, hours):
        return freeze_time(self.start + timedelta(hours=hours))

    def clock(self, metric, case=None):
        clocks = (case or self.case).sudo().clock_ids
        return clocks.filtered(lambda c: c.metric == metric)

    def used(self, metric, hours):
        """Hours used by the clock, at so many hours after the receipt."""
        clock = self.clock(metric)
        return clock._elapsed(self.start + timedelta(hours=hours))[clock] / 3600

    def test_each_step_stops_its_clock(self):
        with self.at(3):
            self.case.action_acknowledge()
        self.assertEqual(self.clock("acknowledge").state, "met")
        self.assertEqual(self.clock("respond").state, "running")
        self.assertEqual(self.case.deadline_at, self.start + timedelta(hours=10))

    def test_late_step_is_missed_since_the_deadline(self):
        with self.at(6):
            self.case.action_acknowledge()
        clock = self.clock("acknowledge")
        self.assertEqual(clock.state, "missed")
        self.assertEqual(clock.breached_at, self.start + timedelta(hours=4))

    def test_step_in_the_last_second_is_kept(self):
        with self.at(4):
            self.case.action_acknowledge()
        self.assertEqual(self.clock("acknowledge").state, "met")

    def test_pause_stops_all_but_the_statutory_clock(self):
        with self.at(1):
            self.case.kind = "dispute"
            self.case.action_acknowledge()
        with self.at(2):
            self.case.action_pause("Waiting for pictures")
        self.assertEqual(self.used("resolve", 50), 2)
        self.assertEqual(self.used("statutory", 50), 50)
        self.assertFalse(self.clock("resolve").deadline_at)
        with self.at(7):
            self.case.action_resume()
        self.assertEqual(self.used("resolve", 8), 3)
        self.assertEqual(
            self.clock("resolve").deadline_at, self.start + timedelta(hours=25)
        )

    def test_pause_is_logged_and_needs_a_reason(self):
        with self.at(1):
            self.case.action_acknowledge()
            with self.assertRaises(UserError):
                self.case.action_pause(" ")
            self.case.action_pause("Waiting for pictures")
            with self.assertRaises(UserError):
                self.case.action_pause("Once more")
        pause = self.case.sudo().pause_ids
        self.assertEqual(pause.started_at, self.start + timedelta(hours=1))
        self.assertFalse(pause.ended_at)

    def test_a_case_not_acknowledged_cannot_pause(self):
        with self.at(1), self.assertRaises(UserError):
            self.case.action_pause("Too early")

    def write_message(self, hours, author, **vals):
        with self.at(20):
            self.case.with_env(self.env).message_post(
                body="Hello",
                author_id=author.id,
                date=self.start + timedelta(hours=hours),
                **{"message_type": "email", "subtype_xmlid": "mail.mt_comment", **vals},
            )

    def pause(self, hours):
        with self.at(hours):
            if self.case.state == "received":
                self.case.action_acknowledge()
            self.case.action_pause("Waiting for pictures")

    def test_message_of_the_customer_ends_the_pause_at_its_own_time(self):
        self.pause(2)
        self.write_message(5, self.customer)
        pause = self.case.sudo().pause_ids
        self.assertEqual(pause.ended_at, self.start + timedelta(hours=5))
        self.assertEqual(pause.ended_by, "customer")
        self.assertEqual(self.used("resolve", 20), 17)

    def test_message_dated_before_the_pause_is_no_answer_to_it(self):
        self.pause(2)
        self.write_message(1, self.customer)
        self.assertTrue(self.case.is_paused)
        self.assertEqual(self.used("resolve", 20), 2)
        self.write_message(5, self.customer)
        self.assertFalse(self.case.is_paused)

    def test_pauses_that_follow_at_once(self):
        with self.at(1):
            self.case.action_acknowledge()
            for _number in range(2):
                self.case.action_pause("Waiting for pictures")
                self.case.action_resume()
            self.case.action_pause("Waiting for more pictures")
        self.assertEqual(len(self.case.sudo().pause_ids), 3)
        self.assertTrue(self.case.is_paused)
        self.assertEqual(self.used("resolve", 50), 1)

    def test_message_dated_in_the_future_ends_it_now(self):
        self.pause(2)
        self.write_message(500, self.customer)
        self.assertEqual(
            self.case.sudo().pause_ids.ended_at, self.start + timedelta(hours=20)
        )

    def test_colleague_of_the_customer_ends_the_pause(self):
        company = self.make_customer("Customer Inc", is_company=True)
        self.customer.parent_id = company
        colleague = self.make_customer("Colleague", parent_id=company.id)
        self.pause(2)
        self.write_message(5, colleague)
        self.assertFalse(self.case.is_paused)

    def test_message_of_a_colleague_does_not_end_the_pause(self):
        self.pause(2)
        self.write_message(5, self.clerk.partner_id)
        self.assertTrue(self.case.is_paused)

    def test_message_of_a_stranger_ends_it_until_somebody_says_no(self):
        self.pause(2)
        self.write_message(6, self.make_customer("Stranger"))
        self.assertFalse(self.case.is_paused)
        self.case.with_user(self.clerk).action_is_not_the_customer()
        self.assertTrue(self.case.is_paused)

    def test_automatic_answer_does_not_end_the_pause(self):
        self.pause(2)
        self.write_message(5, self.customer, message_type="out_of_office")
        self.assertTrue(self.case.is_paused)

    def test_changed_policy_keeps_what_has_run(self):
        with self.at(5):
            self.resolve.hours = 8
        self.assertEqual(self.used("resolve", 5), 5)
        self.assertEqual(
            self.clock("resolve").deadline_at, self.start + timedelta(hours=8)
        )

    def test_changed_policy_reaches_a_paused_clock(self):
        self.pause(2)
        with self.at(3):
            self.resolve.hours = 8
        with self.at(5):
            self.case.action_resume()
        self.assertEqual(
            self.clock("resolve").deadline_at, self.start + timedelta(hours=11)
        )

    def test_changed_priority_changes_the_policy_and_keeps_the_time(self):
        urgent = self.make_policy("resolve", 6, priority="3", sequence=1)
        with self.at(5):
            self.case.severity = "3"
        self.assertEqual(self.clock("resolve").policy_id, urgent)
        self.assertEqual(
            self.clock("resolve").deadline_at, self.start + timedelta(hours=6)
        )

    def test_case_that_becomes_a_dispute_has_run_from_its_receipt(self):
        with self.at(5):
            self.case.kind = "dispute"
        self.assertEqual(self.used("statutory", 5), 5)

    def test_new_limit_of_a_paused_case_leaves_out_the_pause(self):
        self.pause(2)
        self.make_policy("respond", 5, priority="3", sequence=1)
        self.clock("respond").unlink()
        with self.at(7):
            self.case.severity = "3"
        self.assertEqual(self.used("respond", 7), 2)
        self.assertEqual(self.clock("respond").state, "paused")

    def test_cancelled_case_is_late_no_more(self):
        with self.at(6):
            self.clock("acknowledge")._alert(fields.Datetime.now())
            self.assertTrue(self.case.is_late)
            self.case.action_cancel("Withdrawn")
        self.assertFalse(self.case.is_late)
        late = self.case.search([("is_late", "=", True)])
        self.assertNotIn(self.case, late)

    def test_a_limit_missed_before_the_cancellation_stays_missed(self):
        with self.at(6):
            self.case.action_acknowledge()
            self.case.action_cancel("Withdrawn")
        self.assertTrue(self.case.is_late)
        self.assertIn(self.case, self.case.search([("is_late", "=", True)]))

    def test_cancelled_case_is_void_not_met(self):
        with self.at(5):
            self.case.action_cancel("Withdrawn")
        self.assertEqual(set(self.case.sudo().clock_ids.mapped("state")), {"void"})
        self.assertFalse(self.case.deadline_at)

    def close(self, hours):
        with self.at(hours):
            self.case.write({"impact": "0", "response": "<p>Sorry</p>"})
            self.case.action_acknowledge()
            self.case.action_assess()
            self.case.action_investigate()
            self.case.action_respond()
            self.case.write({"decision": "rejected", "decision_note": "<p>No</p>"})
            self.case.action_decide()
            self.case.action_close("The customer said so on the telephone")

    def test_reopening_goes_on_where_the_clock_stood(self):
        self.close(8)
        with self.at(100):
            self.case.action_reopen("It is back")
        self.assertEqual(self.used("resolve", 103), 11)
        self.assertEqual(
            self.clock("resolve").deadline_at, self.start + timedelta(hours=112)
        )
        self.assertFalse(self.case.closed_at)
        self.assertFalse(self.case.resolved_at)

    def test_refused_decision_goes_on_where_the_clock_stood(self):
        with self.at(8):
            self.case.write({"impact": "0", "response": "<p>Sorry</p>"})
            self.case.action_acknowledge()
            self.case.action_assess()
            self.case.action_investigate()
            self.case.action_respond()
            self.case.write({"decision": "rejected", "decision_note": "<p>No</p>"})
            self.case.action_decide()
        with self.at(30):
            self.case.action_refuse("Not fair")
        self.assertEqual(self.used("resolve", 31), 9)
        self.assertEqual(self.case.state, "investigating")

    def test_policy_of_another_company_does_not_fit(self):
        self.make_policy("resolve", 1, company_id=self.company_b.id, sequence=0)
        self.assertEqual(
            self.clock("resolve", self.make_complaint()).policy_id, self.resolve
        )

    def test_no_policy_no_clock(self):
        self.env["mkt.sla.policy"].search([("id", ">", 0)]).active = False
        case = self.make_complaint()
        self.assertFalse(case.clock_ids)
        self.assertFalse(case.deadline_at)

    def test_unknown_address_is_told_from_the_customers(self):
        case = self.make_complaint(email_from="li@x.example.com", user_id=self.clerk.id)
        # acknowledging makes a contact: here the sender is one of whom we know no name
        case.state = "acknowledged"
        case.action_pause("We ask for the serial number")
        for sender in ("mali@x.example.com", '"li@x.example.com" <eve@y.example.com>'):
            case.message_post(
                body="x", author_id=False, email_from=sender, message_type="email"
            )
            with self.subTest(sender):
                self.assertTrue(case.unsure_sender)
                case.action_is_not_the_customer()
                self.assertTrue(case.is_paused)
        case.message_post(
            body="x",
            author_id=False,
            email_from="Li <LI@x.example.com>",
            message_type="email",
        )
        self.assertFalse(case.is_paused)
        self.assertFalse(case.unsure_sender)
