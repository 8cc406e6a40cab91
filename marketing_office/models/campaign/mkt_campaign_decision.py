from odoo import api, fields, models


class CampaignDecision(models.Model):
    """What campaigns of the kind have cost, for whoever is asked to approve one."""

    _inherit = "mkt.campaign"

    similar_ids = fields.Many2many(
        "mkt.campaign",
        string="Last Similar Campaigns",
        compute="_compute_similar_ids",
        help="Completed campaigns of the same kind, and what they cost.",
    )

    @api.depends("kind", "company_id")
    @api.depends_context("uid")
    def _compute_similar_ids(self):
        for campaign in self:
            campaign.similar_ids = campaign._last_similar(
                [("kind", "=", campaign.kind), ("state", "=", "closed")],
                "date_to desc, id desc",
            )
