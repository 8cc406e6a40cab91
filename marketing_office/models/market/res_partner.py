from odoo import fields, models

from ..customer.res_partner import OFFICE


class ResPartner(models.Model):
    _inherit = "res.partner"

    mkt_segment_id = fields.Many2one(
        "mkt.segment",
        "Segment",
        company_dependent=True,
        ondelete="restrict",
        domain="[('company_id', '=', allowed_company_ids[0])]",
        groups=OFFICE,
        help="The part of the market to which the customer belongs for this company.",
    )
