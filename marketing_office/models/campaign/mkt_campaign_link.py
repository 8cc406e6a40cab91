import base64

from reportlab.graphics.barcode import createBarcodeDrawing

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.deletion import guards_deletion
from ...tools.web_address import has_credentials, is_below, web_address
from .mkt_campaign import CHARGEABLE

# of the picture, in points
QR_SIZE = 300


class CampaignLink(models.Model):
    """Where a poster, a stand or a post leads, counted by the host's link tracker."""

    _name = "mkt.campaign.link"
    _description = "Tracked Link of a Campaign"
    _inherit = ["mkt.governed.mixin"]
    _order = "campaign_id, id"
    _governed = ("tracker_id",)
    _fixed_after_creation = ("campaign_id", "url", "medium_id", "source_id")

    campaign_id = fields.Many2one(
        "mkt.campaign",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('state', 'in', ('approved', 'running'))]",
    )
    company_id = fields.Many2one(related="campaign_id.company_id", store=True)
    campaign_state = fields.Selection(related="campaign_id.state")
    name = fields.Char(
        "Poster or Place", required=True, help="Where people find the link or the code."
    )
    url = fields.Char("Leads to", required=True)
    medium_id = fields.Many2one("utm.medium", "Channel", ondelete="restrict")
    source_id = fields.Many2one("utm.source", "Lead Source", ondelete="restrict")
    tracker_id = fields.Many2one(
        "link.tracker", readonly=True, copy=False, ondelete="restrict"
    )
    short_url = fields.Char("Tracked Link", related="tracker_id.short_url")
    click_count = fields.Integer("Visits", related="tracker_id.count")

    _tracker_uniq = models.Constraint(
        "UNIQUE (tracker_id)", "This link belongs to another place already."
    )

    @api.constrains("url")
    def _check_url(self):
        for link in self:
            parts = web_address(link.url)
            if not parts:
                raise ValidationError(
                    self.env._(
                        "%(link)s: give the whole address, with https:// before it and"
                        " without blanks.",
                        link=link.name,
                    )
                )
            if has_credentials(parts):
                raise ValidationError(
                    self.env._(
                        "%(link)s: an address that everybody sees carries no user name"
                        " and no password.",
                        link=link.name,
                    )
                )
            if is_below(parts, link.get_base_url(), "r"):
                raise ValidationError(
                    self.env._(
                        "%(link)s: this is a tracked link already. Give the address to"
                        " which it leads.",
                        link=link.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        links = super().create(vals_list)
        for link in links:
            link._check_campaign()
            link._track()
        return links

    def _check_campaign(self):
        # sudo: the state decides, whatever the user may read
        campaign = self.sudo().campaign_id
        if campaign.state not in CHARGEABLE or not campaign.utm_campaign_id:
            raise UserError(
                self.env._(
                    "%(campaign)s is not approved: its links are made afterwards.",
                    campaign=campaign.display_name,
                )
            )

    def _track(self):
        # sudo: trackers belong to Settings; the user was let make the link
        link = self.sudo()
        campaign = link.campaign_id
        # shown as it is counted
        link.medium_id = link.medium_id or campaign.medium_id
        link.source_id = link.source_id or campaign.source_id
        link.tracker_id = (
            self.env["link.tracker"]
            .sudo()
            .create(
                {
                    "url": link.url,
                    # given here, so that the host does not fetch the page
                    "title": link.name,
                    # two places may lead to the same page
                    "label": f"{link.name} ({link.id})",
                    "campaign_id": campaign.utm_campaign_id.id,
                    "medium_id": link.medium_id.id,
                    "source_id": link.source_id.id,
                }
            )
        )

    def _qr_picture(self):
        """The code of the tracked link as the source of a picture, sharp at every size.

        The host draws codes as pixels, for which its drawing library must be installed.
        """
        drawing = createBarcodeDrawing(
            "QR", value=self.short_url, width=QR_SIZE, height=QR_SIZE
        )
        picture = base64.b64encode(drawing.asString("svg").encode()).decode()
        return f"data:image/svg+xml;base64,{picture}"

    @guards_deletion
    def _unlink_except_unused(self):
        for link in self:
            # sudo: visits count, whatever the user may read
            if link.sudo().click_count:
                raise UserError(
                    self.env._(
                        "%(link)s has been visited and stays on record.", link=link.name
                    )
                )
