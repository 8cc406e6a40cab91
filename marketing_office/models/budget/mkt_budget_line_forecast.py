from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

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
        # whatever day it is where the company works
        today, one = fields.Date.today(), timedelta(days=1)
        near = Domain("date_from", "<=", today + one)
        near &= Domain("date_to", ">=", today - one)
        used = Domain("used_percent", ">=", ABOUT_TO_OVERRUN) | Domain(
            "overrun", ">", 0
        )
        lines = self.with_context(active_test=False).search(near | used, order="id")
        return Domain("id", "in", lines.filtered("is_short").ids)

    def action_forecast(self):
        """The months of the line with what is expected in each; they begin as planned."""
        self.check_access("read")
        lines = self.filtered(lambda line: line.state == "approved")
        # sudo: what nobody has confirmed yet stands as the plan has it
        self.env["mkt.budget.forecast"].sudo()._begin(lines)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_budget_forecast_action"
        )
        return {**action, "domain": [("line_id", "in", self.ids)], "context": {}}
