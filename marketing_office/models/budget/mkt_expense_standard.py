from odoo import fields, models

from ...tools.amount import LARGEST


class ExpenseStandard(models.Model):
    """What the company lets one unit of an expense cost, such as a night in a hotel."""

    _name = "mkt.expense.standard"
    _description = "Standard of Spending"
    _inherit = ["mkt.written.mixin"]
    _order = "category_id, sequence, id"
    _check_company_auto = True

    name = fields.Char("Standard", required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    category_id = fields.Many2one(
        "mkt.budget.category",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('is_in_force', '=', True)]",
    )
    unit = fields.Char(required=True, help="What is counted, such as person and night.")
    amount = fields.Monetary("At Most per Unit", required=True)
    is_strict = fields.Boolean(
        "Never Exceeded",
        help="Requests beyond it are refused; otherwise they say why they need more.",
    )

    _amount_sensible = models.Constraint(
        f"CHECK (amount > 0 AND amount <= {LARGEST})",
        "Enter an amount above zero, and at most 1,000,000,000,000.",
    )
    _name_uniq = models.UniqueIndex(
        "(company_id, category_id, name) WHERE active",
        "The category has this standard already.",
    )
