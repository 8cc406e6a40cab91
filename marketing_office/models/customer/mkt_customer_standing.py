from odoo import api, fields, models

LIFECYCLES = [
    ("prospect", "Prospect"),
    ("new", "New"),
    ("active", "Active"),
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
    _inherit = ["mkt.governed.mixin"]
    _order = "id"
    _rec_name = "partner_id"
    _governed = ("company_id", "partner_id", "user_id", "grade_id", "lifecycle")

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
    lifecycle = fields.Selection(
        LIFECYCLES, required=True, default="prospect", readonly=True
    )

    _one_each = models.Constraint(
        "UNIQUE (company_id, partner_id)",
        "The customer has its row in this company already.",
    )

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
        changed = {}
        for standing in self.search([("partner_id", "in", partners.ids)]):
            key = standing.company_id, standing.partner_id
            user = held.get(key, standing.user_id.browse())
            if user != standing.user_id:
                changed[user] = changed.get(user, self.browse()) | standing
        for user, standings in changed.items():
            standings.user_id = user

    @api.model
    def _merge_into(self, sources, destination):
        """The destination's row stays; the next computation counts what it took over."""
        rows = self.search([("partner_id", "in", (sources | destination).ids)])
        for same in rows.grouped("company_id").values():
            kept = same.filtered(lambda s: s.partner_id == destination) or same
            (same - kept[0]).unlink()
        self.flush_model()
