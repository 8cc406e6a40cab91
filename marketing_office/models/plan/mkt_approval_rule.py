from odoo import fields, models


class PlanApprovalRule(models.Model):
    """Plans, strategies and positionings are decided on by the posts of the rules."""

    _inherit = "mkt.approval.rule"

    kind = fields.Selection(
        selection_add=[
            ("plan", "Marketing Plan"),
            ("positioning", "Product Positioning"),
            ("brand_strategy", "Brand Strategy"),
        ],
        ondelete={
            "plan": "cascade",
            "positioning": "cascade",
            "brand_strategy": "cascade",
        },
    )
