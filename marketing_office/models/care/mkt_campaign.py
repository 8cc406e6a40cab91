from odoo import fields, models


class Campaign(models.Model):
    _inherit = "mkt.campaign"

    channel_partner_ids = fields.Many2many(
        "mkt.channel.partner",
        string="Together with Channel Partners",
        check_company=True,
    )
