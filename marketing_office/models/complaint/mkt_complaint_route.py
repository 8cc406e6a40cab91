import re
from datetime import timedelta
from unicodedata import normalize

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import email_normalize

from ...tools.mail_automatic import is_automatic, is_undelivered

# among the values of a new case: it holds what else one sender writes
HOLD = "holds_emails"
# a case's number, or what may be one, among the words of a subject: Chinese ones stand
# beside it without a blank, or belong to it
NUMBERS = (
    re.compile(r"[\w/-]*\d[\w/-]*"),
    re.compile(r"[\w/-]*\d[\w/-]*", re.ASCII),
)


class ComplaintRoute(models.Model):
    """To which case an e-mail goes: none that a person has written goes to no case."""

    _inherit = "mkt.complaint"
    _governed = ("holds_emails",)

    holds_emails = fields.Boolean(
        "Holds E-mails",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="One sender wrote very often: what else came is on this case.",
    )

    @api.model
    def _email_routes(self, message_dict, routes):
        """The host's routes of an e-mail as they are for cases."""
        reading = self._reading()
        if not reading or not any(route[0] == self._name for route in routes):
            return routes
        automatic = is_automatic(reading.original)
        kept = []
        for route in routes:
            model, case_id, values, uid, alias = route
            if model != self._name:
                kept.append(route)
            elif automatic and not self._is_trusted(alias, message_dict):
                # on a case it is shown, and is no word of the customer
                if case_id:
                    message_dict["message_type"] = "out_of_office"
                    kept.append(route)
                    if is_undelivered(reading.original):
                        self.browse(case_id)._tell_undelivered()
            elif case_id:
                kept.append(route)
            else:
                case = self._case_of_subject(message_dict)
                # nobody's default values say what `_hold_many` says
                values = {k: v for k, v in (values or {}).items() if k != HOLD}
                kept.append((model, case.id or 0, values, uid, alias))
        return kept

    def _tell_undelivered(self):
        complaint = self._for_office(self.company_id)
        complaint._ask(
            complaint.env._(
                "What we wrote did not reach the customer: find another way to reach them."
            )
        )

    @api.model
    def _is_trusted(self, alias, message_dict):
        return bool(alias) and alias._mkt_trusts(message_dict.get("email_from"))

    # ------------------------------------------------------------- where answers go

    def _notify_get_reply_to_batch(self, defaults=None, author_ids=None):
        """Answers go to the address of cases, from where no e-mail is sent back."""
        found = super()._notify_get_reply_to_batch(defaults, author_ids)
        # sudo: the customer, who writes too, need not know the company
        for company, complaints in self.sudo().grouped("company_id").items():
            if address := complaints._address_of(company):
                for complaint in complaints:
                    found[complaint.id] = self._notify_get_reply_to_formatted_email(
                        address, author_id=(author_ids or {}).get(complaint.id)
                    )
        return found

    @api.model
    def _address_of(self, company):
        """The company's own address of cases, or the one of the company that has none."""
        # sudo: addresses belong to the system
        aliases = self.env["mail.alias"].sudo()
        aliases = aliases.search(
            [
                ("alias_model_id.model", "=", self._name),
                ("alias_name", "!=", False),
                ("alias_domain_id", "!=", False),
                ("alias_force_thread_id", "=", 0),
            ]
        )
        own = aliases.filtered(lambda a: a._mkt_company() == company)
        shared = aliases.filtered(lambda a: not a._mkt_company())
        shared = shared.filtered(lambda a: a.alias_domain_id == company.alias_domain_id)
        return (own or shared)[:1].alias_full_name

    # ------------------------------------------------------------- by its number

    @api.model
    def _routes_of_number(self, message_dict):
        """The routes of an e-mail that names a case, and comes by no address of cases."""
        case = self._numbered_in(message_dict.get("subject"))
        values = {"company_id": case.company_id.id}
        return [(self._name, False, values, self.env.uid, None)] if case else []

    @api.model
    def _numbered_in(self, subject):
        """The case whose number stands in the subject."""
        # as people type it: in full width, in small letters
        subject = normalize("NFKC", subject or "")
        found = {word for pattern in NUMBERS for word in pattern.findall(subject)}
        found |= {word.upper() for word in found}
        # sudo: the gateway reads every case; who writes is checked by the caller
        case = self.sudo().search([("number", "in", list(found))], limit=1)
        return case.merged_into_id or case

    @api.model
    def _case_of_subject(self, message_dict):
        """The case that the subject names, if the sender is known to it."""
        case = self._numbered_in(message_dict.get("subject"))
        sender = email_normalize(message_dict.get("email_from"))
        return case if sender and sender in case._known_addresses() else self.browse()

    def _known_addresses(self):
        customer = self.partner_id.commercial_partner_id
        # sudo: the gateway looks up who has to do with the case
        people = (
            self.env["res.partner"].sudo().search([("id", "child_of", customer.ids)])
        )
        people |= self.message_partner_ids | self.message_ids.author_id
        senders = [self.email_from, *self.message_ids.mapped("email_from")]
        return {email_normalize(s) for s in [*people.mapped("email"), *senders] if s}

    def _suggest_numbered(self, subject):
        """Say that the e-mail names another case, though its sender is not known there."""
        if case := self._numbered_in(subject):
            self._ask(
                self.env._(
                    "The e-mail names %(case)s, but its sender is not known there: does it"
                    " belong to it? Then merge the two.",
                    case=case.number,
                )
            )

    # ------------------------------------------------------------- one who writes often

    @api.model
    def _hold_many(self, message_dict, routes):
        """Let what one sender writes very often come to one case, in place in the routes.

        The host would leave it out and send it back, for fear of two machines that answer
        each other: of a case nothing is answered by itself.
        """
        for index, (model, case_id, values, uid, alias) in enumerate(routes):
            if model != self._name or case_id or self._is_trusted(alias, message_dict):
                continue
            recent = self._recent_of(email_normalize(message_dict.get("email_from")))
            if len(recent) < self._many():
                continue
            holding = recent.filtered(lambda c: c.holds_emails and c.is_open)[:1]
            values = {**values, HOLD: True}
            routes[index] = (model, holding.id or 0, values, uid, alias)

    def _hold_emails(self):
        self.holds_emails = True
        self._ask(
            self.env._(
                "%(sender)s writes very often: what else comes is kept on this case.",
                sender=self.email_from,
            )
        )

    @api.model
    def _many(self):
        # sudo: the host's own setting
        parameters = self.env["ir.config_parameter"].sudo()
        return int(parameters.get_param("mail.gateway.loop.threshold", 20))

    @api.model
    def _recent_of(self, sender):
        # sudo: as above; the gateway counts every case
        parameters = self.env["ir.config_parameter"].sudo()
        minutes = int(parameters.get_param("mail.gateway.loop.minutes", 120))
        allowed = self.env["mail.gateway.allowed"].sudo()
        if not sender or allowed.search_count(
            [("email_normalized", "=", sender)], limit=1
        ):
            return self.browse()
        since = self.env.cr.now() - timedelta(minutes=minutes)
        return self.sudo().search(
            Domain("create_date", ">=", since)
            & Domain(self._detect_loop_sender_domain(sender))
        )
