from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from ..common import OfficeCase


class TestAssignmentRules(OfficeCase):
    """Record rules are cached: what an assignment opens is closed with it, at once."""

    posts = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        companies = cls.company + cls.company_b
        cls.user = cls.make_user("manager", companies=companies)
        cls.today = cls.company._mkt_today()
        cls.assignment = cls.assign(
            cls.user, "customer_service_manager", date_from=date(2026, 1, 1)
        )
        cls.case = cls.make_complaint()

    def opens(self):
        """What the rules let the user read, write and find."""
        case = self.case.with_user(self.user).with_context(
            allowed_company_ids=self.company.ids
        )
        modes = {case.has_access(mode) for mode in ("read", "write")}
        modes.add(bool(case.search([("id", "=", case.id)])))
        self.assertEqual(len(modes), 1)
        return modes.pop()

    def assert_closed_by(self, change):
        self.assertTrue(self.opens())
        # the group stays, so that the rule alone decides
        groups = self.user.group_ids
        self.registry.cache_invalidated.clear()
        change()
        # other processes are told
        self.assertIn("default", self.registry.cache_invalidated)
        self.user.group_ids = groups
        self.assertFalse(self.opens())

    def test_ended_yesterday(self):
        yesterday = self.today - timedelta(days=1)
        self.assert_closed_by(lambda: self.assignment.write({"date_to": yesterday}))

    def test_begins_tomorrow(self):
        tomorrow = self.today + timedelta(days=1)
        self.assert_closed_by(lambda: self.assignment.write({"date_from": tomorrow}))

    def test_one_in_force_is_not_deleted(self):
        with self.assertRaises(UserError):
            self.assignment.unlink()

    def test_company_archived(self):
        self.user.company_id = self.company_b
        self.assign(self.user, "customer_service_manager", company_id=self.company_b.id)
        self.env["res.users"].search([("company_id", "=", self.company.id)]).write(
            {"company_ids": [(4, self.company_b.id)], "company_id": self.company_b.id}
        )
        self.assert_closed_by(lambda: self.company.write({"active": False}))
        # the field says the same as the search and the rules
        self.assertFalse(self.assignment.is_active)

    def test_user_archived(self):
        self.assert_closed_by(lambda: self.user.write({"active": False}))

    def test_calendar_in_another_time_zone(self):
        with freeze_time("2026-03-10 12:00:00"):
            self.assignment.date_to = date(2026, 3, 10)
            calendar = self.company.resource_calendar_id
            self.assert_closed_by(lambda: calendar.write({"tz": "Pacific/Kiritimati"}))

    def test_another_calendar(self):
        calendar = self.company.resource_calendar_id.copy({"tz": "Pacific/Kiritimati"})
        with freeze_time("2026-03-10 12:00:00"):
            self.assignment.date_to = date(2026, 3, 10)
            self.assert_closed_by(
                lambda: self.company.write({"resource_calendar_id": calendar.id})
            )

    def test_midnight(self):
        """The day ends in the company's time zone, whenever the groups follow."""
        with freeze_time("2026-03-10 15:59:59"):
            self.assignment.date_to = date(2026, 3, 10)
            self.assertTrue(self.opens())
        with freeze_time("2026-03-10 16:00:00"):
            self.assertFalse(self.opens())
            with self.assertRaises(AccessError):
                self.case.with_user(self.user).name = "Changed"

    def test_first_midnight(self):
        with freeze_time("2026-03-09 15:59:59"):
            self.assignment.date_from = date(2026, 3, 10)
            self.user.group_ids += self.post("customer_service_manager").group_id
            self.assertFalse(self.opens())
        with freeze_time("2026-03-09 16:00:00"):
            self.assertTrue(self.opens())

    def test_midnight_of_a_second_company(self):
        self.company_b.resource_calendar_id = self.env["resource.calendar"].create(
            {"name": "Nepal", "tz": "Asia/Kathmandu", "company_id": self.company_b.id}
        )
        with freeze_time("2026-03-10 18:14:59"):
            self.assign(
                self.user,
                "customer_service_manager",
                company_id=self.company_b.id,
                date_from=date(2026, 3, 1),
                date_to=date(2026, 3, 10),
            )
            case = self.make_complaint(company_id=self.company_b.id)
            case = case.with_user(self.user)
            case = case.with_context(allowed_company_ids=self.company_b.ids)
            self.assertTrue(case.has_access("read"))
        with freeze_time("2026-03-10 18:15:00"):
            self.assertFalse(case.has_access("read"))

    def refusal(self, record, *companies):
        env = self.env(user=self.user, context={"allowed_company_ids": list(companies)})
        with self.assertRaises(AccessError) as caught:
            record.with_env(env).read(["name"])
        return caught.exception

    def test_a_refusal_names_a_company_where_switching_helps(self):
        here, there = self.company, self.company_b
        theirs = self.make_complaint(company_id=there.id)
        error = self.refusal(theirs, here.id)
        self.assertIn(there.name, str(error))
        self.assertEqual(error.context["suggested_company"]["id"], there.id)
        error = self.refusal(theirs, here.id, there.id)
        self.assertNotIn(there.name, str(error))
        self.assertIn("you may not read this", str(error))
        self.assertFalse(hasattr(error, "context") and error.context)
        # and nobody reads what the refusal has looked up
        self.assertFalse(theirs.with_user(self.user).has_access("read"))
