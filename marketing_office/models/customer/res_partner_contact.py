from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from .res_partner import OFFICE

# posts that record a consent of every customer; others those of their own customers
RECORDERS = (
    *("director", "marketing_manager", "sales_manager"),
    *("customer_service_manager", "service_clerk"),
)
BY_PHONE = "phone", "sms"


class ResPartner(models.Model):
    """Who may be contacted, and how: calls, mailings and samples of surveys all ask here."""

    _inherit = "res.partner"

    mkt_basis_ids = fields.One2many(
        "mkt.contact.basis", "partner_id", "Contact Basis", groups=OFFICE
    )

    # ------------------------------------------------------------- asking

    def _mkt_may_contact(self, channel, company=None):
        """Those of the people whom the company may contact in the channel today."""
        return self - self.browse().union(
            *self._mkt_contact_obstacles(channel, company).keys()
        )

    def _mkt_check_may_contact(self, channel, company=None):
        """Raise UserError where one of the people may not be contacted in the channel."""
        obstacles = self._mkt_contact_obstacles(channel, company)
        if obstacles:
            lines = [f"{p.display_name}: {why}" for p, why in obstacles.items()]
            raise UserError("\n".join(lines))

    def _mkt_contact_obstacles(self, channel, company=None):
        """Why people may not be contacted in the channel, in words, {partner: text}.

        A statement of the person counts, else one of the firm; without any, whoever
        has bought may be contacted by contract. The number of queries does not depend
        on the number of people.
        """
        company = company or self.env.company
        # sudo: what forbids a contact counts, whatever the user may read
        people = self.sudo()
        firms = people.commercial_partner_id
        statements = people.env["mkt.contact.basis"]._current(
            people | firms, company, [channel]
        )
        buyers = firms._mkt_buyers(company)
        obstacles = {}
        for person, own in zip(people, self, strict=True):
            firm = person.commercial_partner_id
            statement = statements.get((person, channel)) or statements.get(
                (firm, channel)
            )
            if why := person._mkt_obstacle(channel, statement, firm in buyers):
                obstacles[own] = why
        return obstacles

    def _mkt_obstacle(self, channel, statement, has_bought):
        """Why the person may not be contacted, or None."""
        if not self.active:
            return self.env._("The contact is archived.")
        if channel in BY_PHONE and not self.phone:
            return self.env._("There is no phone number.")
        if channel == "email" and not self.email_normalized:
            return self.env._("There is no valid e-mail address.")
        if statement and statement.basis == "refused":
            return self.env._(
                "Refused on %(date)s: %(how)s",
                date=format_date(self.env, statement.date),
                how=statement.source,
            )
        if channel == "email" and self.is_blacklisted:
            return self.env._("The e-mail address is on the blacklist.")
        if channel in BY_PHONE and self.phone_sanitized_blacklisted:
            return self.env._("The phone number is on the blacklist.")
        if not statement and not has_bought:
            return self.env._(
                "Neither a contract nor a consent is recorded: ask for the consent and"
                " record it."
            )
        return None

    def _mkt_buyers(self, company):
        """Those of the customers who have ordered from the company: contract is their basis."""
        orders = self.env["sale.order"]._read_group(
            [
                ("company_id", "=", company.id),
                ("state", "=", "sale"),
                ("partner_id.commercial_partner_id", "in", self.ids),
            ],
            ["partner_id"],
        )
        return self.browse().union(*(p for [p] in orders)).commercial_partner_id

    # ------------------------------------------------------------- recording

    def action_mkt_open_statement(self):
        """The dialog that records what the person has stated about being contacted."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Consent or Refusal"),
            "res_model": "mkt.contact.statement",
            "views": [[False, "form"]],
            "target": "new",
            "context": {"default_partner_id": self.id},
        }

    def _mkt_state_basis(self, channels, basis, source, date=None):
        """Record what the people have stated for the channels, in the current company.

        Checks who may. A refusal goes to the blacklists of the host and ends what is
        open; a consent takes the address off them again.
        """
        company = self.env.company
        self._mkt_check_may_record(basis, company)
        source = self.env["mkt.contact.basis"]._check_source(source)
        return self._mkt_record_basis(channels, basis, source, date, company)

    def _mkt_check_may_record(self, basis, company):
        """Everybody in the office takes a refusal; a consent, who looks after the customer."""
        self.check_access("read")
        user = self.env.user
        if self.env.su or user._mkt_holds(company, *RECORDERS):
            return
        if not user._mkt_holds(company):
            raise AccessError(
                self.env._(
                    "Who may be contacted is recorded by the marketing office of"
                    " %(company)s.",
                    company=company.name,
                )
            )
        managers = self._mkt_account_managers(company)
        for partner in self if basis != "refused" else ():
            if managers.get(partner) != user:
                raise AccessError(
                    self.env._(
                        "%(customer)s is not in your hands: the account manager or the"
                        " customer service records a consent.",
                        customer=partner.display_name,
                    )
                )

    def _mkt_record_basis(self, channels, basis, source, date=None, company=None):
        """Add a statement for each person and channel; the caller has checked who may."""
        company = company or self.env.company
        # sudo: statements are made here alone
        statements = self.env["mkt.contact.basis"].sudo()
        before = statements._current(self, company, channels)
        statements.union(*before.values()).is_current = False
        statements.flush_model(["is_current"])
        made = statements.create(
            [
                {
                    "company_id": company.id,
                    "partner_id": partner.id,
                    "channel": channel,
                    "basis": basis,
                    "source": source,
                    "date": date or company._mkt_today(),
                    "is_current": True,
                }
                for partner in self
                for channel in channels
            ]
        )
        self._mkt_write_blacklists(channels, basis, source)
        if basis == "refused":
            self._mkt_end_contacts(channels, company)
        return made

    def _mkt_write_blacklists(self, channels, basis, source):
        """What the people have stated, as the host's own mailings and messages see it.

        A contract alone takes nobody off a blacklist, nor does a consent to calls whoever
        refuses text messages: the host has one list for both.
        """
        # sudo: the host leaves its blacklists to administrators
        people = self.sudo()
        emails = people.env["mail.blacklist"]
        phones = people.env["phone.blacklist"]
        by_phone = set(BY_PHONE) & set(channels)
        refusing = people._mkt_refusing(BY_PHONE)
        for person in people:
            email = "email" in channels and person.email_normalized
            number = by_phone and person.phone_sanitized
            if basis == "refused":
                if email:
                    emails._add(email, message=source)
                if number:
                    phones._add([number], message=source)
            elif basis == "consent":
                if email and person.is_blacklisted:
                    emails._remove(email, message=source)
                if (
                    number
                    and person.phone_sanitized_blacklisted
                    and person not in refusing
                ):
                    phones._remove([number], message=source)
        # the host computes both from the address alone
        people.invalidate_recordset(["is_blacklisted", "phone_sanitized_blacklisted"])

    def _mkt_refusing(self, channels):
        """Those of the people who refuse one of the channels, in any company."""
        return (
            self.env["mkt.contact.basis"]
            .search(
                [
                    ("partner_id", "in", self.ids),
                    ("channel", "in", channels),
                    ("basis", "=", "refused"),
                    ("is_current", "=", True),
                ]
            )
            .partner_id
        )

    def _mkt_end_contacts(self, channels, company):
        """End what is planned with the people in these channels; later rooms add theirs."""
