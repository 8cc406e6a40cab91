from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

# who gives customers to people
GIVERS = "director", "marketing_manager", "sales_manager"


class CustomerAssignment(models.Model):
    """In whose hands a customer is, from when to when: who sees the customer's cases.

    The customer is the commercial entity; its contacts are in the same hands.
    """

    _name = "mkt.customer.assignment"
    _description = "Customer Assignment"
    _inherit = ["mkt.tenure.mixin", "mail.thread"]
    _order = "date_from desc, id desc"
    _governed = ("is_merged",)
    _fixed_after_creation = ("partner_id",)

    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        domain="[('parent_id', '=', False), ('company_id', 'in', (company_id, False))]",
    )
    user_id = fields.Many2one(string="Account Manager")
    note = fields.Char()
    is_merged = fields.Boolean(
        "Merged",
        readonly=True,
        copy=False,
        help="Of a customer that was merged into another while both were in somebody's"
        " hands: kept as history, and not in force.",
    )

    # ranges of one number, since the plain comparison needs an extension of the database
    _one_at_a_time = models.Constraint(
        """EXCLUDE USING gist (
            int4range(company_id, company_id, '[]') WITH &&,
            int4range(partner_id, partner_id, '[]') WITH &&,
            daterange(date_from, date_to, '[]') WITH &&
        ) WHERE (is_merged IS NOT TRUE)""",
        "The customer is with somebody in these days already: end that assignment first,"
        " or begin the day after it.",
    )

    @api.depends("is_merged")
    def _compute_is_active(self):
        return super()._compute_is_active()

    @api.model
    def _in_force(self, companies):
        return super()._in_force(companies) & Domain("is_merged", "=", False)

    @api.depends("partner_id", "user_id")
    def _compute_display_name(self):
        for assignment in self:
            # sudo: the name of a customer whom the assignment names is no secret
            names = assignment.sudo().partner_id.name, assignment.user_id.name
            assignment.display_name = " · ".join(filter(None, names))

    @api.constrains("partner_id", "company_id")
    def _check_customer(self):
        for assignment in self:
            # sudo: whose customer it is decides, whatever the user may read
            partner = assignment.sudo().partner_id
            if partner.company_id and partner.company_id != assignment.company_id:
                raise ValidationError(
                    self.env._(
                        "%(customer)s is a customer of another company.",
                        customer=partner.name,
                    )
                )
            if partner.commercial_partner_id != partner:
                raise ValidationError(
                    self.env._(
                        "%(contact)s belongs to %(customer)s: assign that customer.",
                        contact=partner.name,
                        customer=partner.commercial_partner_id.name,
                    )
                )

    @api.constrains("user_id", "company_id")
    def _check_member(self):
        for company, assignments in self.grouped("company_id").items():
            self.env["mkt.post.assignment"]._check_members(assignments.user_id, company)

    @api.model_create_multi
    def create(self, vals_list):
        assignments = super().create(vals_list)
        assignments.partner_id._mkt_follow_assignments()
        return assignments

    def write(self, vals):
        result = super().write(vals)
        self.partner_id._mkt_follow_assignments()
        return result

    def unlink(self):
        partners = self.partner_id
        result = super().unlink()
        partners._mkt_follow_assignments()
        return result

    def _check_may_give(self):
        if self.env.su:
            return
        user = self.env.user
        if user in self.user_id:
            raise AccessError(self.env._("Nobody gives customers to themselves."))
        companies = set(user.mkt_companies(*GIVERS))
        for company in self.company_id:
            if company.id not in companies:
                raise AccessError(
                    self.env._(
                        "The customers of %(company)s are given by the Director, the"
                        " Marketing Manager and the Sales Manager.",
                        company=company.name,
                    )
                )

    @api.model
    def _managers(self, partners, company):
        """Who looks after the customers in the company today, {commercial entity: user}."""
        return dict(
            self._read_group(
                [
                    ("company_id", "=", company.id),
                    ("partner_id", "in", partners.commercial_partner_id.ids),
                    ("is_active", "=", True),
                ],
                ["partner_id", "user_id"],
            )
        )

    @api.model
    def _cron_follow(self):
        """As the days pass, customers come into other hands."""
        held = self.search([("is_active", "=", True)])
        since = fields.Date.subtract(fields.Date.today(), days=3)
        ended = self.search([("date_to", ">=", since)])
        (held | ended).partner_id._mkt_follow_assignments()

    @api.model
    def _merge_into(self, sources, destination):
        """Let the customers' assignments stand beside each other as those of one."""
        assignments = self.search(
            [("partner_id", "in", (sources | destination).ids)],
            # what is the destination's stays in force, then what has begun last
            order="date_from desc, id desc",
        ).sorted(lambda a: a.partner_id != destination)
        kept = self.browse()
        for assignment in assignments.filtered(lambda a: not a.is_merged):
            if any(
                assignment.company_id == other.company_id
                and assignment._overlaps(other)
                for other in kept
            ):
                assignment.is_merged = True
            else:
                kept |= assignment
        self.flush_model()
