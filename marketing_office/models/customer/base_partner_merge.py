from odoo import api, models


class PartnerMerge(models.TransientModel):
    """What is known of merged customers is kept."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        # sudo: whoever merges contacts need not be somebody who gives customers
        assignments = self.env["mkt.customer.assignment"].sudo()
        assignments._merge_into(src_partners, dst_partner)
        for model in ("mkt.contact.basis", "mkt.customer.standing"):
            # sudo: as above
            self.env[model].sudo()._merge_into(src_partners, dst_partner)
        result = super()._update_foreign_keys(src_partners, dst_partner)
        self.env.invalidate_all()
        dst_partner._mkt_follow_assignments()
        return result
