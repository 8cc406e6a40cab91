from odoo import api, fields, models


class CustomerStanding(models.Model):
    """The part of the market to which the customer belongs."""

    _inherit = "mkt.customer.standing"

    segment_id = fields.Many2one("mkt.segment", compute="_compute_segment_id")

    @api.depends("partner_id.mkt_segment_id", "company_id")
    def _compute_segment_id(self):
        for company, standings in self.grouped("company_id").items():
            for standing in standings.with_company(company):
                standing.segment_id = standing.partner_id.mkt_segment_id
