"""Time limits are warned of, missed and escalated, each level once."""

from datetime import timedelta

from odoo import fields
from odoo.tests import freeze_time

from ..common import OfficeCase


class EscalationCase(OfficeCase):
    posts = (
        "service_clerk",
        "customer_service_manager",
        "marketing_manager",
        "director",
    )
    assigned_since = "2020-01-01"
    mail_disabled = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        policies = cls.env["mkt.sla.policy"]
        policies.search([("id", ">", 0)]).active = False
        policies.create(
            {"name": "Resolve", "metric": "resolve", "hours": 100, "counting": "clock"}
        )
        cls.start = fields.Datetime.now() - timedelta(days=20)
        cls.case = cls.make_case(user_id=cls.users["service_clerk"].id)

    @classmethod
    def make_case(cls, **vals):
        with freeze_time(cls.start):
            return cls.make_complaint(**vals)

    def run_at(self, hours):
        with freeze_time(self.start + timedelta(hours=hours)):
            clocks = self.env["mkt.sla.clock"]
            due = clocks.search([("next_alert_at", "<=", fields.Datetime.now())])
            due._alert(fields.Datetime.now())
        return due

    def reminded(self, case=None):
        kind = self.env.ref("marketing_office.mail_activity_type_time_limit")
        activities = self.env["mail.activity"].search(
            [
                ("res_model", "=", "mkt.complaint"),
                ("res_id", "=", (case or self.case).id),
                ("activity_type_id", "=", kind.id),
            ]
        )
        return sorted(activities.mapped("user_id.login"))


class TestEscalation(EscalationCase):
    def test_nothing_before_three_quarters(self):
        self.assertFalse(self.run_at(74))
        self.assertEqual(self.reminded(), [])

    def test_warning_goes_to_the_handler(self):
        self.run_at(75)
        self.assertEqual(self.reminded(), ["service_clerk"])
        self.assertFalse(self.case.clock_ids.breached_at)

    def test_warning_without_handler_goes_to_the_manager(self):
        case = self.make_case()
        self.run_at(75)
        self.assertEqual(self.reminded(case), ["customer_service_manager"])

    def test_levels_climb_to_the_director(self):
        for hours, count in ((75, 1), (100, 2), (150, 3), (200, 4)):
            self.run_at(hours)
            self.assertEqual(len(self.reminded()), count)
        self.assertEqual(
            self.reminded(),
            [
                "customer_service_manager",
                "director",
                "marketing_manager",
                "service_clerk",
            ],
        )
        self.assertFalse(self.run_at(5000))

    def test_breach_is_recorded_at_its_time(self):
        self.run_at(130)
        self.assertEqual(
            self.case.clock_ids.breached_at, self.start + timedelta(hours=100)
        )
        self.assertTrue(self.case.is_late)

    def test_a_late_run_tells_everybody_of_the_levels_passed(self):
        self.run_at(160)
        self.assertEqual(
            self.reminded(),
            ["customer_service_manager", "marketing_manager", "service_clerk"],
        )

    def test_second_run_does_nothing(self):
        self.run_at(100)
        messages = self.env["mail.message"].search_count([])
        self.assertFalse(self.run_at(100))
        self.assertEqual(self.env["mail.message"].search_count([]), messages)

    def last_message(self, user):
        return self.env["mail.message"].search(
            [("partner_ids", "in", user.partner_id.ids)], order="id desc", limit=1
        )

    def test_the_person_gets_a_message(self):
        self.run_at(75)
        message = self.last_message(self.users["service_clerk"])
        self.assertIn(self.case.number, message.body)

    def test_the_message_says_the_time_where_the_reader_is(self):
        clerk = self.users["service_clerk"]
        self.env["res.lang"]._activate_lang("zh_CN")
        clerk.write({"lang": "zh_CN", "tz": False})
        clerk.company_id.resource_calendar_id.tz = "Asia/Tokyo"
        clock = self.case.clock_ids
        level = self.env.ref("marketing_office.sla_level_warning")
        for zone, hours in ((False, 9), ("Asia/Shanghai", 8)):
            clerk.tz = zone
            clock._tell_of_limits({level: clock})
            moment = clock.deadline_at + timedelta(hours=hours)
            self.assertIn(f" {moment:%H:%M}<", self.last_message(clerk).body)

    def test_vacant_post_passes_it_on(self):
        self.users["marketing_manager"].active = False
        self.run_at(150)
        self.assertNotIn("marketing_manager", self.reminded())
        self.assertIn("customer_service_manager", self.reminded())

    def test_deputy_is_told_where_there_is_no_holder(self):
        self.env["mkt.post.assignment"].search(
            [("user_id", "=", self.users["director"].id)]
        ).sudo().write({"role": "deputy"})
        self.run_at(200)
        self.assertIn("director", self.reminded())

    def test_paused_and_closed_cases_are_left_alone(self):
        paused, cancelled = self.make_case(), self.make_case()
        with freeze_time(self.start + timedelta(hours=1)):
            paused.user_id = self.users["service_clerk"]
            paused.action_acknowledge()
            paused.action_pause("Waiting")
            cancelled.action_cancel("Withdrawn")
        due = self.run_at(300)
        self.assertEqual(due.complaint_id, self.case)

    def test_closing_takes_the_reminders_down(self):
        self.run_at(100)
        self.case.action_cancel("Withdrawn")
        self.assertEqual(self.reminded(), [])

    def test_the_desks_of_superiors_say_how_late_it_is(self):
        self.run_at(200)
        days = (fields.Datetime.now() - self.start - timedelta(hours=100)).days
        for code in ("service_clerk", "marketing_manager", "director"):
            desk = self.env["mkt.desk.card"].with_user(self.users[code]).get_desk()
            with self.subTest(code=code):
                [item] = [i for i in desk["todo"] if i["id"] == self.case.id]
                self.assertTrue(item["late"])
                self.assertIn(
                    item["due"], (f"{days} days late", f"{days + 1} days late")
                )


class TestEscalationRun(EscalationCase):
    def test_scheduled_action_handles_every_due_clock(self):
        cases = self.case
        for _number in range(4):
            cases |= self.make_case()
        cron = self.env.ref("marketing_office.ir_cron_alert_time_limits")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertTrue(all(cases.clock_ids.mapped("breached_at")))

    def test_queries_do_not_grow_with_the_cases_of_a_person(self):
        def queries(count):
            for _number in range(count):
                self.make_case(user_id=self.users["service_clerk"].id)
            self.run_at(74)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.run_at(75)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        few, many = queries(5), queries(40)
        self.assertLess(many, few * 3)
