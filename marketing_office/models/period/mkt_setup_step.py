from datetime import date, datetime, time

from odoo import models
from odoo.fields import Domain
from odoo.tools import format_list


class SetupStep(models.Model):
    _inherit = "mkt.setup.step"

    def _set_up_years(self):
        year = self.env.company._mkt_today().year
        return [year, year + 1]

    def _missing_calendar(self):
        """The years of which the company knows no public holiday, in words."""
        holidays = self.env["resource.calendar.leaves"]
        missing = [
            str(year)
            for year in self._set_up_years()
            if not holidays.search_count(
                Domain("resource_id", "=", False)
                & Domain("company_id", "in", [self.env.company.id, False])
                & Domain("date_from", "<", datetime(year + 1, 1, 1))
                & Domain("date_to", ">=", datetime.combine(date(year, 1, 1), time())),
                limit=1,
            )
        ]
        return missing and self.env._(
            "No public holidays of %(years)s", years=format_list(self.env, missing)
        )

    def _missing_periods(self):
        """The years without periods, in words."""
        periods = self.env["mkt.period"].search(
            [("company_id", "=", self.env.company.id), ("kind", "=", "year")]
        )
        there = {period.date_from.year for period in periods}
        missing = [str(year) for year in self._set_up_years() if year not in there]
        return missing and self.env._(
            "No periods of %(years)s", years=format_list(self.env, missing)
        )
