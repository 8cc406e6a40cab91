"""A slow clock to check the real one against: it looks at each minute by itself."""

from datetime import timedelta

# 9 to 12 and 13 to 18 from Monday to Friday, in a zone eight hours before UTC
OFFICE_HOURS = frozenset((*range(9, 12), *range(13, 18)))
SHANGHAI_OFFSET = timedelta(hours=8)


def is_working(moment):
    local = moment + SHANGHAI_OFFSET
    return local.weekday() < 5 and local.hour in OFFICE_HOURS


def is_always(moment):
    return True


def working_minutes(start, end, counts=is_working):
    total, moment = 0, start
    while moment < end:
        total += counts(moment)
        moment += timedelta(minutes=1)
    return total


class ReferenceCalendar:
    """Office hours with holidays and make-up workdays, and a zone, that may change."""

    def __init__(self, offset=SHANGHAI_OFFSET, hours=OFFICE_HOURS):
        self.offset, self.hours = offset, hours
        self.holidays, self.workdays = [], set()

    def __call__(self, moment):
        local = moment + self.offset
        if local.hour not in self.hours:
            return False
        if local.date() in self.workdays:
            return True
        holiday = any(start <= moment < end for start, end in self.holidays)
        return local.weekday() < 5 and not holiday


class ReferenceClock:
    """Minutes used of a limit, through pauses, new limits and reopening."""

    def __init__(self, start, limit, counts=is_working):
        self.now, self.limit, self.counts = start, limit, counts
        self.used, self.running = 0, True

    def advance(self, moment):
        if self.running:
            self.used += working_minutes(self.now, moment, self.counts)
        self.now = moment

    def deadline(self):
        """When the limit is reached; the present moment if that has been."""
        left, moment = self.limit - self.used, self.now
        while left > 0:
            left -= self.counts(moment)
            moment += timedelta(minutes=1)
        return moment
