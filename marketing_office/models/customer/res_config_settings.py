from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    mkt_new_days = fields.Integer(related="company_id.mkt_new_days", readonly=False)
    mkt_dormant_days = fields.Integer(
        related="company_id.mkt_dormant_days", readonly=False
    )
    mkt_lost_days = fields.Integer(related="company_id.mkt_lost_days", readonly=False)
    mkt_rhythm_percent = fields.Integer(
        related="company_id.mkt_rhythm_percent", readonly=False
    )
    mkt_holding_cap = fields.Integer(
        related="company_id.mkt_holding_cap", readonly=False
    )
    mkt_picks_a_day = fields.Integer(
        related="company_id.mkt_picks_a_day", readonly=False
    )
    mkt_pick_lock_days = fields.Integer(
        related="company_id.mkt_pick_lock_days", readonly=False
    )
