from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    mkt_reopen_days = fields.Integer(
        related="company_id.mkt_reopen_days", readonly=False
    )
    mkt_silence_days = fields.Integer(
        related="company_id.mkt_silence_days", readonly=False
    )
    mkt_close_days = fields.Integer(related="company_id.mkt_close_days", readonly=False)
    mkt_compensation_limit = fields.Monetary(
        related="company_id.mkt_compensation_limit", readonly=False
    )
    mkt_attachment_mb = fields.Integer(
        related="company_id.mkt_attachment_mb", readonly=False
    )
    mkt_recur_cases = fields.Integer(
        related="company_id.mkt_recur_cases", readonly=False
    )
    mkt_recur_days = fields.Integer(related="company_id.mkt_recur_days", readonly=False)
    mkt_recur_due_days = fields.Integer(
        related="company_id.mkt_recur_due_days", readonly=False
    )
    mkt_email_days = fields.Integer(related="company_id.mkt_email_days", readonly=False)
