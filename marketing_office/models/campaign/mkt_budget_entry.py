from odoo import fields, models


class CampaignBudgetEntry(models.Model):
    _inherit = "mkt.budget.entry"

    campaign_id = fields.Many2one("mkt.campaign", index="btree_not_null")
