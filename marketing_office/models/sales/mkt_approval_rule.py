from odoo import fields, models


class SalesPlanApprovalRule(models.Model):
    _inherit = "mkt.approval.rule"

    kind = fields.Selection(
        selection_add=[("sales_plan", "Sales Plan")],
        ondelete={"sales_plan": "cascade"},
    )
