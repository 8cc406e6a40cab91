from datetime import date, timedelta

from odoo.exceptions import UserError, ValidationError

from ..common import OfficeCase


class TestAssignmentPast(OfficeCase):
    """Who may be appointed at all, and that the days that are over stay as they were."""

    posts = ("director",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director = cls.users["director"]
        cls.admin = cls.make_user("settings", groups="base.group_system")
        cls.newcomer = cls.make_user("newcomer")
        cls.today = cls.company._mkt_today()
        cls.yesterday = cls.today - timedelta(days=1)

    def appoint(self, by, user, **vals):
        vals = self.assignment_vals(user, "member", **vals)
        return self.env["mkt.post.assignment"].with_user(by).create(vals)

    def begun(self, **vals):
        assignment = self.assign(
            self.newcomer, "member", date_from=date(2026, 1, 1), **vals
        )
        return assignment.with_user(self.director)

    def test_users_of_no_employee(self):
        archived = self.make_user("archived")
        archived.active = False
        users = archived + self.make_portal_user()
        for xml_id in ("user_root", "public_user", "template_portal_user_id"):
            users += self.env.ref(f"base.{xml_id}")
        for user in users.with_context(active_test=False):
            user.sudo().company_ids += self.company
            for by in (self.director, self.admin):
                with self.subTest(user=user.login, by=by.login):
                    with self.assertRaises(ValidationError):
                        self.appoint(by, user)

    def test_an_assignment_of_an_archived_user_is_ended(self):
        assignment = self.begun()
        self.newcomer.active = False
        assignment.action_end()
        self.assertEqual(assignment.date_to, self.today)

    def test_what_has_begun_keeps_its_past(self):
        department = self.env.ref("marketing_office.department_sales")
        for vals in (
            {"date_from": "2020-01-01"},
            {"date_from": "2026-01-02"},
            {"date_from": "2099-01-01"},
            {"date_to": self.yesterday},
            {"department_id": department.id},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self.begun().write(vals)

    def test_what_has_ended_is_not_prolonged(self):
        assignment = self.begun(date_to=self.yesterday)
        for date_to in (False, self.today, "2099-01-01", "2026-01-02"):
            with self.subTest(date_to=date_to), self.assertRaises(UserError):
                assignment.date_to = date_to

    def test_what_has_begun_ends_today_or_later(self):
        assignment = self.begun()
        for date_to in (self.today, date(2099, 1, 1), False):
            assignment.date_to = date_to
            self.assertEqual(assignment.date_to, date_to)
        assignment.note = "by letter"

    def test_what_has_not_begun_moves_to_no_day_that_is_over(self):
        assignment = self.appoint(self.director, self.newcomer, date_from="2099-01-01")
        assignment.date_from = "2098-01-01"
        with self.assertRaises(UserError):
            assignment.date_from = self.yesterday

    def test_a_new_assignment_begins_today_at_the_earliest(self):
        with self.assertRaises(UserError):
            self.appoint(self.director, self.newcomer, date_from=self.yesterday)
        self.assertTrue(self.appoint(self.director, self.newcomer))

    def test_settings_enter_what_was_before(self):
        days = {"date_from": "2026-01-01", "date_to": "2026-01-31"}
        before = self.appoint(self.admin, self.newcomer, **days)
        before.date_from = "2025-12-01"
        self.assertEqual(before.date_from, date(2025, 12, 1))
