from odoo import fields, models


class ApprovalRule(models.Model):
    """Budgets, transfers and requests are decided on by the posts of the approval rules."""

    _inherit = "mkt.approval.rule"

    kind = fields.Selection(
        selection_add=[
            ("budget", "Budget"),
            ("transfer", "Budget Transfer"),
            ("expense", "Expense Request"),
            ("overrun", "Overrun of a Budget Line"),
        ],
        ondelete={
            "budget": "cascade",
            "transfer": "cascade",
            "expense": "cascade",
            "overrun": "cascade",
        },
    )
