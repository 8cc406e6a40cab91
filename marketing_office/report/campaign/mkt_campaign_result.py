from odoo import api, fields, models
from odoo.tools import SQL

from ...models.plan.mkt_plan_scheme import CAMPAIGN_KINDS
from ...tools.optional import OptionalFloat, OptionalMonetary


class CampaignResult(models.Model):
    """What each campaign brought and cost: one row, with the campaign's id.

    Revenue is untaxed, in the company's currency, of all days up to now; the return
    compares what was invoiced, less credit notes, with what the ledger says was spent.
    Ratios are empty where there is nothing to divide by.
    """

    _name = "mkt.campaign.result"
    _description = "Campaign Result"
    _auto = False
    _order = "date_from desc, id desc"
    _rec_name = "campaign_id"
    _depends = {
        "crm.lead": ["campaign_id", "company_id", "type"],
        "mkt.budget.entry": ["amount", "campaign_id", "kind"],
        "mkt.campaign": [
            "company_id",
            "date_from",
            "date_to",
            "department_id",
            "kind",
            "plan_id",
            "planned_cost",
            "segment_id",
            "state",
            "user_id",
            "utm_campaign_id",
        ],
        "mkt.revenue": ["amount", "basis", "mkt_campaign_id"],
        "sale.order": ["campaign_id", "company_id", "state"],
    }

    campaign_id = fields.Many2one("mkt.campaign", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(CAMPAIGN_KINDS, readonly=True)
    state = fields.Selection("_campaign_states", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    user_id = fields.Many2one("res.users", "Owner", readonly=True)
    plan_id = fields.Many2one("mkt.plan", "Marketing Plan", readonly=True)
    segment_id = fields.Many2one("mkt.segment", "Target Segment", readonly=True)
    date_from = fields.Date("From", readonly=True)
    date_to = fields.Date("Until", readonly=True)
    planned_cost = fields.Monetary(readonly=True)
    spend = fields.Monetary("Spent on the Campaign", readonly=True)
    lead_count = fields.Integer("Leads", readonly=True)
    opportunity_count = fields.Integer("Opportunities", readonly=True)
    order_count = fields.Integer("Orders", readonly=True)
    revenue_ordered = fields.Monetary("Attributed Revenue, Ordered", readonly=True)
    revenue_invoiced = fields.Monetary("Attributed Revenue, Invoiced", readonly=True)
    unattributed_invoiced = fields.Monetary(related="campaign_id.unattributed_invoiced")
    cost_per_lead = OptionalMonetary(readonly=True, aggregator="avg")
    has_return = fields.Boolean(readonly=True)
    return_percent = OptionalFloat(
        "Return on Investment (%)", digits=(16, 1), readonly=True, aggregator="avg"
    )

    @api.model
    def _campaign_states(self):
        """The states of campaigns, in the reader's language."""
        return (
            self.env["mkt.campaign"]._fields["state"]._description_selection(self.env)
        )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT campaign.id, campaign.id AS campaign_id, campaign.company_id,
                campaign.kind, campaign.state, campaign.department_id,
                campaign.user_id, campaign.plan_id, campaign.segment_id,
                campaign.date_from, campaign.date_to, campaign.planned_cost,
                COALESCE(spent.amount, 0) AS spend,
                COALESCE(lead.number, 0) AS lead_count,
                COALESCE(lead.opportunities, 0) AS opportunity_count,
                COALESCE(sale.number, 0) AS order_count,
                COALESCE(ordered.amount, 0) AS revenue_ordered,
                COALESCE(invoiced.amount, 0) AS revenue_invoiced,
                NULLIF(spent.amount, 0) / NULLIF(lead.number, 0) AS cost_per_lead,
                COALESCE(spent.amount, 0) <> 0 AS has_return,
                100 * (COALESCE(invoiced.amount, 0) - spent.amount)
                    / NULLIF(spent.amount, 0) AS return_percent
            FROM mkt_campaign campaign
            LEFT JOIN (%(leads)s) lead ON lead.campaign_id = campaign.utm_campaign_id
            LEFT JOIN (%(orders)s) sale ON sale.campaign_id = campaign.utm_campaign_id
            LEFT JOIN (%(ordered)s) ordered ON ordered.campaign_id = campaign.id
            LEFT JOIN (%(invoiced)s) invoiced ON invoiced.campaign_id = campaign.id
            LEFT JOIN (%(spent)s) spent ON spent.campaign_id = campaign.id
            WHERE %(only)s
            """,
            leads=self._leads(),
            orders=self._orders(),
            ordered=self._revenue("ordered"),
            invoiced=self._revenue("invoiced"),
            spent=self._spent(),
            only=self._only(SQL("campaign.id")),
        )

    def _only(self, column):
        """The condition for the campaigns that are asked for, which the sums need too.

        PostgreSQL does not hand it down into sums that stand to the right of a join.
        """
        ids = self.env.context.get("mkt_campaign_ids")
        return SQL("TRUE") if ids is None else SQL("%s = ANY(%s)", column, list(ids))

    def _only_tagged(self, column):
        """The same for documents, which carry the host's campaign: it is their index."""
        ids = self.env.context.get("mkt_campaign_ids")
        if ids is None:
            return SQL("TRUE")
        # sudo: a condition alone, of what the reader is shown by the rules
        tags = self.env["mkt.campaign"].sudo().browse(ids).utm_campaign_id
        return SQL("%s = ANY(%s)", column, tags.ids)

    def _leads(self):
        # lost leads count too
        return SQL(
            """
            SELECT lead.campaign_id, COUNT(*) AS number,
                COUNT(*) FILTER (WHERE lead.type = 'opportunity') AS opportunities
            FROM crm_lead lead
            JOIN mkt_campaign own ON own.utm_campaign_id = lead.campaign_id
            WHERE (lead.company_id = own.company_id OR lead.company_id IS NULL) AND %s
            GROUP BY lead.campaign_id
            """,
            self._only_tagged(SQL("lead.campaign_id")),
        )

    def _orders(self):
        return SQL(
            """
            SELECT sale.campaign_id, COUNT(*) AS number
            FROM sale_order sale
            JOIN mkt_campaign own ON own.utm_campaign_id = sale.campaign_id
                AND own.company_id = sale.company_id
            WHERE sale.state = 'sale' AND %s
            GROUP BY sale.campaign_id
            """,
            self._only_tagged(SQL("sale.campaign_id")),
        )

    def _revenue(self, basis):
        revenue = self.env["mkt.revenue"].with_context(mkt_revenue_basis=basis)
        return SQL(
            """
            SELECT mkt_campaign_id AS campaign_id, SUM(amount) AS amount
            FROM (%s) revenue
            WHERE mkt_campaign_id IS NOT NULL AND %s
            GROUP BY mkt_campaign_id
            """,
            revenue._table_query,
            self._only_tagged(SQL("revenue.campaign_id")),
        )

    def _spent(self):
        return SQL(
            """
            SELECT campaign_id, SUM(amount) AS amount
            FROM mkt_budget_entry
            WHERE kind = 'spend' AND campaign_id IS NOT NULL AND %s
            GROUP BY campaign_id
            """,
            self._only(SQL("campaign_id")),
        )

    def _read_group_select(self, aggregate_spec, query):
        # ratios of the sums: an average would weigh small campaigns like large ones
        if aggregate_spec not in ("return_percent:avg", "cost_per_lead:avg"):
            return super()._read_group_select(aggregate_spec, query)
        invoiced, spend, leads = (
            SQL("SUM(%s)", self._field_to_sql(self._table, name, query))
            for name in ("revenue_invoiced", "spend", "lead_count")
        )
        if aggregate_spec == "cost_per_lead:avg":
            return SQL("NULLIF(%s, 0) / NULLIF(%s, 0)", spend, leads)
        return SQL("100 * (%s - %s) / NULLIF(%s, 0)", invoiced, spend, spend)

    def action_open_campaign(self):
        self.ensure_one()
        self.check_access("read")
        return self.campaign_id._get_records_action()
