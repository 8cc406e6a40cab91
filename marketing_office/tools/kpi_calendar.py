"""Periods and departments as one sequence of time segments, and figures rolled up over them.

Every period's bounds, and every day on which somebody changes department, cut the
time into segments. One query groups documents by segment, person and team; all
periods and scopes are sums of these.
"""

from bisect import bisect_right
from datetime import timedelta

COMPANY, DEPARTMENT, TEAM, USER = "company", "department", "team", "user"


class KpiCalendar:
    """Segments of the periods [(id, first day, last day)], and who worked where in them.

    `spells` is {user id: [(first day, day after or None, department ids)]}, and
    `midnight` turns a day into the naive UTC moment at which it begins.
    """

    def __init__(self, periods, spells, midnight):
        self.periods = periods
        self.spells = spells
        self.midnight = midnight
        first = min((start for _id, start, _end in periods), default=None)
        last = max((end for _id, _start, end in periods), default=None)
        cuts = set()
        for _period, start, end in periods:
            cuts |= {start, end + timedelta(days=1)}
        for user_spells in spells.values():
            for start, stop, _departments in user_spells:
                cuts |= {day for day in (start, stop) if day and first < day <= last}
        self.cuts = sorted(cuts)
        # segment i reaches from cut i - 1 to cut i, as width_bucket() counts
        self._periods_of = [[] for _cut in self.cuts]
        for period, start, end in periods:
            begin = bisect_right(self.cuts, start)
            for segment in range(begin, bisect_right(self.cuts, end) + 1):
                self._periods_of[segment].append(period)
        self._departments = {}

    def bounds(self, field_type):
        """The cuts in the type of the date column: days, or naive UTC moments."""
        if field_type == "date":
            return self.cuts
        return [self.midnight(day) for day in self.cuts]

    def departments(self, segment, user):
        """Ids of the departments, superior ones included, of the person in the segment."""
        key = segment, user
        if key not in self._departments:
            day = self.cuts[segment - 1]
            self._departments[key] = next(
                (
                    departments
                    for start, stop, departments in self.spells.get(user, ())
                    if start <= day and (not stop or day < stop)
                ),
                (),
            )
        return self._departments[key]

    def roll_up(self, rows, merge=None):
        """Figures of all periods and scopes.

        A row is (segment, user, team, numerator, denominator). Returns {(period, scope,
        scope id): (numerator, denominator)}; `merge` joins two numerators, and is their
        sum if not given.
        """
        by_segment = {}
        for segment, user, team, numerator, denominator in rows:
            scopes = by_segment.setdefault(segment, {})
            keys = [(COMPANY, 0)]
            if user:
                keys.append((USER, user))
                keys += [(DEPARTMENT, d) for d in self.departments(segment, user)]
            if team:
                keys.append((TEAM, team))
            for key in keys:
                _add(scopes, key, numerator, denominator, merge)
        figures = {}
        for segment, scopes in by_segment.items():
            for period in self._periods_of[segment]:
                for (scope, scope_id), pair in scopes.items():
                    _add(figures, (period, scope, scope_id), *pair, merge)
        return figures

    def roll_up_people(self, rows):
        """Figures of periods by person, by department and of the company.

        A row is (period, user, day, numerator, denominator); the departments are those of
        the day. Returns what `roll_up` does.
        """
        figures = {}
        for period, user, day, numerator, denominator in rows:
            keys = [(COMPANY, 0), (USER, user)]
            segment = self.segment_of(day)
            keys += [(DEPARTMENT, d) for d in self.departments(segment, user)]
            for scope, scope_id in keys:
                _add(figures, (period, scope, scope_id), numerator, denominator, None)
        return figures

    def of_kind(self, is_kind):
        """The calendar of some of the periods alone, for figures that cannot be added up."""
        periods = [period for period in self.periods if is_kind(period[0])]
        return KpiCalendar(periods, {}, self.midnight)

    def period_at(self, segment):
        """The period that a segment is, in a calendar of periods of one kind; or None."""
        return next(iter(self._periods_of[segment]), None)

    def periods_at(self, segment):
        """Ids of all periods that hold the segment."""
        return self._periods_of[segment]

    def segment_of(self, day):
        """Number of the segment that holds the day."""
        return bisect_right(self.cuts, day)


def _add(figures, key, numerator, denominator, merge):
    there = figures.get(key)
    if there is None:
        figures[key] = (numerator, denominator)
        return
    joined = merge(there[0], numerator) if merge else there[0] + numerator
    # extremes and plain sums carry no denominator
    figures[key] = (joined, denominator and there[1] + denominator)
