from odoo import fields, models


class ApprovalRule(models.Model):
    _inherit = "mkt.approval.rule"

    kind = fields.Selection(
        selection_add=[("training", "Training Plan")],
        ondelete={"training": "cascade"},
    )
