from odoo import fields, models
from odoo.exceptions import UserError

OFFICE = "marketing_office.group_member,marketing_office.group_leadership"


class ResPartner(models.Model):
    """The host's salesperson of a customer shows in whose hands it is, and decides nothing."""

    _inherit = "res.partner"

    mkt_assignment_ids = fields.One2many(
        "mkt.customer.assignment", "partner_id", "Customer Assignments", groups=OFFICE
    )

    mkt_needs = fields.Text(
        "Needs", groups=OFFICE, help="What the customer needs, and for what."
    )
    mkt_source = fields.Char(
        "Source of the Customer",
        groups=OFFICE,
        help="How the customer was found, e.g. an exhibition or a recommendation.",
    )

    def write(self, vals):
        if "user_id" in vals and not self.env.su:
            self._mkt_check_salesperson(vals["user_id"])
        return super().write(vals)

    def _mkt_check_salesperson(self, user_id):
        """Raise UserError where a customer in somebody's hands would show somebody else's."""
        # sudo: in whose hands the customer is decides, whatever the user may read
        for assignment in self.sudo()._mkt_in_force().values():
            if assignment.user_id.id != user_id:
                raise UserError(
                    self.env._(
                        "%(customer)s is with %(user)s: a manager gives the customer"
                        " to somebody else by a customer assignment.",
                        customer=assignment.partner_id.name,
                        user=assignment.user_id.name,
                    )
                )

    def _mkt_in_force(self):
        """The assignment that each customer shows: of several companies, the latest."""
        found = self.env["mkt.customer.assignment"].search(
            [("partner_id", "in", self.ids), ("is_active", "=", True)],
            order="date_from, id",
        )
        return {assignment.partner_id: assignment for assignment in found}

    def _mkt_follow_assignments(self):
        """The host's salesperson is the one in whose hands the customer is.

        Contacts that showed the same person as their customer follow it.
        """
        # sudo: who gives a customer need not be somebody who writes contacts; and the
        # assignment has told its holder already
        partners = self.sudo().with_context(
            active_test=False, mail_auto_subscribe_no_notify=True
        )
        in_force = partners._mkt_in_force()
        contacts = partners.search(
            [("commercial_partner_id", "in", self.ids), ("id", "not in", self.ids)]
        ).grouped("commercial_partner_id")
        changed = {}
        for partner in partners:
            old = partner.user_id
            user = old.browse()
            if partner in in_force:
                user = in_force[partner].user_id
            elif old not in partner.mkt_assignment_ids.user_id:
                continue
            if user != old:
                theirs = contacts.get(partner, partners.browse())
                theirs = theirs.filtered(lambda c, old=old: c.user_id == old)
                changed[user] = changed.get(user, partners.browse()) | partner | theirs
        for user, followers in changed.items():
            followers.user_id = user
        partners.env["mkt.customer.standing"]._follow_assignments(partners)

    def action_mkt_open_profile(self):
        """What the customer is to the current company."""
        self.ensure_one()
        self.check_access("read")
        # sudo: the row of a customer is made when first asked for; reading it is checked
        standings = self.env["mkt.customer.standing"].sudo()
        standing = standings._of(self, self.env.company).with_env(self.env)
        if not standing.has_access("read"):
            raise UserError(
                self.env._(
                    "%(customer)s is in a colleague's hands: a manager can give the"
                    " customer to you.",
                    customer=self.display_name,
                )
            )
        return standing._get_records_action()

    def _mkt_account_managers(self, company=None):
        """Who looks after the people's customers in the company today, {partner: user}.

        Partners whose customer is in nobody's hands are missing.
        """
        company = company or self.env.company
        # sudo: in whose hands a customer is decides, whatever the user may read
        assignments = self.env["mkt.customer.assignment"].sudo()
        managers = assignments._managers(self, company)
        return {
            partner: managers[partner.commercial_partner_id]
            for partner in self
            if partner.commercial_partner_id in managers
        }
