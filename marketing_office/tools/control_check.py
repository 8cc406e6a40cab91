"""What a control looks at: a population, and those in it that are as the rule says."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta


@dataclass(frozen=True)
class ControlWindow:
    """The days that count: from `start` to before `stop`, and the same as moments (UTC)."""

    start: date
    stop: date
    start_at: datetime
    stop_at: datetime
    today: date
    now: datetime

    @property
    def last_day(self):
        return self.stop - timedelta(days=1)

    def covers(self, first, last):
        """Domain: the days from the one date to the other cover the window's last day."""
        return [(first, "<=", self.last_day), (last, ">=", self.last_day)]

    def under_way(self, first, last):
        """Domain: some of the days from the one date to the other lie in the window."""
        return [(first, "<", self.stop), (last, ">=", self.start)]

    def days(self, name):
        """Domain: the date lies in the window."""
        return [(name, ">=", self.start), (name, "<", self.stop)]

    def past_days(self, name):
        """Domain: the date lies in the window, and the day is over."""
        return [(name, ">=", self.start), (name, "<", min(self.stop, self.today))]

    def moments(self, name):
        """Domain: the date and time lies in the window."""
        return [(name, ">=", self.start_at), (name, "<", self.stop_at)]


@dataclass(frozen=True)
class ControlCheck:
    """Records of a model that should be as a rule says, and the domain of those that are.

    A check counts what is there (`is_least`: at least so many), or it is the share of
    the population that is as it should be. `is_state` says that only today can tell:
    of a period that is over nothing is known afterwards. `company` is the field of the
    records' company, or None where they belong to all.
    """

    model: str
    population: list
    observed: list = field(default_factory=list)
    is_least: bool = False
    is_state: bool = False
    company: str | None = "company_id"
    context: dict = field(default_factory=dict)


def in_force(model, window):
    """The check that an approved document of the model covers today."""
    return ControlCheck(
        model=model,
        population=[
            ("state", "in", ("approved", "closed")),
            *window.covers("date_from", "date_to"),
        ],
        is_least=True,
        is_state=True,
    )
