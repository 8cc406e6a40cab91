from odoo import fields, models


class CoordinationKind(models.Model):
    _inherit = "mkt.coordination.kind"

    is_presales = fields.Boolean(
        "Pre-sales",
        help="What is asked for before the sale: its share of signed opportunities is"
        " shown in the sales funnel.",
    )
