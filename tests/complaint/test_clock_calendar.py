"""Working hours that change reach the clocks that run: from now on, never backwards."""

from datetime import datetime, timedelta

from odoo.fields import Command
from odoo.tests import TransactionCase, freeze_time, tagged

# a Monday, 9 o'clock in Shanghai
MONDAY = datetime(2026, 9, 14, 1)
DAY = timedelta(days=1)


@tagged("-at_install", "post_install")
class TestClockCalendar(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Clockworks"})
        cls.calendar = cls.make_calendar()
        cls.company.resource_calendar_id = cls.calendar
        cls.env["mkt.sla.policy"].search([]).active = False
        cls.policy = cls.env["mkt.sla.policy"].create(
            {"name": "Resolve", "metric": "resolve", "hours": 20}
        )

    @classmethod
    def make_calendar(cls, hour_from=9, hour_to=17):
        return cls.env["resource.calendar"].create(
            {
                "name": "Office hours",
                "tz": "Asia/Shanghai",
                "company_id": cls.company.id,
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {
                                "name": "Work",
                                "dayofweek": str(day),
                                "hour_from": hour_from,
                                "hour_to": hour_to,
                            }
                        )
                        for day in range(5)
                    ),
                ],
            }
        )

    def setUp(self):
        super().setUp()
        self.clock = self.make_clock()

    def make_clock(self):
        with freeze_time(MONDAY):
            case = self.env["mkt.complaint"].create(
                {"name": "Relay", "company_id": self.company.id}
            )
        return case.clock_ids

    def holiday(self, start, end, **vals):
        return self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "company_id": self.company.id,
                "calendar_id": self.calendar.id,
                "date_from": start,
                "date_to": end,
                **vals,
            }
        )

    def assertClock(self, moment, hours, deadline):
        self.assertEqual(self.clock._elapsed(moment)[self.clock] / 3600, hours)
        self.assertEqual(self.clock.deadline_at, deadline)
        self.assertEqual(self.clock.complaint_id.deadline_at, deadline)

    def at(self, days, hours=0):
        return MONDAY + days * DAY + timedelta(hours=hours)

    def test_as_planned(self):
        self.assertClock(self.at(1), 8, self.at(2, 4))

    def test_a_holiday_to_come_moves_the_deadline(self):
        with freeze_time(self.at(0, 3)):
            holiday = self.holiday(self.at(1, -9), self.at(2, -9))
        self.assertClock(self.at(2), 8, self.at(3, 4))
        with freeze_time(self.at(0, 4)):
            holiday.unlink()
        self.assertClock(self.at(2), 16, self.at(2, 4))

    def test_a_holiday_that_is_over_takes_nothing_back(self):
        with freeze_time(self.at(1)):
            self.holiday(self.at(0, -9), self.at(0, 15))
        self.assertClock(self.at(1), 8, self.at(2, 4))

    def test_a_holiday_entered_at_noon_counts_from_noon(self):
        with freeze_time(self.at(0, 4)):
            self.holiday(self.at(0, -9), self.at(0, 15))
        self.assertClock(self.at(1), 4, self.at(2, 8))

    def test_a_leave_of_a_person_is_no_holiday(self):
        person = self.env["resource.resource"].create(
            {"name": "Li", "company_id": self.company.id}
        )
        with freeze_time(self.at(0, 4)):
            self.holiday(self.at(1, -9), self.at(2, -9), resource_id=person.id)
        self.assertFalse(self.clock.elapsed_seconds)
        self.assertClock(self.at(2), 16, self.at(2, 4))

    def test_a_makeup_workday(self):
        saturday = self.at(5).date()
        with freeze_time(self.at(4, 1)):
            self.policy.hours = 45
            self.assertClock(self.at(4, 1), 33, self.at(7, 5))
            workday = self.env["mkt.makeup.workday"].create({"date": saturday})
            self.assertClock(self.at(7), 48, self.at(5, 5))
            workday.date = self.at(6).date()
            self.assertClock(self.at(7), 48, self.at(6, 5))
            workday.unlink()
            self.assertClock(self.at(7), 40, self.at(7, 5))

    def test_another_calendar(self):
        with freeze_time(self.at(1)):
            self.company.resource_calendar_id = self.make_calendar(9, 15)
        self.assertClock(self.at(2), 14, self.at(2, 6))

    def test_other_hours(self):
        with freeze_time(self.at(1)):
            self.calendar.attendance_ids.hour_to = 15
        self.assertClock(self.at(2), 14, self.at(2, 6))

    def test_a_day_less(self):
        with freeze_time(self.at(1)):
            self.calendar.attendance_ids.filtered(lambda m: m.dayofweek == "1").unlink()
        self.assertClock(self.at(2), 8, self.at(3, 4))

    def test_another_zone(self):
        with freeze_time(self.at(1)):
            self.calendar.tz = "UTC"
        # by then it is 1 o'clock: work begins 8 hours later than before
        self.assertClock(self.at(2), 16, self.at(2, 12))

    def test_a_calendar_of_the_limit_itself(self):
        own = self.make_calendar(9, 15)
        with freeze_time(self.at(1)):
            self.policy.write({"company_id": self.company.id, "calendar_id": own.id})
            # not its own any more
            self.calendar.attendance_ids.hour_to = 10
        self.assertClock(self.at(2), 14, self.at(2, 6))
        with freeze_time(self.at(2)):
            own.attendance_ids.hour_to = 13
        self.assertClock(self.at(3), 18, self.at(3, 2))

    def test_round_the_clock_is_not_concerned(self):
        with freeze_time(self.at(0, 4)):
            self.policy.counting = "clock"
            deadline = self.clock.deadline_at
            self.holiday(self.at(1, -9), self.at(2, -9))
        self.assertEqual(self.clock.deadline_at, deadline)

    def test_a_limit_is_never_missed_in_the_future(self):
        """Hours that become longer behind the addon's back, then the scheduled action."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE resource_calendar_attendance SET hour_to = 23 WHERE calendar_id = %s",
            [self.calendar.id],
        )
        self.env.invalidate_all()
        with freeze_time(self.at(1, 7)):
            self.clock._alert(datetime.now())
        self.assertEqual(self.clock.breached_at, self.at(1, 6))
        self.assertEqual(self.clock.deadline_at, self.at(1, 6))
        self.assertEqual(self.clock.settled_at, self.at(1, 6))

    def test_a_missed_limit_stays_missed_when_it_was(self):
        with freeze_time(self.at(2, 6)):
            self.clock._alert(datetime.now())
            self.holiday(self.at(3, -9), self.at(4, -9))
            self.assertEqual(self.clock.deadline_at, self.at(2, 4))
            self.clock._alert(datetime.now())
        self.assertEqual(self.clock.breached_at, self.at(2, 4))
        self.assertEqual(self.clock.deadline_at, self.at(2, 4))
        with freeze_time(self.at(2, 7)):
            self.clock._stop(datetime.now())
        self.assertEqual(self.clock.breached_at, self.at(2, 4))

    def test_a_missed_limit_that_nobody_has_recorded_yet(self):
        with freeze_time(self.at(2, 6)):
            self.holiday(self.at(3, -9), self.at(4, -9))
            self.clock._stop(datetime.now())
        self.assertEqual(self.clock.breached_at, self.at(2, 4))

    def test_what_changes_unseen_reaches_the_clocks_within_a_day(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE resource_calendar_attendance SET hour_to = 15 WHERE calendar_id = %s",
            [self.calendar.id],
        )
        self.env.invalidate_all()
        with freeze_time(self.at(1)), self.enter_registry_test_mode():
            self.env.ref(
                "marketing_office.ir_cron_settle_time_limits"
            ).sudo().method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.clock.running_since, self.at(1))
        # what the night before was counted by is not known any more: by today's hours
        self.assertClock(self.at(2), 12, self.at(3, 2))

    def test_the_number_of_queries_does_not_grow_with_the_clocks(self):
        def queries(moment):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            with freeze_time(moment):
                self.holiday(moment + 20 * DAY, moment + 21 * DAY)
                self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(self.at(0, 1))
        few = queries(self.at(0, 2))
        for _number in range(30):
            self.make_clock()
        self.assertLessEqual(queries(self.at(0, 3)), few)
