from datetime import timedelta

from odoo import api, fields, models

from .mkt_sales_forecast import SCOPES

# the day of a month until which its forecast is made: a later one would know too much
MADE_UNTIL = 5


class SalesPlanForecast(models.Model):
    """What is still to come, and what the plan forecast for months that are over."""

    _inherit = "mkt.sales.plan"

    def _to_come(self):
        """What each line of people may still expect by the end of the period, {line: amount}."""
        today = self.company_id._mkt_today()
        return self._expected(
            max(self.date_from, today + timedelta(days=1)), self.date_to, today
        )

    def _expected(self, first, last, known_until):
        """What each line of people may expect from the first to the last day, {line: amount}."""
        if first > last:
            return {}
        found = self._find_sources(first, last, known_until)
        sums = self._sum_up(found, self._owner_lines())
        return {line: s["carried"] + s["pipeline"] for line, s in sums.items()}

    # ------------------------------------------------------------- kept

    @api.model
    def _cron_forecast(self):
        """Keep what is forecast for the month that begins, and what came in those past."""
        commit_progress = self.env["ir.cron"]._commit_progress
        plans = self._to_forecast()
        forecasts = self.env["mkt.sales.forecast"]._unsettled().grouped("plan_id")
        commit_progress(remaining=len(plans) + len(forecasts))
        for plan in plans.try_lock_for_update():
            plan._keep_forecast()
            if not commit_progress(1):
                return
        for plan, past in forecasts.items():
            if plan.try_lock_for_update():
                past._settle()
            if not commit_progress(1):
                return

    @api.model
    def _to_forecast(self):
        """Plans in force, longest period first, where a month has just begun."""
        companies = self.env["res.company"]._mkt_active()
        return self.search(
            fields.Domain("state", "=", "approved")
            & companies._mkt_today_domain(
                lambda day: (
                    fields.Domain("date_from", "<=", day)
                    & fields.Domain("date_to", ">=", day)
                    if day.day <= MADE_UNTIL
                    else fields.Domain.FALSE
                )
            ),
            order="date_from, date_to desc, id",
        )

    def _keep_forecast(self):
        """Keep what each line of people forecasts for this month, once; as superuser.

        It knows what was sold and asked for until the day before.
        """
        self.ensure_one()
        today = self.company_id._mkt_today()
        month = self.env["mkt.period"]._of(self.company_id, "month", today)
        lines = self._without_forecast(month)
        if not lines:
            return
        yesterday = today - timedelta(days=1)
        expected = self._expected(today, month.date_to, yesterday)
        sold = self._figures(month.date_from, yesterday) if today.day > 1 else None
        self.env["mkt.sales.forecast"].create(
            [
                {
                    "plan_id": self.id,
                    "period_id": month.id,
                    "kind": line.kind,
                    **{name: line[name].id for name in SCOPES.values() if name},
                    "made_on": today,
                    "forecast": self.currency_id.round(
                        expected[line] + (sold.actual(line) if sold else 0.0)
                    ),
                }
                for line in lines
            ]
        )

    def _without_forecast(self, month):
        """The plan's lines of people that have no forecast of the month yet."""
        there = self.env["mkt.sales.forecast"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("basis", "=", self.basis),
                ("period_id", "=", month.id),
            ]
        )
        known = {forecast._scope() for forecast in there}
        return self.line_ids._of_people().filtered(
            lambda line: line._scope() not in known
        )
