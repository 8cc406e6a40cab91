from odoo import api, fields, models
from odoo.fields import Domain

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


def figure(field_class, *args, **kwargs):
    return field_class(
        *args, compute="_compute_figures", groups=FIGURE_GROUPS, **kwargs
    )


class CampaignFigures(models.Model):
    """What campaigns brought and cost: one query per figure, however many there are.

    Revenue is untaxed, in the company's currency, of all days up to now; the return
    compares what was invoiced, less credit notes, with what the ledger says was spent.
    """

    _inherit = "mkt.campaign"

    lead_count = figure(fields.Integer, "Leads")
    opportunity_count = figure(fields.Integer, "Opportunities")
    order_count = figure(fields.Integer, "Orders")
    revenue_ordered = figure(fields.Monetary, "Attributed Revenue, Ordered")
    revenue_invoiced = figure(fields.Monetary, "Attributed Revenue, Invoiced")
    spend = figure(fields.Monetary, "Spent on the Campaign")
    cost_per_lead = figure(fields.Monetary)
    return_percent = figure(
        fields.Float,
        "Return on Investment (%)",
        digits=(16, 1),
        help="(attributed revenue, invoiced − spent) ÷ spent; empty where nothing is"
        " spent.",
    )
    has_return = figure(fields.Boolean)
    unattributed_ordered = fields.Monetary(
        "Unattributed Revenue, Ordered",
        compute="_compute_unattributed",
        groups=FIGURE_GROUPS,
        help="Of the company, in the campaign's time.",
    )
    unattributed_invoiced = fields.Monetary(
        "Unattributed Revenue, Invoiced",
        compute="_compute_unattributed",
        groups=FIGURE_GROUPS,
        help="Of the company, in the campaign's time.",
    )
    figures_basis = fields.Char(
        "Basis", compute="_compute_figures_basis", groups=FIGURE_GROUPS
    )

    @api.depends("utm_campaign_id")
    @api.depends_context("uid")
    def _compute_figures(self):
        shown = self._with_figures()
        leads, opportunities = shown._leads_by_campaign()
        orders = shown._orders_by_campaign()
        ordered = shown._revenue_by_campaign("ordered")
        invoiced = shown._revenue_by_campaign("invoiced")
        spend = shown._spend_by_campaign()
        for campaign in self:
            key = campaign._origin.id
            campaign.lead_count = leads.get(key, 0)
            campaign.opportunity_count = opportunities.get(key, 0)
            campaign.order_count = orders.get(key, 0)
            campaign.revenue_ordered = ordered.get(key, 0)
            campaign.revenue_invoiced = invoiced.get(key, 0)
            campaign.spend = spend.get(key, 0)
            campaign._compute_ratios()

    def _compute_ratios(self):
        leads, spend = self.lead_count, self.spend
        self.cost_per_lead = spend / leads if leads else 0
        self.has_return = bool(spend)
        self.return_percent = (
            100 * (self.revenue_invoiced - spend) / spend if spend else 0
        )

    @api.depends("company_id", "date_from", "date_to")
    @api.depends_context("uid")
    def _compute_unattributed(self):
        self.unattributed_ordered = self.unattributed_invoiced = 0
        for campaign in self._with_figures():
            for basis in ("ordered", "invoiced"):
                campaign[f"unattributed_{basis}"] = campaign._unattributed(basis)

    @api.depends("currency_id")
    @api.depends_context("lang")
    def _compute_figures_basis(self):
        for campaign in self:
            campaign.figures_basis = self.env._(
                "Untaxed amounts in %(currency)s up to %(date)s; the return compares"
                " invoices less credit notes with what was spent.",
                currency=campaign.currency_id.name,
                date=campaign.company_id._mkt_today() if campaign.company_id else "",
            )

    def _with_figures(self):
        """Those of the companies where the reader holds a post that reads figures."""
        campaigns = self._origin.filtered("id")
        if self.env.su:
            return campaigns
        companies = self.env.user.mkt_companies(*FIGURE_POSTS)
        return campaigns.filtered(lambda c: c.company_id.id in companies)

    def _by_campaign(self, rows):
        """Figures by the host's campaign as figures by ours."""
        ours = {campaign.utm_campaign_id.id: campaign.id for campaign in self}
        return {ours[utm.id]: value for utm, value in rows}

    def _leads_by_campaign(self):
        # sudo: the figures are for whoever reads the campaign's; lost leads count too
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        rows = leads._read_group(
            Domain("campaign_id", "in", self.utm_campaign_id.ids),
            ["campaign_id", "type"],
            ["__count"],
        )
        opportunities = [(utm, n) for utm, kind, n in rows if kind == "opportunity"]
        every = {}
        for utm, _kind, number in rows:
            every[utm] = every.get(utm, 0) + number
        return self._by_campaign(every.items()), self._by_campaign(opportunities)

    def _orders_by_campaign(self):
        # sudo: as above
        return self._by_campaign(
            self.env["sale.order"]
            .sudo()
            ._read_group(
                Domain("campaign_id", "in", self.utm_campaign_id.ids)
                & Domain("state", "=", "sale"),
                ["campaign_id"],
                ["__count"],
            )
        )

    def _revenue(self, basis):
        # sudo: as above
        return self.env["mkt.revenue"].sudo().with_context(mkt_revenue_basis=basis)

    def _revenue_by_campaign(self, basis):
        rows = self._revenue(basis)._read_group(
            Domain("mkt_campaign_id", "in", self.ids),
            ["mkt_campaign_id"],
            ["amount:sum"],
        )
        return {campaign.id: amount for campaign, amount in rows}

    def _spend_by_campaign(self):
        # sudo: as above; the ledger is in the company's currency
        rows = (
            self.env["mkt.budget.entry"]
            .sudo()
            ._read_group(
                Domain("campaign_id", "in", self.ids) & Domain("kind", "=", "spend"),
                ["campaign_id"],
                ["amount:sum"],
            )
        )
        return {campaign.id: amount for campaign, amount in rows}

    def _unattributed(self, basis):
        """What the company sold in the campaign's time without any campaign of ours."""
        rows = self._revenue(basis)._read_group(
            Domain("company_id", "=", self.company_id.id)
            & Domain("mkt_campaign_id", "=", False)
            & Domain("date", ">=", self.date_from)
            & Domain("date", "<=", self.date_to),
            [],
            ["amount:sum"],
        )
        return rows[0][0] or 0

    # ------------------------------------------------------------- behind the figures

    def action_view_leads(self):
        return self._open_attributed(
            "crm.lead", self.env._("Leads"), {"active_test": False}
        )

    def action_view_orders(self):
        confirmed = [("state", "=", "sale")]
        return self._open_attributed("sale.order", self.env._("Orders"), {}, confirmed)

    def action_view_revenue(self):
        self.ensure_one()
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
            "domain": [("campaign_id", "=", self.utm_campaign_id.id), *domain],
            "context": {
                **context,
                "default_campaign_id": self.utm_campaign_id.id,
                "default_medium_id": self.medium_id.id,
                "default_source_id": self.source_id.id,
            },
        }
