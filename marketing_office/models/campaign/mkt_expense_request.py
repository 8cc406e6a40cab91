from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ...tools.notification import notification
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

    over_campaign = fields.Char(
        compute="_compute_over_campaign",
        help="Whether the campaign goes beyond its planned cost by the request.",
    )

    @api.depends("campaign_id", "amount", "currency_id", "company_amount", "state")
    @api.depends_context("lang")
    def _compute_over_campaign(self):
        self.over_campaign = False
        asking = self.filtered(
            lambda r: r.campaign_id and r.state in ("draft", "submitted")
        )
        # sudo: all that is charged to the campaign counts, whoever asked for it
        charged = {
            campaign.id: spent + reserved
            for campaign, spent, reserved in self.sudo()._read_group(
                [("campaign_id", "in", asking.campaign_id.ids)],
                ["campaign_id"],
                ["spent:sum", "reserved:sum"],
            )
        }
        for request in asking:
            request.over_campaign = request._tell_over_campaign(charged)

    def _tell_over_campaign(self, charged):
        """How far the campaign goes beyond its planned cost; False where it does not."""
        # sudo: what was planned, for whoever may charge the campaign
        campaign, currency = self.campaign_id.sudo(), self.company_currency_id
        asked = self.company_amount
        if self.state == "draft":
            asked = self._in_company_currency(self.amount, self.currency_id)
        total = charged.get(campaign._origin.id, 0) + asked
        if currency.compare_amounts(total, campaign.planned_cost) <= 0:
            return False
        return self.env._(
            "%(campaign)s costs %(total)s with this request, more than the planned"
            " %(planned)s.",
            campaign=campaign.name,
            total=currency.format(total),
            planned=currency.format(campaign.planned_cost),
        )

    def action_submit(self):
        """Say at once where a campaign goes beyond its planned cost; its approver reads it."""
        return super().action_submit() or self._warn_of_campaigns()

    def _warn_of_campaigns(self):
        over = self.filtered("over_campaign")
        if not over:
            return None
        return notification(
            "\n".join(over.mapped("over_campaign")),
            type="warning",
            sticky=True,
            title=self.env._("Submitted, beyond the planned cost"),
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
