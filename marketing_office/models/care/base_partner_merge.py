from odoo import api, models


class PartnerMerge(models.TransientModel):
    """Contacts, calls and agreements of merged customers are kept."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        partners = src_partners | dst_partner
        # sudo: whoever merges contacts need not be somebody who works with them
        env = self.sudo().env
        env["mkt.channel.partner"]._check_merge(partners)
        env["mkt.care.contact"]._merge_into(partners, dst_partner)
        env["mkt.call"]._merge_into(partners, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)
