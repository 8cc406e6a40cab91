from datetime import date

from odoo.tests import freeze_time

from ..common import OfficeCase


class TestAssignmentTimeZone(OfficeCase):
    """A day begins and ends where the company works."""

    posts = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.company_b.resource_calendar_id.tz = "UTC"
        cls.user = cls.make_user("shanghai")
        cls.other = cls.make_user("greenwich", companies=cls.company_b)
        dates = {"date_from": date(2026, 3, 10), "date_to": date(2026, 3, 10)}
        cls.assignment = cls.assign(cls.user, "sales_manager", **dates)
        cls.other_assignment = cls.assign(cls.other, "sales_manager", **dates)

    def in_force(self):
        assignments = self.assignment + self.other_assignment
        assignments.invalidate_recordset()
        assignments._cron_sync_groups()
        # the field, the search and the group say the same
        active = assignments.filtered("is_active")
        domain = [("id", "in", assignments.ids), ("is_active", "=", True)]
        self.assertEqual(assignments.search(domain), active)
        group = self.post("sales_manager").group_id
        for assignment in assignments:
            held = group in assignment.user_id.group_ids
            self.assertEqual(held, assignment in active)
        return active.user_id

    def test_each_midnight(self):
        moments = {
            "2026-03-09 15:59:59": self.env["res.users"],
            "2026-03-09 16:00:00": self.user,
            "2026-03-09 23:59:59": self.user,
            "2026-03-10 00:00:00": self.user + self.other,
            "2026-03-10 15:59:59": self.user + self.other,
            "2026-03-10 16:00:00": self.other,
            "2026-03-11 00:00:00": self.env["res.users"],
        }
        for moment, users in moments.items():
            with self.subTest(moment=moment), freeze_time(moment):
                self.assertEqual(self.in_force(), users)

    @freeze_time("2026-03-09 17:00:00")
    def test_default_first_day(self):
        assignment = self.env["mkt.post.assignment"].new({})
        self.assertEqual(assignment.date_from, date(2026, 3, 10))
