from odoo import api, models

TEXTS = "description", "strengths", "weaknesses", "opportunities", "threats"


class PartnerMerge(models.TransientModel):
    """Two contacts that turn out to be one may both be competitors of a company."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        # sudo: who may merge contacts need not keep the market
        competitors = self.env["mkt.competitor"].sudo().with_context(active_test=False)
        partners = src_partners | dst_partner
        found = competitors.search([("partner_id", "in", partners.ids)])
        kept = competitors.browse()
        for same in found.grouped("company_id").values():
            first = same.filtered(lambda c: c.partner_id == dst_partner) or same[0]
            kept |= first
            for other in same - first:
                self._mkt_unite_competitors(other, first)
        result = super()._update_foreign_keys(src_partners, dst_partner)
        # the host has changed the contact behind the ORM's back
        self.env.add_to_compute(competitors._fields["name"], kept)
        return result

    def _mkt_unite_competitors(self, source, target):
        """All that is known of one competitor goes to the other, which stays."""
        for name in TEXTS:
            texts = dict.fromkeys(filter(None, (target[name], source[name])))
            target[name] = "\n".join(texts)
        target.active |= source.active
        known = {product.name: product for product in target.product_ids}
        for product in source.product_ids:
            if product.name in known:
                self._mkt_replace(product, known[product.name])
        lost = self._mkt_double_shares(source, target)
        note = self.env._(
            "%(competitor)s was the same contact: the two are one.",
            competitor=source.name,
        )
        self._mkt_replace(source, target)
        target.message_post(body="\n".join([note, *lost]))

    def _mkt_double_shares(self, source, target):
        """Of two shares in one market the target's stays; the other ones in words."""
        shares = target.env["mkt.competitor.share"]
        sizes = shares.search([("competitor_id", "=", target.id)]).size_id
        double = shares.search(
            [("competitor_id", "=", source.id), ("size_id", "in", sizes.ids)]
        )
        lost = [
            self.env._(
                "Its figure for %(size)s is not kept: %(figure)s, source: %(origin)s",
                size=share.size_id.display_name,
                figure=share.figure,
                origin=share.source or "",
            )
            for share in double
        ]
        double.unlink()
        return lost

    def _mkt_replace(self, source, target):
        """Whatever refers to the one record refers to the other; the first one goes."""
        self._update_foreign_keys_generic(source._name, source, target)
        self._update_reference_fields_generic(source._name, source, target)
        source.unlink()
