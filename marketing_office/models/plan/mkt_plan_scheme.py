from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ...tools.amount import LARGEST

CAMPAIGN_KINDS = [
    ("brand", "Brand Building"),
    ("advertising", "Advertising"),
    ("exhibition", "Exhibition"),
    ("promotion", "Sales Promotion"),
    ("online", "Online Promotion"),
    ("offline", "Offline Promotion"),
]


class PlanScheme(models.Model):
    """An activity that the plan provides for; a campaign carries it out."""

    _name = "mkt.plan.scheme"
    _description = "Activity Scheme"
    _inherit = ["mkt.plan.part.mixin"]
    _order = "plan_id, date_from, id"
    _check_company_auto = True
    _governed = ("previous_id",)

    plan_id = fields.Many2one("mkt.plan", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        related="plan_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    plan_state = fields.Selection(
        related="plan_id.state", store=True, string="Plan State"
    )
    previous_id = fields.Many2one(
        "mkt.plan.scheme",
        "In the Version Before",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    name = fields.Char("Activity Scheme", required=True)
    kind = fields.Selection(CAMPAIGN_KINDS, required=True, default="brand")
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("Until", required=True)
    department_id = fields.Many2one(
        "hr.department", required=True, ondelete="restrict", check_company=True
    )
    planned_cost = fields.Monetary()
    expected_result = fields.Char()
    product_tmpl_id = fields.Many2one(
        "product.template", "Product", ondelete="restrict", check_company=True
    )
    segment_id = fields.Many2one("mkt.segment", ondelete="restrict", check_company=True)

    _dates_in_order = models.Constraint(
        "CHECK (date_from <= date_to)", "A scheme cannot end before it begins."
    )
    _cost_sensible = models.Constraint(
        "CHECK (planned_cost IS NULL"
        f" OR planned_cost >= 0 AND planned_cost <= {LARGEST})",
        "The planned cost cannot be negative, nor more than 1,000,000,000,000.",
    )

    @api.constrains("date_from", "date_to", "plan_id")
    def _check_dates(self):
        for scheme in self:
            plan = scheme.plan_id
            if scheme.date_from < plan.date_from or scheme.date_to > plan.date_to:
                raise ValidationError(
                    self.env._(
                        "%(scheme)s lies outside the plan's period, %(period)s.",
                        scheme=scheme.name,
                        period=plan.period_id.display_name,
                    )
                )

    def _check_products(self):
        """Raise UserError where a product is not sold any more; called as superuser."""
        for scheme in self:
            if scheme.product_tmpl_id and not scheme.product_tmpl_id.active:
                raise UserError(
                    self.env._(
                        "%(scheme)s: %(product)s has been archived, choose a product"
                        " that is sold.",
                        scheme=scheme.name,
                        product=scheme.product_tmpl_id.name,
                    )
                )

    def _summary(self):
        """All that the scheme says, on one line."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        parts = (
            self.name,
            kinds[self.kind],
            " – ".join(
                format_date(self.env, day) for day in (self.date_from, self.date_to)
            ),
            self.department_id.name,
            self.currency_id.format(self.planned_cost),
            # sudo: the name of the product, for readers without its rights
            self.sudo().product_tmpl_id.name,
            self.segment_id.name,
            self.expected_result,
        )
        return " · ".join(filter(None, parts))
