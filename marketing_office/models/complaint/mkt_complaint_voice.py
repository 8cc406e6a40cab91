from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import email_normalize, html2plaintext

from ...tools.mail_automatic import forwarded_senders

# the customer has an answer, and is to say something about it
ANSWERED = "responded", "decided"
# who may say, when the customer has an answer, that it is another one
MANAGERS = "customer_service_manager", "marketing_manager", "director"


class ComplaintVoice(models.Model):
    """Who speaks for the customer, and who of the office hears it."""

    _inherit = "mkt.complaint"
    _governed = ("unsure_sender",)

    unsure_sender = fields.Char(
        "Perhaps the Customer",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Somebody unknown who wrote on the case; it counts as the customer's word"
        " until somebody says that it is not.",
    )
    heard_before = fields.Datetime(readonly=True, copy=False, groups=fields.NO_ACCESS)
    pause_before = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)

    @api.model_create_multi
    def create(self, vals_list):
        complaints = super().create(vals_list)
        # a colleague's e-mail opens a case too, which then asks for its customer
        if not self.env.su:
            complaints._check_customer_is_no_colleague()
        return complaints

    def _check_customer_is_no_colleague(self):
        """Whoever works here does not accept and rate, as the customer, what we do."""
        addresses = filter(
            None, map(email_normalize, filter(None, self.mapped("email_from")))
        )
        # sudo: who works here is no secret inside the company
        colleagues = self.env["res.users"].sudo()
        found = colleagues.search(
            [
                ("share", "=", False),
                "|",
                ("partner_id", "in", self.partner_id.ids),
                ("partner_id.email_normalized", "in", list(addresses)),
            ],
            limit=1,
        )
        if found:
            raise ValidationError(
                self.env._(
                    "%(user)s works here and cannot be the customer of a case: name the"
                    " customer, or leave it empty.",
                    user=found.name,
                )
            )

    def write(self, vals):
        if self.env.su or vals.keys().isdisjoint(("partner_id", "email_from")):
            return super().write(vals)
        if "partner_id" in vals:
            self._check_customer_stays(vals["partner_id"])
        result = super().write(vals)
        self._check_customer_is_no_colleague()
        return result

    def _check_customer_stays(self, partner_id):
        """Who has been answered is the one who accepts: the handler does not choose another."""
        # sudo: to whom a contact belongs, whatever the user may read
        customer = self.env["res.partner"].sudo().browse(partner_id or [])
        user = self.env.user
        for complaint in self.filtered(lambda c: c.partner_id and c.state in ANSWERED):
            others = complaint.sudo().partner_id.commercial_partner_id
            if others != customer.commercial_partner_id and (
                complaint.user_id == user
                or not user._mkt_holds(complaint.company_id, *MANAGERS)
            ):
                raise AccessError(
                    self.env._(
                        "%(case)s has been answered: a manager of customer service who"
                        " does not handle it names another customer.",
                        case=complaint.display_name,
                    )
                )

    def _hear(self, message):
        """What a message of somebody outside the office means for the case."""
        # sudo: as there
        self = self._for_office(self.sudo().company_id)
        # an automatic answer is no answer: its message type is another
        if message.message_type not in ("email", "comment"):
            return
        if self._is_customer(message):
            self._hear_customer(message)
        elif message.message_type == "email" and self._is_stranger(message.author_id):
            self._hear_stranger(message)

    def _is_stranger(self, author):
        return not author or author.partner_share

    def _hear_customer(self, message):
        # sudo: the customer's message changes nothing but these governed values
        complaint = self.sudo()
        # an e-mail is dated by its sender, wrongly at times
        moment = min(message.date, fields.Datetime.now())
        last = max(moment, complaint.customer_wrote_at or moment)
        complaint.write({"customer_wrote_at": last, "silence_warned_at": False})
        complaint._end_pause(moment, "customer")
        complaint._tell_who_cares()

    def _hear_stranger(self, message):
        # sudo: as above
        complaint = self.sudo()
        pause = complaint.pause_ids.filtered(lambda p: not p.ended_at)
        if not complaint.unsure_sender:
            complaint.write(
                {
                    "heard_before": complaint.customer_wrote_at,
                    "pause_before": pause.reason,
                }
            )
        complaint.unsure_sender = (
            message.email_from or message.author_id.email_formatted
        )
        complaint._hear_customer(message)
        complaint._ask(
            self.env._(
                "%(sender)s wrote: is this the customer? Until you say no, it counts.",
                sender=complaint.unsure_sender,
            )
        )

    def action_is_the_customer(self):
        """Say that the unknown sender speaks for the customer."""
        self.check_access("write")
        # sudo: governed values, checked above
        self.sudo().write({"unsure_sender": False, "pause_before": False})

    def action_is_not_the_customer(self):
        """Say that the unknown sender does not: the case waits as it waited before."""
        self.check_access("write")
        for complaint in self.filtered("unsure_sender"):
            # sudo: governed values, checked above
            secret = complaint.sudo()
            reason = secret.pause_before
            secret.write(
                {
                    "customer_wrote_at": secret.heard_before,
                    "unsure_sender": False,
                    "pause_before": False,
                }
            )
            if reason and complaint.is_open and not complaint.is_paused:
                complaint.action_pause(reason)

    # ------------------------------------------------------------- who hears it

    def _responsible(self):
        """The handler, or who stands in: the post's holder, then the manager above."""
        self.ensure_one()
        # sudo: who holds a post is not for customers to read
        assignments = self.env["mkt.post.assignment"].sudo()
        if self.user_id & assignments._members(self.company_id):
            return self.user_id
        for post in ("customer_service_manager", "marketing_manager", "director"):
            if holders := assignments._holders(self.company_id, post):
                return holders[:1]
        return self.env["res.users"]

    def _tell_who_cares(self):
        """Somebody is told of what the customer writes when the handler is not there, or the
        case is over.
        """
        if not self.is_open:
            self._ask(
                self.env._(
                    "The customer wrote on a case that is over: reopen it, or answer."
                )
            )
        elif self.user_id and self._responsible() != self.user_id:
            self._ask(
                self.env._(
                    "The customer wrote, and %(handler)s no longer works in the office:"
                    " name another handler.",
                    handler=self.user_id.name,
                )
            )

    def _ask(self, summary, user=None):
        """One open activity of this summary for who is responsible for the case."""
        # sudo: reminders belong to the system
        complaint = self.sudo()
        user = user or complaint._responsible()
        open_ones = complaint.activity_ids.filtered(
            lambda a: a.summary == summary and a.user_id == user
        )
        if user and not open_ones:
            complaint.activity_schedule(
                "mail.mail_activity_data_todo", user_id=user.id, summary=summary
            )

    def _ask_for_sender(self):
        """Mark a case that names nobody to answer to."""
        if not (self.partner_id or "@" in (self.email_from or "")):
            self._ask(
                self.env._(
                    "The e-mail names no sender: find out who wrote, if you can."
                )
            )

    # ------------------------------------------------------------- forwarded by a colleague

    def _ask_for_customer(self, msg_dict):
        """A colleague who forwards a customer's e-mail is not its customer."""
        author = self.env["res.partner"].browse(msg_dict.get("author_id") or [])
        colleague = author.user_ids.filtered(lambda user: not user.share)[:1]
        if not colleague:
            self._ask_for_sender()
            return
        sender = self._forwarded_sender(msg_dict)
        found = sender and self._partner_find_from_emails_single(
            [sender], no_create=True
        )
        self.write(
            {
                "partner_id": bool(found) and found[:1].id,
                "email_from": sender or False,
            }
        )
        if not email_normalize(sender):
            self._ask(
                self.env._("You forwarded an e-mail: name the customer."),
                user=colleague,
            )

    def _forwarded_sender(self, msg_dict):
        """The first who is none of us, of those whom the forwarded e-mail names."""
        reading = self._reading()
        text = html2plaintext(msg_dict.get("body") or "", include_references=False)
        senders = forwarded_senders(text, reading.original if reading else b"")
        addresses = [email_normalize(sender) for sender in senders]
        # sudo: who works here, and our own addresses
        users = self.env["res.users"].sudo()
        ours = users.search(
            [("email_normalized", "in", addresses), ("share", "=", False)]
        )
        own = {*ours.mapped("email_normalized")}
        own |= {*self._aliases_of(addresses).mapped("alias_full_name")}
        others = [s for s, a in zip(senders, addresses, strict=True) if a not in own]
        return others[0] if others else None
