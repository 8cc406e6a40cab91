from odoo import api, fields, models


class PositioningDecision(models.Model):
    """What else is sold to the segment, for whoever is asked to approve a positioning."""

    _inherit = "mkt.positioning"

    similar_ids = fields.Many2many(
        "mkt.positioning",
        string="In Force in the Segment",
        compute="_compute_similar_ids",
        help="What the office has said of the products that it sells to the segment.",
    )

    @api.depends("segment_id", "company_id")
    @api.depends_context("uid")
    def _compute_similar_ids(self):
        for positioning in self:
            positioning.similar_ids = positioning._last_similar(
                [
                    ("segment_id", "=", positioning.segment_id.id),
                    ("state", "=", "approved"),
                ],
                "id desc",
            )
