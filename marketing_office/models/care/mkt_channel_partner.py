from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list


class ChannelPartner(models.Model):
    """A firm that sells for the company: its region, level, customers and agreements."""

    _name = "mkt.channel.partner"
    _description = "Channel Partner"
    _inherit = ["mkt.governed.mixin", "mail.thread"]
    _order = "name, id"
    _check_company_auto = True
    _governed = ("level_id",)
    _fixed_after_creation = ("company_id", "partner_id")

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        "res.partner",
        "Firm",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('parent_id', '=', False), ('is_company', '=', True)]",
    )
    name = fields.Char(related="partner_id.name", store=True)
    active = fields.Boolean(default=True, tracking=True)
    user_id = fields.Many2one(
        "res.users",
        "In Charge",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        tracking=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    level_id = fields.Many2one(
        "res.partner.grade",
        "Channel Level",
        readonly=True,
        copy=False,
        ondelete="restrict",
        tracking=True,
        help="Given by the yearly judgement; the price list of the level follows.",
    )
    region_ids = fields.Many2many(
        "res.country.state",
        string="Regions",
        help="Where the partner may sell.",
        ondelete="restrict",
    )
    note = fields.Text("Agreed with the Partner")
    contract_ids = fields.One2many(
        "mkt.contract", "channel_partner_id", "Agreements", copy=False
    )
    agreement_until = fields.Date(
        "Agreement until", compute="_compute_agreement", help="Of those in force today."
    )
    has_agreement = fields.Boolean(
        "Agreement in Force",
        compute="_compute_agreement",
        search="_search_has_agreement",
    )
    customer_ids = fields.One2many(
        "res.partner", "mkt_channel_partner_id", "Their Customers", copy=False
    )
    campaign_ids = fields.Many2many(
        "mkt.campaign", string="Joint Campaigns", check_company=True
    )
    judgement_ids = fields.One2many(
        "mkt.channel.judgement", "channel_partner_id", "Yearly Judgements", copy=False
    )
    customer_count = fields.Integer("Customers", compute="_compute_figures")
    order_count = fields.Integer("Orders", compute="_compute_figures")
    revenue = fields.Monetary(
        "Orders This Year",
        compute="_compute_figures",
        help="Untaxed, ordered by the partner and its customers.",
    )

    _once = models.Constraint(
        "UNIQUE(company_id, partner_id)", "The firm is a channel partner already."
    )

    @api.constrains("user_id", "company_id")
    def _check_in_charge(self):
        for company, partners in self.grouped("company_id").items():
            self.env["mkt.post.assignment"]._check_members(partners.user_id, company)

    @api.model
    def _check_merge(self, firms):
        """Raise UserError where more than one of the firms is a partner of a company."""
        partners = self.with_context(active_test=False).search(
            [("partner_id", "in", firms.ids)]
        )
        for same in partners.grouped("company_id").values():
            if len(same) > 1:
                raise UserError(
                    self.env._(
                        "%(partners)s are channel partners each, with agreements of their"
                        " own: they cannot be merged.",
                        partners=format_list(self.env, same.mapped("name")),
                    )
                )

    @api.depends("contract_ids.state", "contract_ids.date_to")
    def _compute_agreement(self):
        for partner in self:
            running = partner.contract_ids.filtered("is_running")
            partner.has_agreement = bool(running)
            partner.agreement_until = max(
                filter(None, running.mapped("date_to")), default=False
            )

    def _search_has_agreement(self, operator, value):
        if operator != "in":
            return NotImplemented
        return fields.Domain("contract_ids", "any", [("is_running", "=", True)])

    @api.depends("customer_ids", "partner_id")
    def _compute_figures(self):
        # sudo: the partner's own figures are shown with the partner, which the rules
        # protect; who reads it need not read every order of the customers
        figures = self.sudo()._figures(fields.Date.today().year)
        for partner in self:
            found = figures[partner._origin.id]
            partner.customer_count = found["customers"]
            partner.order_count = found["orders"]
            partner.revenue = found["revenue"]

    def _figures(self, year):
        """Figures of the year by id: customers, orders, revenue; called as superuser."""
        figures = {
            id_: {"customers": 0, "orders": 0, "revenue": 0.0}
            for id_ in [*self._origin.ids, False]
        }
        firms = {(p.company_id, p.partner_id): p for p in self._origin}
        customers = self.env["res.partner"].search(
            [("mkt_channel_partner_id", "in", self._origin.ids)]
        )
        for customer in customers:
            partner = customer.mkt_channel_partner_id
            figures[partner.id]["customers"] += 1
            # who is a partner in their own right counts as that
            firms.setdefault(
                (partner.company_id, customer.commercial_partner_id), partner
            )
        revenue = self.env["mkt.revenue"].with_context(mkt_revenue_basis="ordered")
        rows = revenue._read_group(
            [
                ("date", ">=", f"{year}-01-01"),
                ("date", "<=", f"{year}-12-31"),
                ("partner_id", "in", [firm.id for _company, firm in firms]),
                ("company_id", "in", self._origin.company_id.ids),
            ],
            ["company_id", "partner_id"],
            ["order_id:count_distinct", "amount:sum"],
        )
        for company, firm, orders, amount in rows:
            if partner := firms.get((company, firm)):
                figures[partner.id]["orders"] += orders
                figures[partner.id]["revenue"] += amount
        return figures

    # ------------------------------------------------------------- what stands behind

    def action_open_orders(self):
        """The orders of the partner and its customers, under the reader's own rights."""
        self.ensure_one()
        self.check_access("read")
        firms = self.customer_ids.commercial_partner_id | self.partner_id
        action = self.env["ir.actions.act_window"]._for_xml_id("sale.action_orders")
        return {
            **action,
            "domain": [
                ("partner_id", "child_of", firms.ids),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "sale"),
            ],
            "context": {},
        }

    def action_open_agreements(self):
        self.check_access("read")
        return self._get_own("marketing_office.mkt_contract_action")

    def action_open_judgements(self):
        self.check_access("read")
        return self._get_own("marketing_office.mkt_channel_judgement_action")

    def _get_own(self, xmlid):
        """The window on what belongs to the partner; what is new there belongs to it too."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(xmlid),
            "domain": [("channel_partner_id", "=", self.id)],
            "context": {"default_channel_partner_id": self.id},
        }

    def action_open_customers(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Customers of %s", self.name),
            "res_model": "res.partner",
            "view_mode": "list,form",
            "domain": [("mkt_channel_partner_id", "=", self.id)],
            "context": {"default_mkt_channel_partner_id": self.id},
        }
