from odoo import api, fields, models


class CompetitorShare(models.Model):
    """What a competitor sold of a market in the period of its size."""

    _name = "mkt.competitor.share"
    _description = "Competitor's Share"
    _inherit = ["mkt.open.part.mixin"]
    _order = "size_id, share desc, id"
    _check_company_auto = True
    _fixed_after_creation = ("size_id",)

    size_id = fields.Many2one(
        "mkt.market.size", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="size_id.company_id", store=True, index=True)
    competitor_id = fields.Many2one(
        "mkt.competitor",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    given = fields.Selection(
        [("share", "Share (%)"), ("sales", "Sales Figure")],
        "Known Is the",
        required=True,
        default="share",
    )
    figure = fields.Float(digits=(20, 2), required=True)
    share = fields.Float(
        "Competitor's Share (%)",
        digits=(16, 4),
        compute="_compute_share",
        store=True,
        aggregator="avg",
    )
    source = fields.Char(required=True)

    _competitor_uniq = models.UniqueIndex(
        "(size_id, competitor_id)", "The competitor has a share here already."
    )
    _figure_not_negative = models.Constraint(
        "CHECK (figure >= 0)", "A competitor's share cannot be negative."
    )

    @api.depends("given", "figure", "size_id.size")
    def _compute_share(self):
        for line in self:
            if line.given == "share":
                line.share = line.figure
            else:
                size = line.size_id.size
                line.share = 100 * line.figure / size if size else 0

    @api.constrains("share", "size_id")
    def _check_sum(self):
        self.size_id._check_shares()

    def _check_document_open(self):
        self.size_id._check_draft()
        self.size_id._note_author()
