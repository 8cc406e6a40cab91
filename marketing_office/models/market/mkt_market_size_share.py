from odoo import api, fields, models
from odoo.exceptions import UserError


class MarketSizeShare(models.Model):
    """The shares that follow from a market size, read from the one query for all rows."""

    _inherit = "mkt.market.size"

    own_sales = fields.Float(digits=(20, 2), compute="_compute_market_share")
    own_source = fields.Char("Source of Own Sales", compute="_compute_market_share")
    share_label = fields.Char("Own Share", compute="_compute_market_share")
    served_label = fields.Char("Of the Served Market", compute="_compute_market_share")
    relative_label = fields.Char(
        "Relative",
        compute="_compute_market_share",
        help="Own share ÷ that of the largest competitor.",
    )

    @api.depends(
        "segment_id.category_ids",
        "period_id",
        "measure",
        "basis",
        "size",
        "served_size",
        "share_ids.share",
    )
    @api.depends_context("lang")
    def _compute_market_share(self):
        # rows of the report have the ids of the sizes; an unsaved size has none yet
        shares = self.env["mkt.market.share"]._of(self._origin)
        by_id = {share.id: share for share in shares}
        labels = ("share_label", "served_label", "relative_label")
        for row in self:
            share = by_id.get(row._origin.id, shares.browse())
            row.own_sales = share.own_sales
            row.own_source = shares._own_source(row.basis, row.segment_id)
            for label in labels:
                row[label] = share[label] if share else self.env._("No data")

    def _supersede(self):
        self._check_whole()
        return super()._supersede()

    def _check_whole(self):
        """Own sales and competitors have room in a market that is put in force."""
        share = self.env["mkt.market.share"]._of(self)
        total = share.share + share.competitors_share
        if round(total, 2) > 100:
            raise UserError(
                self.env._(
                    "%(size)s: the own share of %(own)s and those of the competitors add"
                    " up to %(total).1f %%, more than the whole market.",
                    size=self.display_name,
                    own=share.share_label,
                    total=total,
                )
            )

    def action_view_sales(self):
        """The lines of the own sales, as far as the reader may see them."""
        self.ensure_one()
        self.check_access("read")
        return self.env["mkt.market.share"].browse(self.id).action_view_sales()
