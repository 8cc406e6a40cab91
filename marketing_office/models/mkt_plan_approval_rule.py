from odoo import fields, models


class PlanApprovalRule(models.Model):
    """Plans are decided on by the posts of the approval rules."""

    _inherit = "mkt.approval.rule"

    kind = fields.Selection(
        selection_add=[("plan", "Marketing Plan")], ondelete={"plan": "cascade"}
    )
