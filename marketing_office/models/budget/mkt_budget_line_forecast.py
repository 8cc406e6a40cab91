from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

ABOUT_TO_OVERRUN = 90  # percent


class BudgetForecast(models.Model):
    """Where the spending of a budget line leads by the end of its period."""

    _inherit = "mkt.budget.line"

    forecast = fields.Monetary(
        compute="_compute_forecast",
        help="Spent and reserved, and as much per day until the end of the period as"
        " was spent per day so far.",
    )
    is_short = fields.Boolean(
        "About to Overrun",
        compute="_compute_is_short",
        search="_search_is_short",
        help="Overrun already, 90 % used, or by its forecast to be overrun before the"
        " period ends.",
    )

    @api.depends("reserved", "spent", "date_from", "date_to")
    def _compute_forecast(self):
        today = {company: company._mkt_today() for company in self.company_id}
        for line in self:
            line.forecast = line.reserved + line.spent
            day = today.get(line.company_id)
            if day and line.date_from and line.date_from <= day < line.date_to:
                past = (day - line.date_from).days + 1
                to_come = (line.date_to - day).days
                line.forecast += line.spent / past * to_come

    @api.depends("used_percent", "overrun", "planned", "forecast")
    def _compute_is_short(self):
        for line in self:
            limit = line.planned + line.overrun
            line.is_short = (
                line.used_percent >= ABOUT_TO_OVERRUN
                or line.overrun > 0
                or line.currency_id.compare_amounts(line.forecast, limit) > 0
            )

    def _search_is_short(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: the day and the money of each company; the lines follow the rules
        companies = self.env["res.company"].sudo().search([("active", "=", True)])
        by_day = companies.grouped(lambda c: (c._mkt_today(), c.currency_id))
        return Domain.OR(
            [
                [("used_percent", ">=", ABOUT_TO_OVERRUN)],
                [("overrun", ">", 0)],
                *(
                    Domain("company_id", "in", some.ids)
                    & Domain.custom(to_sql=self._forecast_over_limit(day, currency))
                    for (day, currency), some in by_day.items()
                ),
            ]
        )

    @api.model
    def _forecast_over_limit(self, day, currency):
        """SQL of `_compute_is_short`'s third reason on a day, for a custom domain."""

        def to_sql(model, alias, query):
            columns = {
                name: model._field_to_sql(alias, name, query)
                for name in ("planned", "overrun", "reserved", "spent")
                + ("date_from", "date_to")
            }
            return SQL(
                """%(date_from)s <= %(day)s AND %(day)s < %(date_to)s
                AND ROUND((%(reserved)s + %(spent)s
                    + %(spent)s / (%(day)s - %(date_from)s + 1)
                        * (%(date_to)s - %(day)s)) / %(rounding)s) * %(rounding)s
                    > %(planned)s + %(overrun)s""",
                day=SQL("%s::date", day),
                rounding=SQL("%s::numeric", currency.rounding),
                **columns,
            )

        return to_sql
