from bisect import bisect_left, bisect_right

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools.optional import OptionalFloat, OptionalMonetary

# whose posts read what campaigns brought and cost
FIGURE_POSTS = (
    "director",
    "marketing_manager",
    "promotion_manager",
    "sales_manager",
    "finance_manager",
    "report_analyst",
    "leadership",
)
FIGURE_GROUPS = ",".join(f"marketing_office.group_{post}" for post in FIGURE_POSTS)

# the figures, and the aggregates of the results that they are; the lines of orders are
# only looked at where somebody asks for them
ORDERED = {"order_count": "order_count:sum", "revenue_ordered": "revenue_ordered:sum"}
RESULTS = {
    "lead_count": "lead_count:sum",
    "opportunity_count": "opportunity_count:sum",
    "revenue_invoiced": "revenue_invoiced:sum",
    "spend": "spend:sum",
    "cost_per_lead": "cost_per_lead:avg",
    "return_percent": "return_percent:avg",
}


def figure(field_class, *args, compute="_compute_figures", **kwargs):
    return field_class(*args, compute=compute, groups=FIGURE_GROUPS, **kwargs)


class CampaignFigures(models.Model):
    """What campaigns brought and cost, as `mkt.campaign.result` defines it."""

    _inherit = "mkt.campaign"

    shows_figures = fields.Boolean(
        compute="_compute_shows_figures",
        help="The reader holds a post that reads figures in the campaign's company.",
    )
    lead_count = figure(fields.Integer, "Leads")
    opportunity_count = figure(fields.Integer, "Opportunities")
    order_count = figure(fields.Integer, "Orders", compute="_compute_ordered")
    revenue_ordered = figure(
        fields.Monetary, "Attributed Revenue, Ordered", compute="_compute_ordered"
    )
    revenue_invoiced = figure(fields.Monetary, "Attributed Revenue, Invoiced")
    spend = figure(fields.Monetary, "Spent on the Campaign")
    cost_per_lead = figure(OptionalMonetary)
    return_percent = figure(
        OptionalFloat,
        "Return on Investment (%)",
        digits=(16, 1),
        help="(attributed revenue, invoiced − spent) ÷ spent; empty where nothing is"
        " spent.",
    )
    has_return = figure(fields.Boolean)
    unattributed_ordered = figure(
        fields.Monetary,
        "Unattributed Revenue, Ordered",
        compute="_compute_unattributed_ordered",
        help="Of the company, in the campaign's time.",
    )
    unattributed_invoiced = figure(
        fields.Monetary,
        "Unattributed Revenue, Invoiced",
        compute="_compute_unattributed_invoiced",
        help="Of the company, in the campaign's time.",
    )
    figures_basis = figure(fields.Char, "Basis", compute="_compute_figures_basis")

    @api.depends("company_id")
    @api.depends_context("uid")
    def _compute_shows_figures(self):
        companies = self.env.user.mkt_companies(*FIGURE_POSTS)
        for campaign in self:
            held = campaign.company_id.id in companies
            campaign.shows_figures = self.env.su or held

    @api.depends("utm_campaign_id", "expense_request_ids.spent")
    @api.depends_context("uid")
    def _compute_figures(self):
        self._take_results(RESULTS)
        for campaign in self:
            campaign.has_return = bool(campaign.spend)

    @api.depends("utm_campaign_id")
    @api.depends_context("uid")
    def _compute_ordered(self):
        self._take_results(ORDERED)

    def _take_results(self, aggregates):
        shown = self._with_figures().ids
        # sudo: whoever reads a campaign's figures reads them whole, whatever they may
        # see of leads, orders and invoices
        results = self.env["mkt.campaign.result"].sudo()
        rows = results.with_context(mkt_campaign_ids=shown)._read_group(
            Domain("id", "in", shown), ["campaign_id"], list(aggregates.values())
        )
        figures = {campaign.id: values for campaign, *values in rows}
        nothing = [None] * len(aggregates)
        for campaign in self:
            values = figures.get(campaign._origin.id, nothing)
            for name, value in zip(aggregates, values, strict=True):
                campaign[name] = value

    @api.depends("company_id", "date_from", "date_to")
    @api.depends_context("uid")
    def _compute_unattributed_ordered(self):
        self._compute_unattributed("ordered")

    @api.depends("company_id", "date_from", "date_to")
    @api.depends_context("uid")
    def _compute_unattributed_invoiced(self):
        self._compute_unattributed("invoiced")

    def _compute_unattributed(self, basis):
        field = f"unattributed_{basis}"
        self[field] = 0
        shown = self._with_figures()
        running = shown._running_unattributed(basis)
        for campaign in shown:
            days, totals = running[campaign.company_id]
            campaign[field] = (
                totals[bisect_right(days, campaign.date_to)]
                - totals[bisect_left(days, campaign.date_from)]
            )

    @api.depends("currency_id")
    @api.depends_context("lang")
    def _compute_figures_basis(self):
        for campaign in self:
            today = campaign.company_id and campaign.company_id._mkt_today()
            campaign.figures_basis = self.env._(
                "Untaxed amounts in %(currency)s up to %(date)s; the return compares"
                " invoices less credit notes with what was spent.",
                currency=campaign.currency_id.name,
                date=format_date(self.env, today),
            )

    def _with_figures(self):
        """Those of the companies where the reader holds a post that reads figures."""
        return self._origin.filtered("shows_figures")

    def _running_unattributed(self, basis):
        """By company: days, and what was sold before each without a campaign of ours.

        One query for all campaigns, from the first one's first day to the last one's
        last; the list of amounts has one more at its end, the total.
        """
        # sudo: as above
        revenue = self.env["mkt.revenue"].sudo()
        rows = revenue.with_context(mkt_revenue_basis=basis)._read_group(
            Domain("company_id", "in", self.company_id.ids)
            & Domain("mkt_campaign_id", "=", False)
            & Domain("date", ">=", min(self.mapped("date_from"), default=False))
            & Domain("date", "<=", max(self.mapped("date_to"), default=False)),
            ["company_id", "date:day"],
            ["amount:sum"],
            order="company_id, date:day",
        )
        running = {company: ([], [0.0]) for company in self.company_id}
        for company, day, amount in rows:
            days, totals = running[company]
            days.append(day)
            totals.append(totals[-1] + amount)
        return running

    # ------------------------------------------------------------- behind the figures

    def action_view_leads(self):
        self.check_access("read")
        action = self._open_attributed(
            "crm.lead", self.env._("Leads"), {"active_test": False}
        )
        contacts = self.env.ref("marketing_office.crm_lead_view_list_contacts")
        return {**action, "views": [[contacts.id, "list"], [False, "form"]]}

    def action_view_orders(self):
        self.check_access("read")
        confirmed = [("state", "=", "sale")]
        return self._open_attributed("sale.order", self.env._("Orders"), {}, confirmed)

    def action_view_revenue(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_revenue_action"
        )
        return {
            **action,
            "domain": [("mkt_campaign_id", "=", self.id)],
            "context": {},
        }

    def _open_attributed(self, model, name, context, domain=()):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "list,form",
            "domain": [
                ("campaign_id", "=", self.utm_campaign_id.id),
                ("company_id", "in", [self.company_id.id, False]),
                *domain,
            ],
            "context": {
                **context,
                "default_campaign_id": self.utm_campaign_id.id,
                "default_medium_id": self.medium_id.id,
                "default_source_id": self.source_id.id,
            },
        }
