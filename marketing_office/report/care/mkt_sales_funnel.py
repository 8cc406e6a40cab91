from odoo import fields, models
from odoo.tools import SQL

from ...tools.optional import OptionalFloat


class SalesFunnel(models.Model):
    """How far each way to an order has come: call, lead, negotiation, quotation, signing.

    One row for each call made, each lead that no call opened, and each order without a
    lead. A step counts where it was reached; the days are those since the step before.
    Signing is the day of the signed contract, or of the order's confirmation.
    """

    _name = "mkt.sales.funnel"
    _description = "Sales Funnel"
    _auto = False
    _order = "started_on desc, id desc"
    _rec_name = "partner_id"
    _depends = {
        "crm.lead": [
            "campaign_id",
            "company_id",
            "mkt_has_presales",
            "mkt_negotiated_at",
            "partner_id",
            "team_id",
            "user_id",
        ],
        "mkt.call": [
            "called_at",
            "company_id",
            "lead_id",
            "list_id",
            "partner_id",
            "user_id",
        ],
        "mkt.call.list": ["campaign_id"],
        "mkt.campaign": ["utm_campaign_id"],
        "mkt.contract": ["order_id", "signed_on", "state"],
        "res.company": ["resource_calendar_id"],
        "res.users": ["company_id"],
        "resource.calendar": ["tz"],
        "sale.order": [
            "campaign_id",
            "company_id",
            "date_order",
            "opportunity_id",
            "partner_id",
            "state",
            "team_id",
            "user_id",
        ],
    }

    origin = fields.Selection(
        [("call", "Call"), ("lead", "Lead"), ("order", "Order without a Lead")],
        "Begins with",
        readonly=True,
    )
    started_on = fields.Date("Begun on", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True)
    campaign_id = fields.Many2one("utm.campaign", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    call_id = fields.Many2one("mkt.call", readonly=True)
    lead_id = fields.Many2one("crm.lead", readonly=True)
    order_id = fields.Many2one("sale.order", "Sales Order", readonly=True)
    called = fields.Integer("Calls", readonly=True)
    lead = fields.Integer("Leads", readonly=True)
    negotiation = fields.Integer("Negotiations", readonly=True)
    quotation = fields.Integer("Quotations", readonly=True)
    signing = fields.Integer("Signings", readonly=True)
    presales = fields.Integer("With Pre-Sales Support", readonly=True)
    presales_signing = fields.Integer("Signings with Pre-Sales Support", readonly=True)
    step = fields.Selection(
        [
            ("called", "Called"),
            ("lead", "Lead"),
            ("negotiation", "Negotiation"),
            ("quotation", "Quotation"),
            ("signing", "Signed"),
        ],
        "Come as Far as",
        readonly=True,
    )
    days_to_lead = OptionalFloat(
        "Days: Call to Lead", digits=(16, 1), readonly=True, aggregator="avg"
    )
    days_to_negotiation = OptionalFloat(
        "Days: Lead to Negotiation", digits=(16, 1), readonly=True, aggregator="avg"
    )
    days_to_quotation = OptionalFloat(
        "Days: to Quotation", digits=(16, 1), readonly=True, aggregator="avg"
    )
    days_to_signing = OptionalFloat(
        "Days: Quotation to Signing", digits=(16, 1), readonly=True, aggregator="avg"
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT way.id, way.origin, way.company_id, way.user_id, way.team_id,
                way.campaign_id, way.partner_id, way.call_id, way.lead_id, way.order_id,
                (COALESCE(way.called_at, way.lead_at, way.quoted_at)
                    AT TIME ZONE 'UTC'
                    AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date AS started_on,
                (way.called_at IS NOT NULL)::integer AS called,
                (way.lead_at IS NOT NULL)::integer AS lead,
                (way.negotiated_at IS NOT NULL)::integer AS negotiation,
                (way.quoted_at IS NOT NULL)::integer AS quotation,
                (way.signed_at IS NOT NULL)::integer AS signing,
                way.has_presales::integer AS presales,
                (way.has_presales AND way.signed_at IS NOT NULL)::integer
                    AS presales_signing,
                CASE WHEN way.signed_at IS NOT NULL THEN 'signing'
                    WHEN way.quoted_at IS NOT NULL THEN 'quotation'
                    WHEN way.negotiated_at IS NOT NULL THEN 'negotiation'
                    WHEN way.lead_at IS NOT NULL THEN 'lead'
                    ELSE 'called' END AS step,
                %(to_lead)s AS days_to_lead,
                %(to_negotiation)s AS days_to_negotiation,
                %(to_quotation)s AS days_to_quotation,
                %(to_signing)s AS days_to_signing
            FROM (%(ways)s) way
            LEFT JOIN res_company company ON company.id = way.company_id
            LEFT JOIN resource_calendar calendar
                ON calendar.id = company.resource_calendar_id
            """,
            ways=SQL(" UNION ALL ").join(
                [self._calls(), self._leads(), self._direct_orders()]
            ),
            to_lead=self._days(["called_at"], "lead_at"),
            to_negotiation=self._days(["lead_at"], "negotiated_at"),
            to_quotation=self._days(["negotiated_at", "lead_at"], "quoted_at"),
            to_signing=self._days(["quoted_at"], "signed_at"),
        )

    def _days(self, since, until):
        """SQL: days from the first of these moments that there is until the other one."""
        # a step may be recorded after the next one: then it took no time
        return SQL(
            "GREATEST(0, EXTRACT(EPOCH FROM %s - COALESCE(%s)) / 86400.0)",
            SQL.identifier("way", until),
            SQL(", ").join(SQL.identifier("way", name) for name in since),
        )

    def _calls(self):
        return SQL(
            """
            SELECT call.id::bigint * 4 AS id, 'call' AS origin, call.company_id,
                COALESCE(lead.user_id, call.user_id) AS user_id, lead.team_id,
                COALESCE(lead.campaign_id, campaign.utm_campaign_id) AS campaign_id,
                call.partner_id, call.id AS call_id, lead.id AS lead_id,
                orders.order_id, call.called_at, lead.create_date AS lead_at,
                lead.mkt_negotiated_at AS negotiated_at, orders.quoted_at,
                orders.signed_at,
                COALESCE(lead.mkt_has_presales, FALSE) AS has_presales
            FROM mkt_call call
            JOIN mkt_call_list list ON list.id = call.list_id
            LEFT JOIN mkt_campaign campaign ON campaign.id = list.campaign_id
            LEFT JOIN crm_lead lead ON lead.id = call.lead_id
            LEFT JOIN (%s) orders ON orders.lead_id = lead.id
            WHERE call.called_at IS NOT NULL
            """,
            self._orders(),
        )

    def _leads(self):
        # lost leads have come as far as they came
        return SQL(
            """
            SELECT lead.id::bigint * 4 + 1, 'lead',
                COALESCE(lead.company_id, orders.company_id, person.company_id),
                lead.user_id,
                lead.team_id, lead.campaign_id, lead.partner_id, NULL::integer,
                lead.id, orders.order_id, NULL::timestamp, lead.create_date,
                lead.mkt_negotiated_at, orders.quoted_at, orders.signed_at,
                COALESCE(lead.mkt_has_presales, FALSE)
            FROM crm_lead lead
            LEFT JOIN res_users person ON person.id = lead.user_id
            LEFT JOIN (%s) orders ON orders.lead_id = lead.id
            WHERE NOT EXISTS (SELECT FROM mkt_call call WHERE call.lead_id = lead.id)
            """,
            self._orders(),
        )

    def _direct_orders(self):
        return SQL(
            """
            SELECT sale.id::bigint * 4 + 2, 'order', sale.company_id, sale.user_id,
                sale.team_id, sale.campaign_id, sale.partner_id, NULL::integer,
                NULL::integer, sale.id, NULL::timestamp, NULL::timestamp,
                NULL::timestamp, sale.create_date,
                CASE WHEN sale.state = 'sale'
                    THEN COALESCE(contract.signed_on::timestamp, sale.date_order) END,
                FALSE
            FROM sale_order sale
            LEFT JOIN (%s) contract ON contract.order_id = sale.id
            WHERE sale.opportunity_id IS NULL AND sale.state <> 'cancel'
            """,
            self._contracts(),
        )

    def _orders(self):
        """The first quotation and the first signing of each lead."""
        return SQL(
            """
            SELECT sale.opportunity_id AS lead_id,
                MIN(sale.company_id) AS company_id,
                COALESCE(
                    MIN(sale.id) FILTER (WHERE sale.state = 'sale'), MIN(sale.id)
                ) AS order_id,
                MIN(sale.create_date) AS quoted_at,
                MIN(COALESCE(contract.signed_on::timestamp, sale.date_order))
                    FILTER (WHERE sale.state = 'sale') AS signed_at
            FROM sale_order sale
            LEFT JOIN (%s) contract ON contract.order_id = sale.id
            WHERE sale.opportunity_id IS NOT NULL AND sale.state <> 'cancel'
            GROUP BY sale.opportunity_id
            """,
            self._contracts(),
        )

    def _contracts(self):
        return SQL(
            """
            SELECT order_id, MIN(signed_on) AS signed_on
            FROM mkt_contract
            WHERE order_id IS NOT NULL AND signed_on IS NOT NULL
            GROUP BY order_id
            """
        )

    def action_open_document(self):
        """How far it came: the order, else the lead, else the call."""
        self.ensure_one()
        self.check_access("read")
        return (self.order_id or self.lead_id or self.call_id)._get_records_action()
