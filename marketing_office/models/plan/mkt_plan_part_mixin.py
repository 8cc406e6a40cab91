from odoo import models
from odoo.exceptions import UserError


class PlanPart(models.AbstractModel):
    """A line of a plan: it changes while the plan is in draft, and only then."""

    _name = "mkt.plan.part.mixin"
    _description = "Part of a Marketing Plan"
    _inherit = ["mkt.approval.part.mixin", "mkt.open.part.mixin"]
    _approval_document = "plan_id"
    _fixed_after_creation = ("plan_id",)

    def _check_document_open(self):
        # sudo: the state decides, whatever the user may read
        for plan in self.sudo().plan_id:
            if plan.state != "draft":
                raise UserError(
                    self.env._(
                        "%(plan)s has been submitted: it changes by a revision.",
                        plan=plan.display_name,
                    )
                )
