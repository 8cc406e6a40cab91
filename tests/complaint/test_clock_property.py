"""Whatever happens to a case, its clock agrees with one that counts minute by minute."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.fields import Command
from odoo.tests import TransactionCase, freeze_time

from .reference_clock import (
    SHANGHAI_OFFSET,
    ReferenceCalendar,
    ReferenceClock,
    is_always,
)

START = datetime(2026, 9, 11, 8, 7)
events = st.lists(
    st.tuples(
        st.integers(0, 3000),
        st.sampled_from(
            [
                "pause",
                "resume",
                "stop",
                "reopen",
                "limit",
                "counting",
                "holiday",
                "workday",
                "hours",
                "zone",
                "other calendar",
                "no holidays",
                "look",
            ]
        ),
        st.integers(1, 60),
    ),
    min_size=1,
    max_size=8,
)


class TestClockProperty(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Clockworks"})
        cls.company.resource_calendar_id = cls.make_calendar()
        cls.env["mkt.sla.policy"].search([]).active = False
        cls.policy = cls.env["mkt.sla.policy"].create(
            {"name": "Resolve", "metric": "resolve", "hours": 20}
        )

    @classmethod
    def make_calendar(cls, hours=((9, 12), (13, 18))):
        return cls.env["resource.calendar"].create(
            {
                "name": "Office hours",
                "tz": "Asia/Shanghai",
                "company_id": cls.company.id,
                "attendance_ids": [Command.clear(), *cls.attendances(hours)],
            }
        )

    @classmethod
    def attendances(cls, hours):
        return [
            Command.create(
                {"name": "Work", "dayofweek": str(d), "hour_from": a, "hour_to": b}
            )
            for d in range(5)
            for a, b in hours
        ]

    def make_clock(self):
        self.policy.write({"hours": 20, "counting": "working"})
        complaint = self.env["mkt.complaint"].create(
            {"name": "Relay", "company_id": self.company.id, "received_at": START}
        )
        return complaint.clock_ids

    @settings(max_examples=40)
    @given(events)
    def test_any_sequence_conserves_time(self, events):
        with self.env.cr.savepoint() as savepoint:
            self.calendar = ReferenceCalendar()
            clock = self.make_clock()
            reference = ReferenceClock(START, 20 * 60, self.calendar)
            for gap, event, value in events:
                moment = reference.now + timedelta(minutes=gap)
                reference.advance(moment)
                self.happen(clock, reference, event, value, moment)
                self.assert_agrees(clock, reference, moment)
            savepoint.rollback()
            self.env.invalidate_all()

    def happen(self, clock, reference, event, value, moment):
        if event == "pause" and clock.state == "running":
            clock._pause(moment)
            reference.running = False
        elif event == "stop" and clock.state in ("running", "paused"):
            clock._stop(moment)
            reference.running = False
            kept = reference.used <= reference.limit
            self.assertEqual(clock.state, "met" if kept else "missed")
        elif (event == "resume" and clock.state == "paused") or (
            event == "reopen" and clock.state in ("met", "missed")
        ):
            clock._resume(moment)
            reference.running = True
        elif event in ("limit", "counting") and clock.is_alive:
            self.change_policy(clock, reference, event, value, moment)
        elif event in self.changes:
            with freeze_time(moment):
                self.changes[event](self, value, moment)

    def change_policy(self, clock, reference, event, value, moment):
        """As the policy's form does it, at a moment of our choice."""
        with freeze_time(moment):
            if event == "limit":
                self.policy.hours = value
                reference.limit = value * 60
            else:
                counting = "clock" if value % 2 else "working"
                self.policy.counting = counting
                reference.counts = is_always if value % 2 else self.calendar

    def add_holiday(self, value, moment):
        # some began long before they are entered, some are over by then
        start = moment + timedelta(hours=value - 40)
        end = start + timedelta(hours=value)
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "company_id": self.company.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "date_from": start,
                "date_to": end,
            }
        )
        self.calendar.holidays.append((start, end))

    def delete_holidays(self, value, moment):
        self.company.resource_calendar_id.leave_ids.unlink()
        self.calendar.holidays.clear()

    def add_workday(self, value, moment):
        day = START.date() + timedelta(days=value % 9)
        if day not in self.calendar.workdays:
            self.env["mkt.makeup.workday"].create(
                {"date": day, "company_id": self.company.id}
            )
            self.calendar.workdays.add(day)

    def change_hours(self, value, moment):
        until = 10 + value % 8
        self.company.resource_calendar_id.write(
            {"attendance_ids": [Command.clear(), *self.attendances([(9, until)])]}
        )
        self.calendar.hours = range(9, until)

    def change_zone(self, value, moment):
        zone, hours = (("UTC", 0), ("Asia/Tokyo", 9), ("Asia/Shanghai", 8))[value % 3]
        self.company.resource_calendar_id.tz = zone
        self.calendar.offset = timedelta(hours=hours)

    def change_calendar(self, value, moment):
        self.company.resource_calendar_id = self.make_calendar([(10, 16)])
        self.calendar.offset, self.calendar.hours = SHANGHAI_OFFSET, range(10, 16)
        self.calendar.holidays.clear()

    changes = {
        "holiday": add_holiday,
        "no holidays": delete_holidays,
        "workday": add_workday,
        "hours": change_hours,
        "zone": change_zone,
        "other calendar": change_calendar,
    }

    def assert_agrees(self, clock, reference, moment):
        self.assertEqual(clock._elapsed(moment)[clock], reference.used * 60)
        if clock.state == "running":
            expected = reference.deadline()
            if reference.used < reference.limit:
                self.assertEqual(clock.deadline_at, expected)
            else:
                self.assertLessEqual(clock.deadline_at, moment)
        else:
            self.assertFalse(clock.deadline_at)
