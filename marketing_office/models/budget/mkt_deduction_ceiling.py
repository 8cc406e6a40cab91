from odoo import api, fields, models
from odoo.fields import Domain


class DeductionCeiling(models.Model):
    """How much of a cost tax law lets a company deduct, by its revenue of the year."""

    _name = "mkt.deduction.ceiling"
    _description = "Deductible Ceiling"
    _inherit = ["mkt.shared.mixin", "mkt.written.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    shared_id = fields.Many2one(
        "mkt.deduction.ceiling",
        "Adapted From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    adapted_ids = fields.One2many(
        "mkt.deduction.ceiling", "shared_id", context={"active_test": False}
    )
    category_ids = fields.Many2many(
        "mkt.budget.category", string="Costs", required=True, ondelete="restrict"
    )
    cost_rate = fields.Float(
        "Deductible Part of the Cost (%)", required=True, default=100, digits=(16, 2)
    )
    revenue_rate = fields.Float("At Most of Revenue (%)", required=True, digits=(16, 2))

    _rates_sensible = models.Constraint(
        "CHECK (cost_rate > 0 AND cost_rate <= 100"
        " AND revenue_rate > 0 AND revenue_rate <= 100)",
        "Rates are above zero, and no more than 100 percent.",
    )

    @api.model
    def _in_force(self, default, company):
        """What holds in the company in place of the shared ceiling; none if archived."""
        return self.with_context(active_test=False).search(
            self._domain_of(company)
            & (Domain("id", "=", default.id) | Domain("shared_id", "=", default.id)),
            limit=1,
        )
