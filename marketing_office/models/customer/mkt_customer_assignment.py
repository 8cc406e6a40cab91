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
    _governed = ("is_merged", "origin", "ending", "pick_number")
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
    origin = fields.Selection(
        [
            ("given", "Given"),
            ("picked", "Picked From the Pool"),
            ("handed_over", "Handed Over"),
        ],
        "How It Began",
        required=True,
        default="given",
        readonly=True,
        copy=False,
    )
    ending = fields.Selection(
        [("released", "Back to the Pool"), ("handed_over", "Handed Over")],
        "How It Ended",
        readonly=True,
        copy=False,
    )
    pick_number = fields.Integer(readonly=True, copy=False, aggregator=None)
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

    # as many picks a day as the company allows, also in two windows at the same instant
    _one_pick_at_a_time = models.UniqueIndex(
        "(company_id, user_id, date_from, pick_number) WHERE pick_number > 0",
        "You have just picked another customer: pick this one again.",
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
    def _running_domain(self):
        """Domain: today is one of the days, whoever has left the office."""
        return list(self._on_its_days(self.env["res.company"]._mkt_active()))

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

    def _end_by(self, ending, today):
        """End the assignments before today, or today if they have just begun.

        Called as superuser, for what has been checked.
        """
        for assignment in self:
            yesterday = fields.Date.subtract(today, days=1)
            assignment.write(
                {"date_to": max(yesterday, assignment.date_from), "ending": ending}
            )

    def _hand_to(self, user):
        """End the assignments; the user has the customers from the day after on.

        Called as superuser, for what has been checked.
        """
        for company, theirs in self.grouped("company_id").items():
            theirs._end_by("handed_over", company._mkt_today())
        return self.create(
            [
                {
                    "company_id": assignment.company_id.id,
                    "partner_id": assignment.partner_id.id,
                    "user_id": user.id,
                    "date_from": fields.Date.add(assignment.date_to, days=1),
                    "origin": "handed_over",
                }
                for assignment in self
            ]
        )

    @api.model
    def _cron_follow(self):
        """As the days pass, customers come into other hands."""
        held = self.search(self._running_domain())
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
