from datetime import date

from odoo.tests import freeze_time

from ..common import OfficeCase

TODAY = "2026-03-10 12:00:00"


class TestAssignmentGroups(OfficeCase):
    """Whoever holds an assignment in force has its group, nobody else."""

    posts = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.make_user("newcomer")
        cls.group = cls.env.ref("marketing_office.group_sales_manager")

    def has_group(self):
        return self.group in self.user.group_ids

    def run_cron(self):
        cron = self.env.ref("marketing_office.ir_cron_sync_assignments")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.user.invalidate_recordset()

    @freeze_time(TODAY)
    def test_given_at_once(self):
        self.assign(self.user, "sales_manager")
        self.assertTrue(self.has_group())
        self.assertTrue(self.user.has_group("marketing_office.group_member"))
        self.assertTrue(self.user.has_group("sales_team.group_sale_manager"))

    @freeze_time(TODAY)
    def test_taken_when_ended(self):
        assignment = self.assign(self.user, "sales_manager", date_from=date(2026, 3, 1))
        assignment.date_to = date(2026, 3, 9)
        self.assertFalse(self.has_group())
        self.assertFalse(self.user.has_group("marketing_office.group_member"))
        self.assertFalse(self.user.has_group("sales_team.group_sale_manager"))

    def test_action_end_keeps_the_last_day(self):
        with freeze_time(TODAY):
            assignment = self.assign(self.user, "sales_manager")
            assignment.action_end()
            self.assertEqual(assignment.date_to, date(2026, 3, 10))
            self.assertTrue(self.has_group())
        with freeze_time("2026-03-11 12:00:00"):
            self.run_cron()
            self.assertFalse(self.has_group())

    def test_begins_and_ends_by_itself(self):
        with freeze_time(TODAY):
            dates = {"date_from": date(2026, 3, 12), "date_to": date(2026, 3, 13)}
            self.assign(self.user, "sales_manager", **dates)
            self.assertFalse(self.has_group())
        days = {"11": False, "12": True, "13": True, "14": False}
        for day, expected in days.items():
            with self.subTest(day=day), freeze_time(f"2026-03-{day} 12:00:00"):
                self.run_cron()
                self.assertEqual(self.has_group(), expected)

    @freeze_time(TODAY)
    def test_kept_while_another_assignment_calls_for_it(self):
        self.user.company_ids += self.company_b
        first = self.assign(self.user, "sales_manager", date_from=date(2026, 3, 1))
        self.assign(self.user, "sales_manager", company_id=self.company_b.id)
        first.date_to = date(2026, 3, 9)
        self.assertTrue(self.has_group())

    @freeze_time(TODAY)
    def test_deputy_has_the_group(self):
        self.assign(self.user, "sales_manager", role="deputy")
        self.assertTrue(self.has_group())

    @freeze_time(TODAY)
    def test_taken_when_deleted_before_it_begins(self):
        assignment = self.assign(
            self.user, "sales_manager", date_from=date(2026, 3, 20)
        )
        assignment.unlink()
        with freeze_time("2026-03-21 12:00:00"):
            self.run_cron()
        self.assertFalse(self.has_group())

    def test_given_by_hand_is_taken_away(self):
        self.user.group_ids += self.group
        self.run_cron()
        self.assertFalse(self.has_group())

    def test_archived_user_loses_it(self):
        self.assign(self.user, "sales_manager")
        self.user.active = False
        self.run_cron()
        self.assertFalse(self.has_group())

    def test_other_groups_are_left_alone(self):
        self.user.group_ids += self.env.ref("base.group_partner_manager")
        self.assign(self.user, "sales_manager").action_end()
        self.run_cron()
        self.assertTrue(self.user.has_group("base.group_partner_manager"))

    def test_searching_what_is_in_force(self):
        in_force = self.assign(self.user, "sales_manager")
        later = self.assign(self.user, "member", date_from=date(2099, 1, 1))
        both = in_force + later
        for value in (True, False):
            found = both.search([("id", "in", both.ids), ("is_active", "=", value)])
            self.assertEqual(found, in_force if value else later)
