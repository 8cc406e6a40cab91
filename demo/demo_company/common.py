"""Dates, chance and data files, shared by the parts of the demo company."""

import csv
from datetime import date, datetime, time, timedelta
from pathlib import Path

DATA = Path(__file__).parent.parent
TIME_ZONE = "Asia/Shanghai"
UTC_OFFSET = timedelta(hours=8)  # China keeps no summer time
DOMAIN = "chengli.example"

# nothing in the past is announced to anybody
QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "mail_activity_quick_update": True,
    "mail_auto_subscribe_no_notify": True,
    "no_reset_password": True,
}


def read_csv(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Clock:
    """The two years that end today, and moments of office life within them."""

    def __init__(self, today, rng):
        self.today = today
        self.rng = rng
        self.months = [self._month(back) for back in range(23, -1, -1)]
        self.start = self.months[0]

    def _month(self, back):
        years, month = divmod(self.today.year * 12 + self.today.month - 1 - back, 12)
        return date(years, month + 1, 1)

    def workday(self, first, last):
        """A weekday between the two, as far as there is one up to today."""
        last = min(last, self.today)
        first = min(first, last)
        days = [first + timedelta(n) for n in range((last - first).days + 1)]
        return self.rng.choice([d for d in days if d.weekday() < 5] or days)

    def workday_in(self, month):
        next_month = (month + timedelta(31)).replace(day=1)
        return self.workday(month, next_month - timedelta(1))

    def moment(self, day):
        """A time of that day in office hours, as the UTC that the database holds."""
        # today's office hours may still lie ahead, and nothing is dated in the future
        hour = self.rng.choice([9, 10, 11, 13, 14, 15, 16, 17])
        hour = 0 if day >= self.today else hour
        return datetime.combine(day, time(hour, self.rng.randrange(60))) - UTC_OFFSET
