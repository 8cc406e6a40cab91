from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.deletion import guards_deletion


class UtmCampaign(models.Model):
    """What others do to the host's campaign leaves ours, and its leads, as they are."""

    _inherit = "utm.campaign"

    # one at most; the link is unique
    mkt_campaign_ids = fields.One2many(
        "mkt.campaign",
        "utm_campaign_id",
        "Marketing Campaign",
        readonly=True,
        groups="marketing_office.group_member,marketing_office.group_leadership",
    )

    def action_mkt_campaign(self):
        """The campaign of the office behind the tag of leads and orders."""
        self.ensure_one()
        return self.mkt_campaign_ids._get_records_action()

    def write(self, vals):
        if not self.env.su and vals.keys() & {"active", "company_id", "name", "title"}:
            self._mkt_refuse_linked()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_linked(self):
        self._mkt_refuse_linked()

    def _mkt_refuse_linked(self):
        # sudo: the link holds, whatever the user may read
        campaigns = (
            self.env["mkt.campaign"]
            .sudo()
            .search([("utm_campaign_id", "in", self.ids)], limit=1)
        )
        if campaigns:
            raise UserError(
                self.env._(
                    "The leads and orders of the marketing campaign %(campaign)s carry"
                    " this campaign: it cannot be renamed, archived, merged or deleted.",
                    campaign=campaigns.name,
                )
            )
