from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    mkt_price_alert = fields.Float(related="company_id.mkt_price_alert", readonly=False)
    mkt_observe_days = fields.Integer(
        related="company_id.mkt_observe_days", readonly=False
    )
