from odoo import api, models
from odoo.exceptions import UserError

from ...tools.deletion import guards_deletion


class PlanPart(models.AbstractModel):
    """A line of a plan: it changes while the plan is in draft, and only then."""

    _name = "mkt.plan.part.mixin"
    _description = "Part of a Marketing Plan"
    _inherit = ["mkt.approval.part.mixin"]
    _approval_document = "plan_id"
    _fixed_after_creation = ("plan_id",)

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._check_plan_is_draft()
        return parts

    def write(self, vals):
        self._check_plan_is_draft()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_draft(self):
        self._check_plan_is_draft()

    def _check_plan_is_draft(self):
        if self.env.su:
            return
        # sudo: the state decides, whatever the user may read
        for plan in self.sudo().plan_id:
            if plan.state != "draft":
                raise UserError(
                    self.env._(
                        "%(plan)s has been submitted: it changes by a revision.",
                        plan=plan.display_name,
                    )
                )
