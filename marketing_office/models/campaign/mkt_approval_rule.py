from odoo import fields, models


class CampaignApprovalRule(models.Model):
    _inherit = "mkt.approval.rule"

    kind = fields.Selection(
        selection_add=[
            ("campaign", "Campaign"),
            ("material", "Promotional Material"),
        ],
        ondelete={"campaign": "cascade", "material": "cascade"},
    )
