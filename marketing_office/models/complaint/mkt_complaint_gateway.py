import base64
import re

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext, plaintext2html

from ...tools import mail_reader
from ...tools.customer_secret import email_without_secrets
from ...tools.mail_charset import clean, decode
from ...tools.text import is_blank

LONGEST_TEXT = 20000
LONGEST_NAME = 300
# beyond that no browser shows the case in good time
LONGEST_PAGE = 300000
# pictures within a page are no text: the host makes files of them
PICTURES = re.compile(r"""data:image/[^"']+""")


class ComplaintGateway(models.Model):
    """What an e-mail makes of a case: nothing of it is lost, and nothing changed silently."""

    _inherit = "mkt.complaint"
    _mkt_born_from_email = True
    _governed = ("email_ids",)

    email_ids = fields.One2many(
        "mkt.complaint.email", "complaint_id", "Original E-mails", readonly=True
    )

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        defaults = dict(custom_values or {})
        holds_emails = defaults.pop("holds_emails", False)
        company = self._company_of_defaults(defaults)
        self = self._for_office(company)
        cut = self._cut_text(msg_dict)
        author = self.env["res.partner"].browse(msg_dict.get("author_id") or [])
        # a contact of another company cannot be the customer here, yet has a case
        fits = author._check_company_domain(company.id)
        values = {
            "name": self._subject_of(msg_dict.get("subject")),
            "description": msg_dict.get("body"),
            "partner_id": author.filtered_domain(fits).id,
            "channel": "email",
            "company_id": company.id,
        }
        problem = None
        try:
            with self.env.cr.savepoint():
                complaint = super().message_new(msg_dict, {**values, **defaults})
        except (UserError, ValueError) as error:
            # the address's default values are to blame, not the customer
            complaint = super().message_new(msg_dict, values)
            problem = self.env._(
                "The default values of the address were left out: %(error)s",
                error=str(error),
            )
        complaint._keep_email(msg_dict)
        complaint._note_problems(
            self.env._("About the e-mail:"), [p for p in (cut, problem) if p]
        )
        complaint._leave_out_forbidden_files(msg_dict)
        complaint._ask_for_customer(msg_dict)
        complaint._suggest_numbered(msg_dict.get("subject"))
        if holds_emails:
            complaint._hold_emails()
        complaint._name_no_sender(msg_dict)
        return complaint

    @api.model
    def _subject_of(self, subject):
        subject = (subject or "").strip()
        if is_blank(subject):
            return self.env._("(no subject)")
        # the rest is in the original, which is kept
        return subject if len(subject) <= LONGEST_NAME else f"{subject[:LONGEST_NAME]}…"

    @api.model
    def _for_office(self, company):
        """The same in the language of the company: whoever writes, the office reads."""
        # sudo: the customer, who writes too, need not know the company
        return self.with_context(lang=company.sudo().partner_id.lang)

    @api.model
    def _company_of_defaults(self, defaults):
        company_id = defaults.get("company_id")
        company = self.env["res.company"]
        if isinstance(company_id, int):
            company = company.browse(company_id).exists()
        return company or self.env.company

    def message_update(self, msg_dict, update_vals=None):
        complaint = self._for_office(self.company_id)
        complaint._keep_email(msg_dict)
        if cut := complaint._cut_text(msg_dict):
            complaint._note_problems(complaint.env._("About the e-mail:"), [cut])
        complaint._leave_out_forbidden_files(msg_dict)
        complaint._name_no_sender(msg_dict)
        return super().message_update(msg_dict, update_vals)

    @api.model
    def _reading(self):
        """The reading of the e-mail at work; only code can have put one here."""
        reading = self.env.context.get("mkt_reading")
        return reading if isinstance(reading, mail_reader.Reading) else None

    def _keep_email(self, msg_dict):
        """Keep the e-mail as it came with the case, and say what was doubtful in it."""
        reading = self._reading()
        if not reading:
            return
        # sudo: the system keeps it, whoever wrote it
        originals = self.env["mkt.complaint.email"].sudo()
        # customers quote the e-mails sent to them, and colleagues read the original
        content = email_without_secrets(reading.original)
        secrets = {"secret"} if content != reading.original else set()
        doubts = originals._doubts(secrets.union(reading.notes))
        originals.create(
            {
                "complaint_id": self.id,
                "message_id": msg_dict.get("message_id"),
                "sender": msg_dict.get("email_from"),
                "subject": msg_dict.get("subject"),
                "content": base64.b64encode(content),
                "note": "\n".join(doubts),
            }
        )
        self._note_problems(self.env._("About the e-mail:"), doubts)

    @api.model
    def _cut_text(self, msg_dict):
        """Cut a text that is too long to be shown; what the case says of it, or None."""
        body = msg_dict.get("body") or ""
        if len(PICTURES.sub("", body)) <= LONGEST_PAGE:
            return None
        text = html2plaintext(body, include_references=False)
        msg_dict["body"] = plaintext2html(text[:LONGEST_TEXT])
        return self.env._(
            "Its text is very long: only the beginning is shown, all of it is in the"
            " original."
        )

    def _name_no_sender(self, msg_dict):
        # the host would let the gateway's own user say what nobody has signed
        if not msg_dict.get("email_from"):
            msg_dict["email_from"] = self.env._("(no sender)")

    def _note_problems(self, title, problems):
        if problems:
            points = Markup().join(Markup("<li>%s</li>") % p for p in problems)
            self._message_log(body=Markup("<p>%s</p><ul>%s</ul>") % (title, points))

    def _leave_out_forbidden_files(self, msg_dict):
        """Take forbidden files out of an incoming e-mail, and say so on the case."""
        attachments, kept, problems = self.env["ir.attachment"], [], []
        for file in msg_dict.get("attachments") or []:
            content = attachments._mkt_bytes(file[1])
            name = attachments._mkt_file_name(file[0], content)
            problem = attachments._mkt_file_problem(
                name, len(content), self.company_id, content
            )
            if problem:
                problems.append(problem)
            else:
                kept.append((name, content, *file[2:]))
        msg_dict["attachments"] = kept
        self._note_problems(
            self.env._(
                "Files of the e-mail that were left out (they are in the original):"
            ),
            problems,
        )

    def _show_inline_pictures(self, message):
        """The description shows the pictures that stand in the e-mail's text."""
        shown = self.description or ""
        has_pictures = "cid:" in shown or "data:image" in shown
        if has_pictures and message.message_type == "email":
            # sudo: the same text, with the pictures where the host has put them
            self.sudo().description = message.body

    @api.model
    def _open_unprocessed(self, model, reading, error):
        """A case of an e-mail that the host could not make one of; None if it is no case's.

        It holds the text as far as it can be read, and the original.
        """
        if not (model == self._name or self._is_addressed(reading.original)):
            return None
        texts = mail_reader.headers_of(reading.original, "Message-ID")
        sender, subject = self._sender_and_subject(reading.original)
        msg_dict = {
            "message_id": texts[0] if texts else mail_reader.made_id(reading.original),
            "email_from": sender,
            "subject": subject,
        }
        # sudo: as the host's gateway, whose work this ends
        complaints = (
            self.sudo()
            ._for_office(self.env.company)
            .with_context(mail_create_nosubscribe=True, mkt_reading=reading)
        )
        originals = complaints.env["mkt.complaint.email"]
        if originals.search_count(
            [("message_id", "=", msg_dict["message_id"])], limit=1
        ):
            return originals.complaint_id
        text = clean(decode(reading.original)[0])[:LONGEST_TEXT]
        complaint = complaints.create(
            {
                "name": complaints._subject_of(subject),
                "description": plaintext2html(text),
                "email_from": msg_dict["email_from"],
                "channel": "email",
            }
        )
        complaint._keep_email(msg_dict)
        complaint._note_problems(
            complaint.env._("This e-mail could not be taken in as others are:"),
            [str(error)],
        )
        return complaint

    @api.model
    def _as_addressed(self, reading):
        """The reading as the host has to see it, to take it for what it is.

        The mailbox may know alone that it was for an address of cases; and senders give
        the same Message-Id to e-mails that are not the same.
        """
        original = reading.original
        if not self._is_addressed(original):
            headers = mail_reader.headers_of(original, *mail_reader.ENVELOPE)
            if aliases := self._aliases_of(mail_reader.addresses_in(headers)):
                address = aliases[0].alias_full_name
                reading = reading.with_header("Delivered-To", address)
        known = mail_reader.headers_of(reading.readable, "Message-ID")
        # sudo: as the gateway, which reads all cases
        same_id = self.env["mkt.complaint.email"].sudo()
        same_id = same_id.search([("message_id", "in", known)]) if known else same_id
        kept = [base64.b64decode(email.content or b"") for email in same_id]
        came = email_without_secrets(original)
        if kept and not any(mail_reader.is_same(came, other) for other in kept):
            made = mail_reader.made_id(original)
            reading = reading.with_header("Message-ID", made, "repeated")
        return reading

    @api.model
    def _sender_and_subject(self, original):
        return (
            ", ".join(mail_reader.headers_of(original, "From")),
            " ".join(mail_reader.headers_of(original, "Subject")),
        )

    @api.model
    def _is_addressed(self, original):
        """Whether the e-mail (bytes) goes to an address of cases."""
        headers = mail_reader.headers_of(original, "To", "Cc", "Delivered-To")
        return bool(self._aliases_of(mail_reader.addresses_in(headers)))

    @api.model
    def _aliases_of(self, addresses):
        """The addresses of cases among these addresses."""
        # sudo: as the gateway, which reads all addresses
        return (
            self.env["mail.alias"]
            .sudo()
            .search(
                [
                    ("alias_model_id.model", "=", self._name),
                    "|",
                    ("alias_full_name", "in", addresses),
                    "&",
                    ("alias_incoming_local", "=", True),
                    ("alias_name", "in", [a.split("@")[0] for a in addresses]),
                ]
            )
        )
