from odoo import api, fields, models
from odoo.exceptions import ValidationError


class GradeRule(models.Model):
    """From which figures on a customer has a grade, and how long one may keep the customer."""

    _name = "mkt.grade.rule"
    _description = "Grade Rule"
    _inherit = ["mkt.shared.mixin"]
    _order = "grade_id, id"
    _rec_name = "grade_id"

    grade_id = fields.Many2one(
        "mkt.customer.grade", required=True, index=True, ondelete="restrict"
    )
    shared_id = fields.Many2one(
        "mkt.grade.rule",
        "Adapted From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    adapted_ids = fields.One2many("mkt.grade.rule", "shared_id")
    revenue_from = fields.Float(
        digits=(16, 2),
        help="Untaxed orders of the last 365 days, in the company's currency.",
    )
    growth_from = fields.Float(
        "Growth From (%)", help="Against the 365 days before; 0: whatever it is."
    )
    potential_from = fields.Float(
        "Or Potential From",
        digits=(16, 2),
        help="Revenue of a year that a manager expects, in the company's currency; 0:"
        " potential gives nobody this grade.",
    )
    idle_days = fields.Integer(
        "Released After (Days)",
        help="Days without an order, a contact or a running agreement after which the"
        " customer goes back to the pool; 0: never.",
    )
    remind_days = fields.Integer("Reminder Before (Days)", default=7)

    _days_positive = models.Constraint(
        "CHECK (idle_days >= 0 AND remind_days >= 0 AND revenue_from >= 0"
        " AND potential_from >= 0)",
        "Amounts and days are not negative.",
    )

    @api.depends_context("lang")
    def _compute_display_name(self):
        return super()._compute_display_name()

    @api.constrains("grade_id", "company_id")
    def _check_one_each(self):
        for rule in self:
            # not in the database: the company may be empty
            same = self.search_count(
                [
                    ("grade_id", "=", rule.grade_id.id),
                    ("company_id", "=", rule.company_id.id),
                ]
            )
            if same > 1:
                raise ValidationError(
                    self.env._(
                        "There is a rule for %(grade)s already: change that one.",
                        grade=rule.grade_id.name,
                    )
                )

    @api.model
    def _of(self, company):
        """The rules that hold in the company, the best grade first; called as superuser."""
        rules = self.search(self._domain_of(company))
        return rules.filtered("grade_id.active").sorted("grade_id")
