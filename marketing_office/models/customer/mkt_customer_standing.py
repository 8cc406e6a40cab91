from odoo import api, fields, models
from odoo.fields import Domain

LIFECYCLES = [
    ("prospect", "Prospect"),
    ("new", "New Customer"),
    ("active", "Active Customer"),
    ("dormant", "Dormant"),
    ("lost", "Lost"),
]


class CustomerStanding(models.Model):
    """What a customer is to a company: in whose hands, grade, lifecycle.

    One row for each company and commercial entity that is a customer of it, or may
    become one; people change none of it but by the methods made for that.
    """

    _name = "mkt.customer.standing"
    _description = "Customer"
    _inherit = ["mkt.governed.mixin", "mail.thread", "mkt.reminder.mixin"]
    _order = "id"
    _rec_name = "partner_id"
    _governed = (
        *("company_id", "partner_id", "user_id", "is_in_pool", "release_on"),
        *("grade_id", "is_grade_judged", "grade_reason", "potential", "lifecycle"),
        *(
            "first_order_on",
            "last_order_on",
            "order_count",
            "rhythm_days",
            "overdue_on",
        ),
        *("revenue", "revenue_before", "growth", "at_stake"),
        *("last_contact_on", "agreement_until", "is_complete"),
    )

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        "res.users",
        "Account Manager",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    grade_id = fields.Many2one(
        "mkt.customer.grade",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    is_grade_judged = fields.Boolean(
        "Judged by Hand", readonly=True, help="The rules do not change this grade."
    )
    grade_reason = fields.Char("Reason of the Grade", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    potential = fields.Monetary(
        readonly=True, help="The revenue of a year that a manager expects."
    )
    lifecycle = fields.Selection(
        LIFECYCLES, required=True, default="prospect", readonly=True
    )
    is_in_pool = fields.Boolean("In the Pool", default=True, readonly=True)
    release_on = fields.Date(
        "Back to the Pool on",
        readonly=True,
        help="Unless there is an order, a contact or an agreement before.",
    )
    first_order_on = fields.Date("First Order", readonly=True)
    last_order_on = fields.Date("Last Order", readonly=True)
    order_count = fields.Integer("Orders", readonly=True)
    rhythm_days = fields.Float(
        "Own Rhythm (Days)",
        digits=(16, 1),
        readonly=True,
        aggregator=None,
        help="The median interval between the days with orders, from three such days on.",
    )
    overdue_on = fields.Date(
        "Order Due By",
        readonly=True,
        help="By then the customer should have ordered, going by the own rhythm.",
    )
    is_overdue = fields.Boolean(
        "Overdue",
        compute="_compute_is_overdue",
        search="_search_is_overdue",
        help="No order for clearly longer than the customer's own rhythm.",
    )
    revenue = fields.Monetary(
        "Revenue of 365 Days", readonly=True, help="Untaxed, by the day of the order."
    )
    revenue_before = fields.Monetary("Revenue of the 365 Days Before", readonly=True)
    growth = fields.Float("Growth (%)", digits=(16, 1), readonly=True, aggregator=None)
    at_stake = fields.Monetary(
        "Money at Stake",
        readonly=True,
        help="What the customer ordered in the 365 days up to the last order.",
    )
    last_contact_on = fields.Date("Last Contact", readonly=True)
    agreement_until = fields.Date(readonly=True)
    is_complete = fields.Boolean(
        "Profile Complete",
        readonly=True,
        help="With an address, a city, an industry (of firms), needs and an account"
        " manager.",
    )
    needs = fields.Text(related="partner_id.mkt_needs", string="Needs of the Customer")
    source = fields.Char(related="partner_id.mkt_source")
    industry_id = fields.Many2one(related="partner_id.industry_id")
    contact_ids = fields.One2many(
        related="partner_id.child_ids", string="Contact Persons"
    )
    is_firm = fields.Boolean(related="partner_id.is_company", string="Business")

    _hands = models.Index("(company_id, user_id)")
    _pool = models.Index("(company_id, at_stake DESC) WHERE is_in_pool")
    _overdue = models.Index("(company_id, overdue_on) WHERE overdue_on IS NOT NULL")
    _one_each = models.Constraint(
        "UNIQUE (company_id, partner_id)",
        "The customer has its row in this company already.",
    )

    @api.depends("overdue_on", "company_id")
    def _compute_is_overdue(self):
        today = {company: company._mkt_today() for company in self.company_id}
        for standing in self:
            due = standing.overdue_on
            standing.is_overdue = bool(due) and due < today[standing.company_id]

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._days_domain("overdue_on", "<")

    @api.model
    def _days_domain(self, field, operator):
        """Domain: the day in `field` is before (`<`) today where the company works, or is it."""
        companies = self.env["res.company"]._mkt_active()
        return companies._mkt_today_domain(lambda day: Domain(field, operator, day))

    @api.model
    def _of(self, partners, company):
        """The rows of the customers in the company; those missing are made. As superuser."""
        customers = partners.commercial_partner_id
        found = self.search(
            [("company_id", "=", company.id), ("partner_id", "in", customers.ids)]
        )
        missing = customers - found.partner_id
        managers = self.env["mkt.customer.assignment"]._managers(missing, company)
        return found | self.create(
            [
                {
                    "company_id": company.id,
                    "partner_id": customer.id,
                    "user_id": managers.get(customer, self.env.user.browse()).id,
                    "is_in_pool": customer not in managers,
                }
                for customer in missing
            ]
        )

    @api.model
    def _follow_assignments(self, partners):
        """Show in whose hands the customers are today; called as superuser."""
        assignments = self.env["mkt.customer.assignment"].search(
            [("partner_id", "in", partners.ids), ("is_active", "=", True)]
        )
        for company, theirs in assignments.grouped("company_id").items():
            self._of(theirs.partner_id, company)
        held = {(a.company_id, a.partner_id): a.user_id for a in assignments}
        # whoever has left still holds the customer, until it is handed over
        kept = set(
            self.env["mkt.customer.assignment"]._read_group(
                [
                    ("partner_id", "in", partners.ids),
                    ("is_merged", "=", False),
                    *self.env["mkt.customer.assignment"]._running_domain(),
                ],
                ["company_id", "partner_id"],
            )
        )
        changed = {}
        for standing in self.search([("partner_id", "in", partners.ids)]):
            key = standing.company_id, standing.partner_id
            state = held.get(key, standing.user_id.browse()), key not in kept
            if state != (standing.user_id, standing.is_in_pool):
                changed[state] = changed.get(state, self.browse()) | standing
        for (user, is_in_pool), standings in changed.items():
            vals = {"user_id": user.id, "is_in_pool": is_in_pool}
            if is_in_pool:
                vals["release_on"] = False
            standings.write(vals)

    @api.model
    def _merge_into(self, sources, destination):
        """The destination's row stays; the next computation counts what it took over."""
        rows = self.search([("partner_id", "in", (sources | destination).ids)])
        for same in rows.grouped("company_id").values():
            kept = same.filtered(lambda s: s.partner_id == destination) or same
            (same - kept[0]).unlink()
        self.flush_model()
