from odoo import fields, models


class ActivityType(models.Model):
    _inherit = "mail.activity.type"

    mkt_has_card = fields.Boolean(
        "Shown by a Card",
        help="The desk names the documents of such activities under a card of their own:"
        " they do not count among the other activities once more.",
    )
