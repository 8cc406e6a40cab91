from odoo import fields, models


class PlanApprovalRule(models.Model):
    """Plans and positionings are decided on by the posts of the approval rules."""

    _inherit = "mkt.approval.rule"

    kind = fields.Selection(
        selection_add=[
            ("plan", "Marketing Plan"),
            ("positioning", "Product Positioning"),
        ],
        ondelete={"plan": "cascade", "positioning": "cascade"},
    )
