from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ...tools.amount import LARGEST


class BudgetShare(models.Model):
    """What of a budget line's amount is planned for a month; drawn up with the line."""

    _name = "mkt.budget.share"
    _description = "Monthly Share of a Budget Line"
    _inherit = ["mkt.open.part.mixin", "mkt.approval.part.mixin"]
    _approval_document = "budget_id"
    _order = "line_id, month, id"
    _fixed_after_creation = ("line_id", "month")

    line_id = fields.Many2one(
        "mkt.budget.line", "Budget Line", required=True, ondelete="cascade"
    )
    budget_id = fields.Many2one(related="line_id.budget_id")
    company_id = fields.Many2one(
        related="line_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    month = fields.Date(required=True, help="Its first day.")
    planned = fields.Monetary("Planned Amount", required=True, default=0)

    _month_uniq = models.UniqueIndex(
        "(line_id, month)", "The month has its share already: change that one."
    )
    _planned_sensible = models.Constraint(
        f"CHECK (planned >= 0 AND planned <= {LARGEST})",
        "A share is not negative, nor more than 1,000,000,000,000.",
    )

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for share in self:
            share.display_name = format_date(
                self.env, share.month, date_format="yyyy-MM"
            )

    @api.constrains("line_id", "month")
    def _check_month(self):
        for share in self:
            if share.month not in share.budget_id._months():
                raise ValidationError(
                    self.env._(
                        "A share is for the first day of a month of the budget's"
                        " period."
                    )
                )

    def _check_document_open(self):
        self.line_id._check_budget_is_draft()
