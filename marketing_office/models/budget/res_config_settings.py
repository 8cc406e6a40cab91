from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    mkt_overbudget = fields.Selection(
        related="company_id.mkt_overbudget", readonly=False, required=True
    )
