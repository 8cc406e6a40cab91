from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    mkt_appraisal_kind = fields.Selection(
        [
            ("month", "Month"),
            ("quarter", "Quarter"),
            ("year", "Year"),
            ("none", "By hand only"),
        ],
        "Appraised by",
        required=True,
        default="quarter",
        help="A round opens by itself when a period of this kind is closed.",
    )
