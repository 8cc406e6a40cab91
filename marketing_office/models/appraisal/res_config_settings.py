from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    mkt_appraisal_kind = fields.Selection(
        related="company_id.mkt_appraisal_kind", readonly=False, required=True
    )
