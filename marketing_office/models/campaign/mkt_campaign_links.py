from odoo import fields, models


class CampaignLinks(models.Model):
    """The posters and places of a campaign from which people find the way to it."""

    _inherit = "mkt.campaign"

    link_ids = fields.One2many("mkt.campaign.link", "campaign_id", "Tracked Links")

    def action_print_links(self):
        """The sheet with the codes of the campaign's posters and places."""
        self.ensure_one()
        self.check_access("read")
        report = self.env.ref("marketing_office.mkt_campaign_link_report")
        return report.report_action(self)
