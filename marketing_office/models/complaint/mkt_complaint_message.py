from datetime import timedelta

from markupsafe import Markup

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import email_normalize, format_date

LOW_RATING = 2


class ComplaintMessage(models.Model):
    """What is said between the office and the customer."""

    _inherit = "mkt.complaint"
    _governed = ("silence_warned_at", "customer_wrote_at", "rated_at")

    # the host searches messages through this field without their rules: customers
    # would find out what internal notes say
    message_ids = fields.One2many(groups="base.group_user")
    customer_wrote_at = fields.Datetime(
        "Customer Last Wrote on", readonly=True, copy=False, groups="base.group_user"
    )
    rated_at = fields.Datetime(
        "Rated on", readonly=True, copy=False, groups="base.group_user"
    )
    silence_warned_at = fields.Datetime(
        "Warned of Closing on", readonly=True, copy=False, groups="base.group_user"
    )

    # ------------------------------------------------------------- to the customer

    def _find_customer(self):
        """Link cases that came from an unknown sender to a contact, made if need be."""
        unknown = self.filtered(lambda c: not c.partner_id and c.email_from)
        # sudo: a service clerk may not create contacts, a customer who writes is one
        writing = unknown.sudo()
        found = writing._partner_find_from_emails(
            {complaint: [complaint.email_from] for complaint in writing}
        )
        for complaint in unknown:
            complaint.partner_id = found[complaint.id][:1]

    def _tell_customer(self, template):
        self.message_post_with_source(
            template,
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.partner_id.ids,
        )

    def _log_reason(self, title, reason, author=None):
        self.message_post(
            body=Markup("<p>%s</p><p>%s</p>") % (title, reason),
            author_id=author and author.id,
            subtype_xmlid="mail.mt_comment",
        )

    def _ask_rating(self):
        """Send the rating links by mail alone: on the case, colleagues could use them."""
        told = self.filtered("partner_id")._for_customer()
        template = told.env.ref("marketing_office.mail_template_rating")
        # by the system: who closes the case could read a message of their own
        template.with_user(SUPERUSER_ID).send_mail_batch(
            told.ids,
            email_values={
                "model": False,
                "res_id": False,
                "author_id": self.env.ref("base.partner_root").id,
            },
            email_layout_xmlid="mail.mail_notification_light",
        )

    # ------------------------------------------------------------- from the customer

    def message_post(self, *, rating_value=None, **kwargs):
        # customers rate closed cases by the link sent to them; a rating that comes with
        # a message may be a colleague's, and would pass for the customer's
        if rating_value:
            raise AccessError(self.env._("Only the customer rates a case."))
        return super().message_post(**kwargs)

    def _get_allowed_message_params(self):
        # the host's routes post and edit messages with sudo
        return super()._get_allowed_message_params() - {"rating_value"}

    def _message_post_after_hook(self, message, msg_values):
        result = super()._message_post_after_hook(message, msg_values)
        self._show_inline_pictures(message)
        self._hear(message)
        return result

    def _is_customer(self, message):
        customer = self.partner_id.commercial_partner_id
        author = message.author_id
        if author:
            # whoever works here is no customer, whose contact theirs may be put below
            return author.partner_share and author.commercial_partner_id == customer
        sender = email_normalize(message.email_from)
        return bool(sender) and sender == email_normalize(self.email_from)

    # ------------------------------------------------------------- rating

    def rating_apply(self, rate, **kwargs):
        rating = super().rating_apply(rate, **kwargs)
        # sudo: the customer rates, who may not write the case
        self.sudo().rated_at = fields.Datetime.now()
        if rate <= LOW_RATING:
            # sudo: who holds the post is not for the customer to read
            assignments = self.env["mkt.post.assignment"].sudo()
            holders = assignments._holders(self.company_id, "customer_service_manager")
            self._unswitched().activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=(holders[:1] or self.user_id).id,
                summary=self.env._("The customer is not satisfied: reopen the case?"),
            )
        return rating

    # ------------------------------------------------------------- silence

    @api.model
    def _cron_close_silent(self):
        """Warn customers once who stay silent after our answer, then close their cases."""
        now = fields.Datetime.now()
        for company in self.env["res.company"].search([("active", "=", True)]):
            for complaint in self._one_by_one(self._silent_domain(company, now)):
                complaint._close_silent()
            for complaint in self._one_by_one(self._unwarned_domain(company, now)):
                complaint._warn_silent()

    @api.model
    def _one_by_one(self, domain):
        """The cases of the domain, each locked, and committed before the next."""
        for complaint in self.search(domain):
            if complaint.try_lock_for_update().filtered_domain(domain):
                yield complaint
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def _answered_domain(self, company):
        """Cases in which it is the customer's turn."""
        return [
            ("company_id", "=", company.id),
            "|",
            ("state", "=", "decided"),
            "&",
            ("state", "=", "responded"),
            ("kind", "=", "service_request"),
        ]

    def _unwarned_domain(self, company, now):
        since = now - timedelta(days=company.mkt_silence_days)
        return [
            *self._answered_domain(company),
            ("silence_warned_at", "=", False),
            ("resolved_at", "<", since),
            "|",
            ("customer_wrote_at", "=", False),
            ("customer_wrote_at", "<", since),
        ]

    def _silent_domain(self, company, now):
        since = now - timedelta(days=company.mkt_close_days)
        return [*self._answered_domain(company), ("silence_warned_at", "<", since)]

    def _warn_silent(self):
        self._tell_customer("marketing_office.mail_template_silence")
        self.silence_warned_at = fields.Datetime.now()

    def _close_silent(self):
        if self.kind == "dispute" and not self.dispute_result:
            # the forum has not spoken: only people close this one
            self.silence_warned_at = fields.Datetime.now()
            return
        self._close()
        self._message_log(body=self.env._("Closed: the customer stayed silent."))

    def _closing_date(self):
        """The day on which a warned case will be closed, for the message to the customer."""
        day = fields.Datetime.now() + timedelta(days=self.company_id.mkt_close_days)
        return format_date(self.env, day)
