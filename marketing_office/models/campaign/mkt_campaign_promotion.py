from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...tools.amount import LARGEST
from ...tools.optional import OptionalFloat, OptionalInteger, OptionalMonetary
from .mkt_campaign_figures import FIGURE_GROUPS

# what is aimed at, and the figure that it is compared with
GOALS = {
    "lead_goal": "lead_count",
    "revenue_goal": "revenue_invoiced",
    "awareness_goal": "awareness_after",
}


def attained(label):
    return OptionalFloat(
        label, compute="_compute_attained", groups=FIGURE_GROUPS, digits=(16, 1)
    )


class CampaignPromotion(models.Model):
    """The conditions that campaigns keep, their prizes and discounts, and their goals."""

    _inherit = "mkt.campaign"
    _approval_content = (
        "check_ids",
        "offer_ids",
        "largest_prize",
        *GOALS,
    )

    check_ids = fields.One2many("mkt.campaign.check", "campaign_id", "Conditions")
    offer_ids = fields.One2many(
        "mkt.campaign.offer", "campaign_id", "Discounts", copy=True
    )
    largest_prize = fields.Monetary(
        "Largest Prize Drawn", help="Empty where no prizes are drawn."
    )
    lacks_checks = fields.Boolean(
        "Conditions Have Changed",
        compute="_compute_lacks_checks",
        help="The list of conditions is not what it was when the campaign was drawn up.",
    )
    prize_limit = fields.Monetary(
        "Limit of Prizes",
        compute="_compute_prize_limit",
        help="In the company's currency, by the rule that holds in the company.",
    )
    base_price_days = fields.Integer(
        "Days of the Base Price",
        compute="_compute_prize_limit",
        help="A discount is counted from the lowest price of so many days before it.",
    )
    lead_goal = OptionalInteger("Leads Aimed at", tracking=True)
    revenue_goal = OptionalMonetary("Revenue Aimed at", tracking=True)
    awareness_goal = OptionalFloat(
        "Awareness Aimed at (%)", digits=(16, 1), tracking=True
    )
    lead_attained = attained("Leads Attained (%)")
    revenue_attained = attained("Revenue Attained (%)")
    awareness_attained = attained("Awareness Attained (%)")

    _goals_sensible = models.Constraint(
        "CHECK (COALESCE(lead_goal, 1) > 0 AND COALESCE(revenue_goal, 1) > 0"
        f" AND COALESCE(revenue_goal, 1) <= {LARGEST}"
        " AND COALESCE(awareness_goal, 1) > 0 AND COALESCE(awareness_goal, 1) <= 100)",
        "A goal is more than nothing, and awareness is 100 % at most.",
    )
    _prize_sensible = models.Constraint(
        f"CHECK (COALESCE(largest_prize, 0) BETWEEN 0 AND {LARGEST})",
        "A prize is worth something, and not more than a budget can hold.",
    )

    @api.depends("company_id", "date_from")
    def _compute_prize_limit(self):
        rules = self.env["mkt.promotion.rule"]
        of_company = {
            company: rules._of(company) for company in {c.company_id for c in self}
        }
        for campaign in self:
            company = campaign.company_id
            rule = of_company[company]
            campaign.base_price_days = rule.base_price_days
            campaign.prize_limit = rule.currency_id._convert(
                rule.prize_limit,
                company.currency_id,
                company,
                campaign.date_from or fields.Date.context_today(campaign),
            )

    @api.depends("kind", "company_id", "check_ids.condition_id", "state")
    def _compute_lacks_checks(self):
        wanted = self._conditions()
        for campaign in self:
            asked = wanted[campaign.company_id, campaign.kind]
            campaign.lacks_checks = (
                campaign.state == "draft" and campaign.check_ids.condition_id != asked
            )

    @api.depends(*GOALS, *GOALS.values())
    @api.depends_context("uid")
    def _compute_attained(self):
        for campaign in self:
            for goal, figure in GOALS.items():
                aim, reached = campaign[goal], campaign[figure]
                name = goal.replace("_goal", "_attained")
                known = aim is not False and reached is not False
                campaign[name] = known and 100 * reached / aim

    # ------------------------------------------------------------- conditions

    @api.model_create_multi
    def create(self, vals_list):
        campaigns = super().create(vals_list)
        campaigns._renew_checks()
        return campaigns

    def write(self, vals):
        result = super().write(vals)
        if "kind" in vals:
            self._renew_checks()
        return result

    def _conditions(self):
        """{(company, kind): the conditions asked} of the campaigns."""
        conditions = self.env["mkt.campaign.condition"]
        about = {(campaign.company_id, campaign.kind) for campaign in self}
        return {key: conditions._for(*key) for key in about}

    def _renew_checks(self):
        """The conditions of the campaigns' kinds, as the list is today."""
        wanted = self._conditions()
        # sudo: what is asked follows the list; what was said of a condition stays
        for campaign in self.sudo():
            asked = wanted[campaign.company_id, campaign.kind]
            checks = campaign.check_ids
            checks.filtered(lambda c, asked=asked: c.condition_id not in asked).unlink()
            campaign.check_ids = [
                Command.create({"condition_id": one.id, "wording": one.name})
                for one in asked - campaign.check_ids.condition_id
            ]

    def action_renew_checks(self):
        """Take up what the list of conditions asks for today."""
        self.check_access("write")
        self._check_state("draft")
        self._renew_checks()

    def _check_submission(self):
        result = super()._check_submission()
        if self.lacks_checks:
            raise UserError(
                self.env._(
                    "%(campaign)s: the conditions of its kind have changed. Renew them"
                    " first.",
                    campaign=self.name,
                )
            )
        self.check_ids._check_met()
        self._check_prize()
        self.offer_ids._check_base_price()
        return result

    def _check_prize(self):
        if self.currency_id.compare_amounts(self.largest_prize, self.prize_limit) > 0:
            raise UserError(
                self.env._(
                    "%(campaign)s: a prize of %(prize)s is more than %(limit)s, the"
                    " largest that may be drawn.",
                    campaign=self.name,
                    prize=self.currency_id.format(self.largest_prize),
                    limit=self.currency_id.format(self.prize_limit),
                )
            )

    def action_start(self):
        self.check_access("write")
        # the days before the campaign are over now: they count in full
        # sudo: what is checked does not depend on what the user may read
        self.sudo().offer_ids._check_base_price()
        return super().action_start()
