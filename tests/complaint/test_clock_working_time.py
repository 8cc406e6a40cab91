"""Working time of a calendar, against minutes counted one by one."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, TransactionCase

from odoo.addons.marketing_office.tools.working_time import (
    EPOCH,
    RoundTheClock,
    WorkingTime,
)

from .reference_clock import working_minutes

SHANGHAI = ZoneInfo("Asia/Shanghai")
UTC = ZoneInfo("UTC")


def shanghai(*args):
    """A moment given in Shanghai's time, as naive UTC."""
    return datetime(*args, tzinfo=SHANGHAI).astimezone(UTC).replace(tzinfo=None)


minutes = st.integers(0, 5000)
spans = st.lists(st.tuples(minutes, st.integers(1, 600)), max_size=12)


def at(minute):
    return EPOCH + timedelta(minutes=minute)


class TestWorkingTime(BaseCase):
    @given(spans, minutes, minutes)
    def test_between_counts_each_minute_once(self, spans, start, end):
        worked = {m for begin, length in spans for m in range(begin, begin + length)}
        table = WorkingTime([(at(b), at(b + length)) for b, length in spans])
        expected = 60 * len(worked & set(range(start, end)))
        self.assertEqual(table.between(at(start), at(end)), expected)

    @given(spans, minutes, st.integers(1, 3000))
    def test_after_is_the_first_moment_reached(self, spans, start, wanted):
        worked = {m for begin, length in spans for m in range(begin, begin + length)}
        table = WorkingTime([(at(b), at(b + length)) for b, length in spans])
        later = sorted(m for m in worked if m >= start)
        expected = at(later[wanted - 1] + 1) if len(later) >= wanted else None
        self.assertEqual(table.after(at(start), wanted * 60), expected)

    def test_nothing_left_to_work_is_now(self):
        self.assertEqual(WorkingTime([]).after(EPOCH, 0), EPOCH)
        self.assertEqual(WorkingTime([]).after(EPOCH, -60), EPOCH)

    def test_round_the_clock(self):
        table = RoundTheClock()
        self.assertEqual(table.between(at(0), at(90)), 5400)
        self.assertEqual(table.after(at(10), 600), at(20))


class TestCalendarWorkingTime(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Clockworks"})
        cls.calendar = cls.make_calendar(
            [(d, 9, 12) for d in range(5)] + [(d, 13, 18) for d in range(5)]
        )
        cls.monday = shanghai(2026, 9, 14)

    @classmethod
    def make_calendar(cls, hours, **vals):
        return cls.env["resource.calendar"].create(
            {
                "name": "Office hours",
                "tz": "Asia/Shanghai",
                "company_id": cls.company.id,
                "attendance_ids": [(5, 0, 0)]
                + [
                    (
                        0,
                        0,
                        {
                            "name": "Work",
                            "dayofweek": str(day),
                            "hour_from": begin,
                            "hour_to": end,
                            "day_period": "morning",
                        },
                    )
                    for day, begin, end in hours
                ],
                **vals,
            }
        )

    def table(self, calendar=None, days=60):
        return (calendar or self.calendar)._mkt_working_time(
            self.company, self.monday, self.monday + timedelta(days=days), 0
        )

    def add_leave(self, start, end, **vals):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": self.calendar.id,
                "company_id": self.company.id,
                "date_from": start,
                "date_to": end,
                **vals,
            }
        )

    def test_weeks_agree_with_the_reference(self):
        table = self.table()
        for hours in (0, 5, 13, 24, 71, 169, 500):
            start = self.monday + timedelta(hours=hours)
            end = start + timedelta(hours=hours * 2 + 7)
            self.assertEqual(
                table.between(start, end) // 60, working_minutes(start, end), hours
            )

    def test_friday_evening_goes_on_on_monday(self):
        friday = shanghai(2026, 9, 18, 17, 30)
        self.assertEqual(self.table().after(friday, 3600), shanghai(2026, 9, 21, 9, 30))

    def test_holiday_does_not_count(self):
        self.add_leave(shanghai(2026, 9, 15), shanghai(2026, 9, 16))
        monday_evening = shanghai(2026, 9, 14, 17)
        self.assertEqual(
            self.table().after(monday_evening, 2 * 3600), shanghai(2026, 9, 16, 10)
        )

    def test_holiday_of_another_company_does_not_matter(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.add_leave(
            shanghai(2026, 9, 15),
            shanghai(2026, 9, 16),
            calendar_id=False,
            company_id=other.id,
        )
        self.assertEqual(
            self.table().after(shanghai(2026, 9, 14, 17), 2 * 3600),
            shanghai(2026, 9, 15, 10),
        )

    def test_makeup_saturday_counts_like_its_weekday(self):
        self.env["mkt.makeup.workday"].create(
            {"date": "2026-09-19", "like_weekday": "4"}
        )
        friday = shanghai(2026, 9, 18, 17)
        self.assertEqual(
            self.table().after(friday, 2 * 3600), shanghai(2026, 9, 19, 10)
        )

    def test_makeup_day_wins_over_a_holiday(self):
        self.add_leave(shanghai(2026, 9, 15), shanghai(2026, 9, 16))
        self.env["mkt.makeup.workday"].create(
            {"date": "2026-09-15", "like_weekday": "1"}
        )
        self.assertEqual(
            self.table().between(shanghai(2026, 9, 15), shanghai(2026, 9, 16)), 8 * 3600
        )

    def test_makeup_day_of_another_company_does_not_count(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.env["mkt.makeup.workday"].create(
            {"date": "2026-09-19", "company_id": other.id}
        )
        saturday = shanghai(2026, 9, 19)
        self.assertEqual(
            self.table().between(saturday, saturday + timedelta(days=1)), 0
        )

    def test_night_shift_to_midnight_loses_no_second(self):
        calendar = self.make_calendar([(d, 16, 24) for d in range(7)])
        self.assertEqual(
            self.table(calendar).between(self.monday, self.monday + timedelta(days=10)),
            10 * 8 * 3600,
        )

    def test_clock_change_keeps_the_hours_of_the_day(self):
        calendar = self.make_calendar([(d, 1, 5) for d in range(7)], tz="Europe/Berlin")
        berlin = ZoneInfo("Europe/Berlin")
        # the hour from 2 to 3 comes twice on 25 October 2026
        start = (
            datetime(2026, 10, 25, tzinfo=berlin).astimezone(UTC).replace(tzinfo=None)
        )
        end = datetime(2026, 10, 26, tzinfo=berlin).astimezone(UTC).replace(tzinfo=None)
        table = calendar._mkt_working_time(self.company, start, end, 0)
        self.assertEqual(table.between(start, end), 5 * 3600)

    def test_no_calendar_counts_round_the_clock(self):
        table = self.env["resource.calendar"]._mkt_working_time(
            self.company, self.monday, self.monday, 3600
        )
        self.assertEqual(
            table.after(self.monday, 3600), self.monday + timedelta(hours=1)
        )

    def test_calendar_without_hours_counts_round_the_clock(self):
        table = self.table(self.make_calendar([]))
        self.assertEqual(
            table.between(self.monday, self.monday + timedelta(days=1)), 86400
        )

    def test_calendar_closed_for_good_has_no_deadline(self):
        self.add_leave(shanghai(2026, 1, 1), shanghai(2056, 1, 1))
        table = self.calendar._mkt_working_time(
            self.company, self.monday, self.monday, 3600
        )
        self.assertIsNone(table.after(self.monday, 3600))
