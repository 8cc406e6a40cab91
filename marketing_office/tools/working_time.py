from bisect import bisect_right
from datetime import datetime, timedelta

EPOCH = datetime(1970, 1, 1)


class WorkingTime:
    """Working time as a function of the clock, from periods of work (naive UTC datetimes).

    Periods that touch or overlap count once. Moments before the first period or after
    the last stand outside the timetable: no work is done there.
    """

    def __init__(self, periods):
        self._starts, self._ends, self._worked_before = [], [], [0]
        for start, end in sorted((_seconds(a), _seconds(b)) for a, b in periods):
            if self._ends and start <= self._ends[-1]:
                longer = max(0, end - self._ends[-1])
                self._ends[-1] += longer
                self._worked_before[-1] += longer
            elif end > start:
                self._starts.append(start)
                self._ends.append(end)
                self._worked_before.append(self._worked_before[-1] + end - start)

    def between(self, start, end):
        """Seconds of work from start to end (datetimes); 0 where end is not later."""
        return max(0, self._worked(_seconds(end)) - self._worked(_seconds(start)))

    def after(self, start, seconds):
        """The first moment by which so many seconds of work have passed since start.

        None where the timetable ends before. With nothing left to work, start itself.
        """
        if seconds <= 0:
            return start
        goal = self._worked(_seconds(start)) + seconds
        if goal > self._worked_before[-1]:
            return None
        # the first period at whose end the goal is reached
        index = bisect_right(self._worked_before, goal - 1) - 1
        moment = self._starts[index] + goal - self._worked_before[index]
        return EPOCH + timedelta(seconds=moment)

    def _worked(self, moment):
        index = bisect_right(self._starts, moment) - 1
        if index < 0:
            return 0
        return (
            self._worked_before[index]
            + min(moment, self._ends[index])
            - self._starts[index]
        )


class RoundTheClock:
    """The same functions where every hour counts."""

    def between(self, start, end):
        return max(0, _seconds(end) - _seconds(start))

    def after(self, start, seconds):
        return start + timedelta(seconds=max(0, seconds))


def _seconds(moment):
    # calendars end a day one microsecond before midnight: round, not cut
    return round((moment - EPOCH).total_seconds())
