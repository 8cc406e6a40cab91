from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.amount import LARGEST
from ...tools.text import is_blank
from ..plan.mkt_plan_scheme import CAMPAIGN_KINDS

MANAGING_POSTS = "director", "marketing_manager", "promotion_manager"
CHARGEABLE = "approved", "running"


class Campaign(models.Model):
    """A promotion with its dates, cost and result; the host's campaign attributes to it.

    Every internal user may write the host's `utm.campaign`, and links create them:
    it is only the tag that leads, orders and invoices carry, made on approval.
    """

    _name = "mkt.campaign"
    _description = "Campaign"
    _inherit = ["mkt.approval.mixin", "mail.thread", "mkt.coordination.mixin"]
    _finished = {"closed": (), "cancelled": ()}
    _order = "date_from desc, id desc"
    _check_company_auto = True
    _governed = ("utm_campaign_id", "cancel_reason", "closed_at")
    _fixed_after_creation = ("company_id",)
    _approval_content = (
        "name",
        "kind",
        "date_from",
        "date_to",
        "department_id",
        "user_id",
        "product_ids",
        "segment_id",
        "objective",
        "planned_cost",
        "plan_id",
        "medium_id",
        "source_id",
    )

    name = fields.Char("Campaign", required=True, tracking=True)
    kind = fields.Selection(CAMPAIGN_KINDS, required=True, default="brand", index=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        "res.users",
        "Owner",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        tracking=True,
    )
    department_id = fields.Many2one(
        "hr.department",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        default=lambda self: self.env["mkt.expense.request"]._default_department_id(),
    )
    date_from = fields.Date("From", required=True, tracking=True)
    date_to = fields.Date("Until", required=True, tracking=True)
    product_ids = fields.Many2many(
        "product.template",
        string="Products Promoted",
        check_company=True,
        ondelete="restrict",
        context={"active_test": False},
    )
    segment_id = fields.Many2one(
        "mkt.segment", "Target Segment", ondelete="restrict", check_company=True
    )
    medium_id = fields.Many2one("utm.medium", "Channel", ondelete="restrict")
    source_id = fields.Many2one("utm.source", "Lead Source", ondelete="restrict")
    objective = fields.Text()
    planned_cost = fields.Monetary(tracking=True)
    plan_id = fields.Many2one(
        "mkt.plan",
        "Marketing Plan",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('state', '=', 'approved'), ('company_id', '=', company_id)]",
    )
    utm_campaign_id = fields.Many2one(
        "utm.campaign",
        "Campaign on Leads and Orders",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    link_name = fields.Char(
        "Name in Links",
        related="utm_campaign_id.name",
        help="What the links of an online campaign carry as utm_campaign.",
    )
    result = fields.Text(copy=False)
    lessons = fields.Text("Lessons Learned", copy=False)
    cancel_reason = fields.Char(readonly=True, copy=False)
    closed_at = fields.Datetime("Completed on", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("running", "Under Way"),
            ("closed", "Completed"),
            ("refused", "Refused"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
        group_expand=True,
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_from <= date_to)", "A campaign cannot end before it begins."
    )
    _cost_sensible = models.Constraint(
        "CHECK (planned_cost IS NULL"
        f" OR planned_cost >= 0 AND planned_cost <= {LARGEST})",
        "The planned cost cannot be negative, nor more than 1,000,000,000,000.",
    )
    _utm_campaign_uniq = models.Constraint(
        "UNIQUE (utm_campaign_id)", "This campaign belongs to another one already."
    )

    @api.constrains("date_from", "date_to", "plan_id")
    def _check_within_plan(self):
        for campaign in self:
            # sudo: the dates must fit, whoever may read the plan
            plan = campaign.sudo().plan_id
            if plan and not (
                plan.date_from <= campaign.date_from
                and campaign.date_to <= plan.date_to
            ):
                raise UserError(
                    self.env._(
                        "%(campaign)s lies outside the plan's period, %(period)s.",
                        campaign=campaign.name,
                        period=plan.period_id.display_name,
                    )
                )

    # ------------------------------------------------------------- approval

    def _approval_kinds(self):
        return ["campaign"]

    def _approval_amount(self):
        return self.planned_cost

    def _approval_requesters(self):
        return super()._approval_requesters() | self.user_id

    def _check_submission(self):
        # sudo: what the campaign names decides, whatever the user may read
        campaign = self.sudo()
        campaign._check_within_plan()
        campaign._check_plan_in_force()
        campaign._check_products()

    def _check_plan_in_force(self):
        if self.plan_id and self.plan_id.state != "approved":
            raise UserError(
                self.env._(
                    "%(plan)s is not an approved plan in force.",
                    plan=self.plan_id.display_name,
                )
            )

    def _check_products(self):
        for product in self.product_ids:
            if not product.active:
                raise UserError(
                    self.env._(
                        "%(product)s has been archived: a campaign promotes products"
                        " that are sold.",
                        product=product.display_name,
                    )
                )

    def _on_approved(self):
        self._check_submission()
        self.utm_campaign_id = self.env["utm.campaign"].create(
            {
                "title": self.name,
                "user_id": self.user_id.id,
                "company_id": self.company_id.id,
            }
        )

    # ------------------------------------------------------------- the course

    def action_start(self):
        """The campaign has begun."""
        self.check_access("write")
        self._check_state("approved")
        self._set_state("running")

    def action_close(self):
        """End campaigns whose result and lessons are written down."""
        self.check_access("write")
        for campaign in self:
            campaign._check_closing()
        self._set_state("closed", closed_at=fields.Datetime.now())

    def _check_closing(self):
        """Raise UserError where the campaign cannot be completed as it is."""
        self._check_state("approved", "running")
        if is_blank(self.result or ""):
            raise UserError(
                self.env._(
                    "%(campaign)s: write down the result first.",
                    campaign=self.name,
                )
            )
        if is_blank(self.lessons or ""):
            raise UserError(
                self.env._(
                    "%(campaign)s: write down the lessons first.",
                    campaign=self.name,
                )
            )

    def action_cancel(self, reason):
        """Give up campaigns on which nothing has been spent."""
        self.check_access("write")
        reason = self._check_reason(reason)
        for campaign in self:
            campaign._check_cancelling()
        self._set_state("cancelled", cancel_reason=reason)

    def _check_cancelling(self):
        """Raise UserError where the campaign cannot be given up any more."""
        self._check_state("draft", "approved", "running")

    def action_open_cancellation(self):
        """The dialog that asks why the campaign is given up."""
        self.check_access("read")
        return self._open_reason("cancel", self.env._("Cancel Campaign"))
