from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from .mkt_campaign import CHARGEABLE


class CampaignExpenseRequest(models.Model):
    """Expenses of a campaign: only an approved one may be charged."""

    _inherit = "mkt.expense.request"
    _approval_content = ("campaign_id",)

    campaign_id = fields.Many2one(
        "mkt.campaign",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        check_company=True,
        domain="[('state', 'in', ('approved', 'running')),"
        " ('company_id', '=', company_id)]",
    )

    @api.constrains("campaign_id")
    def _check_campaign(self):
        for request in self:
            # sudo: the campaign's state decides, whatever the user may read
            campaign = request.sudo().campaign_id
            if campaign and campaign.state not in CHARGEABLE:
                raise ValidationError(
                    self.env._(
                        "%(campaign)s is not approved, or over: nothing can be spent"
                        " on it.",
                        campaign=campaign.name,
                    )
                )

    def _check_charge(self):
        result = super()._check_charge()
        self._check_campaign()
        campaign = self.campaign_id
        if campaign and self.date > campaign.date_to:
            raise UserError(
                self.env._(
                    "%(date)s is after the end of %(campaign)s.",
                    date=format_date(self.env, self.date),
                    campaign=campaign.name,
                )
            )
        return result

    def _entry_vals(self):
        return {**super()._entry_vals(), "campaign_id": self.campaign_id.id}
