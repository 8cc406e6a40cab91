from odoo import api, models


class PartnerMerge(models.TransientModel):
    """Two contacts that turn out to be one may both be asked in a wave."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        # sudo: who may merge contacts need not see the answers
        asked = (
            self.env["survey.user_input"]
            .sudo()
            .with_context(active_test=False)
            .search(
                [
                    ("mkt_wave_id", "!=", False),
                    ("partner_id", "in", (src_partners | dst_partner).ids),
                ]
            )
        )
        for same in asked.grouped("mkt_wave_id").values():
            # one customer, one voice: the first answer; the others stay in the survey
            first = same.sorted(lambda s: (not s.mkt_is_answered, s.id))[0]
            (same - first).mkt_wave_id = False
        return super()._update_foreign_keys(src_partners, dst_partner)
