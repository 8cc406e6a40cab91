from odoo import fields, models


class BudgetCategory(models.Model):
    """What the office spends money on."""

    _name = "mkt.budget.category"
    _description = "Budget Category"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(copy=False)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "This category exists already."
    )
