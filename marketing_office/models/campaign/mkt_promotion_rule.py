from odoo import api, fields, models

from ...tools.amount import LARGEST


class PromotionRule(models.Model):
    """The limits that sales promotions keep; they are records, since the law changes."""

    _name = "mkt.promotion.rule"
    _description = "Limits of Sales Promotions"
    _inherit = ["mkt.shared.mixin"]
    _order = "company_id, id"

    name = fields.Char("Rule", required=True, translate=True)
    active = fields.Boolean(default=True)
    prize_limit = fields.Monetary(
        "Largest Prize",
        required=True,
        help="No prize that is drawn is worth more.",
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    base_price_days = fields.Integer(
        "Days of the Base Price",
        required=True,
        default=7,
        help="A discount is counted from the lowest price of so many days before it.",
    )
    source = fields.Char(translate=True, help="The law or the rule that says so.")
    shared_id = fields.Many2one(
        "mkt.promotion.rule",
        "Adapted From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    adapted_ids = fields.One2many(
        "mkt.promotion.rule", "shared_id", context={"active_test": False}
    )

    _limits_sensible = models.Constraint(
        f"CHECK (prize_limit >= 0 AND prize_limit <= {LARGEST}"
        " AND base_price_days BETWEEN 1 AND 366)",
        "The prize cannot be negative, and the days are between 1 and 366.",
    )

    @api.model
    def _of(self, company):
        """The rule that holds in the company: its own before the one of all, or none."""
        # sudo: the limits hold whoever draws up the campaign
        rules = self.sudo()
        return rules.search(rules._domain_of(company), limit=1)
