from odoo import fields, models
from odoo.exceptions import UserError


class CampaignPart(models.AbstractModel):
    """A line of a campaign: it changes while the campaign is in draft, and only then."""

    _name = "mkt.campaign.part.mixin"
    _description = "Part of a Campaign"
    _inherit = ["mkt.approval.part.mixin", "mkt.open.part.mixin"]
    _approval_document = "campaign_id"
    _fixed_after_creation = ("campaign_id",)

    campaign_id = fields.Many2one(
        "mkt.campaign", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="campaign_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    def _check_document_open(self):
        # sudo: the state decides, whatever the user may read
        for campaign in self.sudo().campaign_id:
            if campaign.state != "draft":
                raise UserError(
                    self.env._(
                        "%(campaign)s has been submitted: withdraw it before you"
                        " change it.",
                        campaign=campaign.display_name,
                    )
                )
