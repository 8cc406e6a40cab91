from datetime import UTC, datetime, timedelta

from pytz import timezone as pytz_timezone

from odoo import models
from odoo.tools.date_utils import float_to_time

from ...tools.working_time import RoundTheClock, WorkingTime

# a calendar that offers too few hours within these years has no deadline
HORIZON_YEARS = 10


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    def _mkt_working_time(self, company, start, now, seconds):
        """Timetable of the calendar in the company, make-up workdays included.

        It reaches from start to now (naive UTC) and on until `seconds` of work fit
        behind now, at most HORIZON_YEARS. No calendar, or one without fixed hours,
        counts round the clock.
        """
        if not self or self.flexible_hours or not self.attendance_ids:
            return RoundTheClock()
        days = min(max(31, seconds // 3600), HORIZON_YEARS * 366 + 1)
        while True:
            end = now + timedelta(days=days)
            timetable = WorkingTime(self._mkt_periods(company, start, end))
            if timetable.after(now, seconds) or days > HORIZON_YEARS * 366:
                return timetable
            days *= 4

    def _mkt_periods(self, company, start, end):
        zone = pytz_timezone(self.tz)
        # whole days, so that the hours of a make-up workday are not cut
        first = start - timedelta(days=2)
        last = end + timedelta(days=2)
        # sudo: calendars and make-up workdays are rules of the company, no secret
        intervals = self.sudo()._work_intervals_batch(
            first.replace(tzinfo=UTC),
            last.replace(tzinfo=UTC),
            domain=[
                ("time_type", "=", "leave"),
                ("company_id", "in", [company.id, False]),
            ],
            tz=zone,
        )[False]
        periods = [(_utc(begin), _utc(finish)) for begin, finish, _line in intervals]
        workdays = (
            # sudo: whoever reads a clock need not read the table of workdays
            self.env["mkt.makeup.workday"]
            .sudo()
            ._of_company(company, first.date(), last.date())
        )
        for workday in workdays:
            periods += self._mkt_hours_like(workday, zone)
        return periods

    def _mkt_hours_like(self, workday, zone):
        """Periods of work on a make-up workday: the hours of the weekday it stands for."""
        # sudo: working hours, as the host's own intervals read them
        lines = self.sudo().attendance_ids.filtered(
            lambda line: (
                line.dayofweek == workday.like_weekday
                and line.day_period != "lunch"
                and not line.display_type
            )
        )
        if self.two_weeks_calendar:
            week = str(lines.get_week_type(workday.date))
            lines = lines.filtered(lambda line: line.week_type == week)
        return [
            tuple(
                _utc(zone.localize(datetime.combine(workday.date, float_to_time(hour))))
                for hour in (line.hour_from, line.hour_to)
            )
            for line in lines
        ]


def _utc(moment):
    return moment.astimezone(UTC).replace(tzinfo=None)
