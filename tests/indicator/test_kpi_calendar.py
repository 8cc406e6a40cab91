"""The roll-up against a naive reference that looks at each document by itself."""

from bisect import bisect_left
from datetime import date, datetime, time, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.marketing_office.tools.kpi_calendar import KpiCalendar

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 120).map(lambda n: FIRST + timedelta(days=n))
PERSONS = st.sampled_from([None, 1, 2, 3])
TEAMS = st.sampled_from([None, 7, 8])


def as_periods(bounds):
    """Adjoining periods, and one over them all."""
    bounds = sorted(bounds)
    parts = [
        (number, start, stop - timedelta(days=1))
        for number, (start, stop) in enumerate(zip(bounds, bounds[1:], strict=False), 1)
    ]
    return [*parts, (100, bounds[0], bounds[-1] - timedelta(days=1))]


def as_spells(changes):
    """Departments of each person, from the days on which they change."""
    spells = {}
    for user, days in changes.items():
        days = sorted(days)
        spells[user] = [
            (start, stop, (10 + number % 3, 99))
            for number, (start, stop) in enumerate(
                zip(days, [*days[1:], None], strict=True)
            )
        ]
    return spells


PERIODS = st.sets(DAYS, min_size=2, max_size=6).map(as_periods)
SPELLS = st.dictionaries(
    st.sampled_from([1, 2]), st.sets(DAYS, min_size=1, max_size=3), max_size=2
).map(as_spells)
DOCUMENTS = st.lists(st.tuples(DAYS, PERSONS, TEAMS, st.integers(-50, 50)), max_size=25)


def midnight(day):
    return datetime.combine(day, time()) - timedelta(hours=8)


def reference(periods, spells, documents):
    figures = {}

    def add(key, amount):
        total, count = figures.get(key, (0, 0))
        figures[key] = total + amount, count + 1

    for day, user, team, amount in documents:
        for period, start, end in periods:
            if not start <= day <= end:
                continue
            add((period, "company", 0), amount)
            if user:
                add((period, "user", user), amount)
            if team:
                add((period, "team", team), amount)
            for first, after, departments in spells.get(user, ()):
                if first <= day and (not after or day < after):
                    for department in departments:
                        add((period, "department", department), amount)
    return figures


def segment_of(calendar, day):
    """Number of the segment that holds the day."""
    return bisect_left(calendar.cuts, day + timedelta(days=1))


class TestKpiCalendar(TestCase):
    @given(PERIODS, SPELLS, DOCUMENTS)
    def test_roll_up(self, periods, spells, documents):
        calendar = KpiCalendar(periods, spells, midnight)
        rows = [
            (segment_of(calendar, day), user, team, amount, 1)
            for day, user, team, amount in documents
            if calendar.cuts[0] <= day < calendar.cuts[-1]
        ]
        self.assertEqual(calendar.roll_up(rows), reference(periods, spells, documents))

    @given(PERIODS, SPELLS, DAYS)
    def test_segments_are_those_of_the_database(self, periods, spells, day):
        """width_bucket() counts the bounds at or before the operand."""
        calendar = KpiCalendar(periods, spells, midnight)
        for field_type, moment in (
            ("date", day),
            ("datetime", midnight(day) + timedelta(hours=23, minutes=59)),
        ):
            bucket = sum(bound <= moment for bound in calendar.bounds(field_type))
            self.assertEqual(segment_of(calendar, day), bucket)

    @given(PERIODS, DOCUMENTS)
    def test_extremes(self, periods, documents):
        calendar = KpiCalendar(periods, {}, midnight)
        rows = [
            (segment_of(calendar, day), None, None, amount, None)
            for day, _user, _team, amount in documents
            if calendar.cuts[0] <= day < calendar.cuts[-1]
        ]
        for period, start, end in periods:
            amounts = [d[3] for d in documents if start <= d[0] <= end]
            found = calendar.roll_up(rows, max).get((period, "company", 0))
            self.assertEqual(found, (max(amounts), None) if amounts else None)
