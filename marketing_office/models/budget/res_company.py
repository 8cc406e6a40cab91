from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    mkt_overbudget = fields.Selection(
        [("refuse", "Refuse"), ("warn", "Ask the Leadership")],
        "Requests Over Budget",
        required=True,
        default="refuse",
    )
