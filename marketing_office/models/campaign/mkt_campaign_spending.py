from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .mkt_campaign import CHARGEABLE


class CampaignSpending(models.Model):
    _inherit = "mkt.campaign"

    expense_request_ids = fields.One2many(
        "mkt.expense.request", "campaign_id", readonly=True, copy=False
    )
    is_over_cost = fields.Boolean(
        "Over Planned Cost",
        compute="_compute_is_over_cost",
        search="_search_is_over_cost",
        help="What is spent and reserved goes beyond the planned cost.",
    )

    @api.depends(
        "planned_cost", "expense_request_ids.reserved", "expense_request_ids.spent"
    )
    def _compute_is_over_cost(self):
        over = self._over_cost(Domain("campaign_id", "in", self.ids))
        for campaign in self:
            campaign.is_over_cost = campaign._origin in over

    def _search_is_over_cost(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("id", "in", self._over_cost(Domain("campaign_id", "!=", False)).ids)]

    @api.model
    def _over_cost(self, charged):
        """Campaigns over their planned cost, of those to which such requests are charged."""
        # sudo: all that is charged counts, whosoever requested it
        requests = self.env["mkt.expense.request"].sudo()
        totals = requests._read_group(
            charged, ["campaign_id"], ["spent:sum", "reserved:sum"]
        )
        return self.browse(
            campaign.id
            for campaign, spent, reserved in totals
            if campaign.currency_id.compare_amounts(
                spent + reserved, campaign.planned_cost
            )
            > 0
        )

    def _check_closing(self):
        result = super()._check_closing()
        self._check_requests_done()
        return result

    def _check_cancelling(self):
        result = super()._check_cancelling()
        self._check_requests_done()
        self._check_nothing_spent()
        return result

    def _check_requests_done(self):
        self.ensure_one()
        # sudo: requests of others count as well
        waiting = self.sudo().expense_request_ids.filtered(
            lambda r: r.state in ("submitted", "approved")
        )
        if waiting:
            raise UserError(
                self.env._(
                    "%(campaign)s: settle or cancel %(request)s first.",
                    campaign=self.name,
                    request=waiting[0].display_name,
                )
            )

    def _check_nothing_spent(self):
        # sudo: requests of others count as well
        if any(request.spent for request in self.sudo().expense_request_ids):
            raise UserError(
                self.env._(
                    "%(campaign)s: money has been spent, complete it instead.",
                    campaign=self.name,
                )
            )

    def action_request_expense(self):
        """A new expense request that is charged to the campaign."""
        self.ensure_one()
        self._check_state(*CHARGEABLE)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Expense Request"),
            "res_model": "mkt.expense.request",
            "view_mode": "form",
            "context": {
                "default_campaign_id": self.id,
                "default_name": self.name,
                "default_description": self.objective,
            },
        }

    def action_view_expense_requests(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "mkt.expense.request",
            "view_mode": "list,form",
            "domain": [("campaign_id", "=", self.id)],
            "name": self.env._("Expense Requests"),
        }
