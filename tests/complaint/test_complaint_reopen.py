"""A closed case that comes back is reopened in time, later it goes on in a new one."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from ..common import OfficeCase
from .case_steps import CaseStepsMixin


class TestComplaintReopen(CaseStepsMixin, OfficeCase):
    posts = ("service_clerk", "customer_service_manager", "member")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()

    def after(self, days):
        return freeze_time(fields.Datetime.now() + timedelta(days=days))

    def test_reopened_case_has_no_dates_of_its_last_end(self):
        case = self.make_case("closed")
        with self.after(self.company.mkt_reopen_days - 1):
            self.assertEqual(case.action_reopen("Broken again"), case)
        self.assertEqual(case.state, "investigating")
        for name in (
            "closed_at",
            "resolved_at",
            "decided_at",
            "responded_at",
            "acceptance",
        ):
            self.assertFalse(case[name], name)

    def test_cycle_is_kept(self):
        case = self.make_case("closed")
        closed_at = case.closed_at
        case.action_reopen("Broken again")
        self.assertEqual(case.cycle_count, 1)
        self.assertEqual(case.cycle_ids.closed_at, closed_at)
        self.assertEqual(case.cycle_ids.decision, "upheld")
        self.to_responded(case)
        self.to_decided(case)
        case.action_close("The customer said so on the telephone")
        case.action_reopen("And again")
        self.assertEqual(case.cycle_count, 2)

    def test_after_the_grace_period_a_new_case_goes_on(self):
        case = self.make_case("closed")
        with self.after(self.company.mkt_reopen_days + 1):
            new = case.action_reopen("Broken again")
        self.assertNotEqual(new, case)
        self.assertEqual(new.previous_id, case)
        self.assertEqual(new.partner_id, case.partner_id)
        self.assertEqual((case.state, new.state), ("closed", "received"))
        self.assertTrue(new.sudo().clock_ids)

    def test_reopening_needs_a_reason(self):
        case = self.make_case("closed")
        with self.assertRaises(UserError):
            case.action_reopen("")
        self.assertEqual(case.state, "closed")

    def test_open_and_cancelled_cases_are_not_reopened(self):
        case = self.make_case("acknowledged")
        with self.assertRaises(UserError):
            case.action_reopen("Why not")
        case.action_cancel("Withdrawn")
        with self.assertRaises(UserError):
            case.action_reopen("Why not")

    def test_a_bystander_does_not_reopen(self):
        case = self.make_case("closed").with_user(self.users["member"])
        with self.assertRaises(AccessError):
            case.action_reopen("Why not")
