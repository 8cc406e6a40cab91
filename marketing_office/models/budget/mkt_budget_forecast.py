from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.amount import LARGEST


class BudgetForecast(models.Model):
    """What a budget line is expected to spend in a month, and who has last said so."""

    _name = "mkt.budget.forecast"
    _description = "Budget Forecast"
    _inherit = ["mkt.governed.mixin"]
    _order = "month, department_id, category_id, id"
    _governed = ("confirmed_by_id", "confirmed_at")
    _fixed_after_creation = ("line_id", "month")

    line_id = fields.Many2one(
        "mkt.budget.line", "Budget Line", required=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="line_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    department_id = fields.Many2one(
        related="line_id.department_id", store=True, index=True
    )
    category_id = fields.Many2one(related="line_id.category_id", store=True)
    line_state = fields.Selection(related="line_id.state", store=True)
    month = fields.Date(required=True, help="Its first day.")
    amount = fields.Monetary("Expected Spending", required=True)
    planned = fields.Monetary("Planned Amount", compute="_compute_figures")
    reserved = fields.Monetary(compute="_compute_figures")
    spent = fields.Monetary(compute="_compute_figures")
    confirmed_by_id = fields.Many2one(
        "res.users", "Confirmed by", readonly=True, ondelete="restrict"
    )
    confirmed_at = fields.Datetime("Confirmed on", readonly=True)

    _month_uniq = models.UniqueIndex(
        "(line_id, month)", "The month has its forecast already: change that one."
    )
    _amount_sensible = models.Constraint(
        f"CHECK (amount >= 0 AND amount <= {LARGEST})",
        "A forecast is not negative, nor more than 1,000,000,000,000.",
    )

    @api.depends("line_id", "month")
    def _compute_figures(self):
        # what the reader may see of the lines is in the months that the reader sees
        months = self.env["mkt.budget.month"].search_fetch(
            [("line_id", "in", self.line_id.ids)],
            ["line_id", "month", "planned", "reserved", "spent"],
        )
        by_month = {(row.line_id, row.month): row for row in months}
        for forecast in self:
            row = by_month.get((forecast.line_id, forecast.month))
            for name in ("planned", "reserved", "spent"):
                forecast[name] = row[name] if row else 0

    @api.constrains("line_id", "month")
    def _check_month(self):
        for forecast in self:
            line, month = forecast.line_id, forecast.month
            first = line.date_from.replace(day=1)
            if month.day != 1 or not first <= month <= line.date_to:
                raise ValidationError(
                    self.env._(
                        "A forecast is for the first day of a month of the budget's"
                        " period."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        forecasts = super().create(vals_list)
        if not self.env.su:
            forecasts._confirm()
        return forecasts

    def write(self, vals):
        result = super().write(vals)
        if "amount" in vals and not self.env.su:
            self._confirm()
        return result

    def action_confirm(self):
        """Say that the forecasts still hold, as they stand."""
        self.check_access("write")
        self._confirm()

    def _confirm(self):
        for forecast in self:
            # sudo: the line's state decides, whatever the user may read
            if forecast.sudo().line_id.state != "approved":
                raise UserError(
                    self.env._("Only lines of budgets in force have a forecast.")
                )
        # sudo: governed fields; who may change the forecast confirms it by that
        self.sudo().write(
            {"confirmed_by_id": self.env.uid, "confirmed_at": fields.Datetime.now()}
        )

    @api.model
    def _begin(self, lines):
        """Forecasts of the months that have none, as planned; called as superuser."""
        there = {
            (forecast.line_id, forecast.month)
            for forecast in self.search([("line_id", "in", lines.ids)])
        }
        months = self.env["mkt.budget.month"].search(
            [("line_id", "in", lines.ids), ("is_planned", "=", True)]
        )
        return self.create(
            [
                {
                    "line_id": row.line_id.id,
                    "month": row.month,
                    "amount": row.planned,
                }
                for row in months
                if (row.line_id, row.month) not in there
            ]
        )
