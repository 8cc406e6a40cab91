from types import MethodType

from odoo import fields, models
from odoo.exceptions import UserError


class Watch:
    """The e-mail that a job has at work, and what went wrong with it."""

    raw = error = None
    # the model of what has no other address
    model = False


class FetchmailServer(models.Model):
    """A complaint that cannot be taken in stays in its mailbox, unread, and is reported."""

    _inherit = "fetchmail.server"

    mkt_failed = fields.Json("Reported E-mails", copy=False)

    def _fetch_mail(self, **kwargs):
        servers = self.with_context(mkt_watch=Watch())
        return super(FetchmailServer, servers)._fetch_mail(**kwargs)

    def _connect__(self, allow_archived=False):  # noqa: PLW3201
        connection = super()._connect__(allow_archived=allow_archived)
        watch = self.env.context.get("mkt_watch")
        if isinstance(watch, Watch):
            watch.model = self._mkt_fallback_model()
            self._mkt_watch_connection(connection, watch)
        return connection

    def _mkt_watch_connection(self, connection, watch):
        """Keep the host from marking as done what has failed, and from trying it first."""
        check, handled = connection.check_unread_messages, connection.handled_message

        def check_unread_messages(_connection):
            count = check()
            if self.mkt_failed and self._get_connection_type() == "imap":
                # the host takes the last one first, and so many at a time
                connection._unread_messages.sort(
                    key=lambda number: (
                        self._mkt_key(connection, number) not in self.mkt_failed
                    )
                )
            return count

        def handled_message(_connection, number):
            raw, error, watch.raw, watch.error = watch.raw, watch.error, None, None
            if error and self._mkt_is_for_cases(raw):
                self._mkt_report(self._mkt_key(connection, number), raw, error)
            else:
                handled(number)

        connection.check_unread_messages = MethodType(check_unread_messages, connection)
        connection.handled_message = MethodType(handled_message, connection)

    def _mkt_fallback_model(self):
        """Cases, where the mailbox is that of an address of cases.

        What was sent there as a blind copy names the address nowhere.
        """
        complaints = self.env["mkt.complaint"]
        if self.object_id.model or not complaints._aliases_of(
            [(self.user or "").lower()]
        ):
            return self.object_id.model
        return complaints._name

    def _mkt_key(self, connection, number):
        """What names the e-mail in its mailbox for good."""
        if self._get_connection_type() == "imap":
            _ok, [line] = connection.fetch(number, "(UID)")
            return line.decode().rpartition("UID ")[2].strip(" )")
        return connection.uidl(number).decode().split()[-1]

    def _mkt_is_for_cases(self, raw):
        complaints = self.env["mkt.complaint"]
        is_ours = self._mkt_fallback_model() == complaints._name
        return is_ours or complaints._is_addressed(raw)

    def _mkt_report(self, key, raw, error):
        """Tell the Customer Service Managers once of an e-mail that waits in its mailbox."""
        known = self.mkt_failed or []
        if key in known:
            return
        self.mkt_failed = [*known, key]
        sender, subject = self.env["mkt.complaint"]._sender_and_subject(raw)
        # a message for people says it in words; what the server says stands in its log
        reason = str(error) if isinstance(error, UserError) else type(error).__name__
        assignments = self.env["mkt.post.assignment"]
        told = self.env["res.users"]
        for company in self.env["res.company"].search([("active", "=", True)]):
            told |= assignments._holders(company, "customer_service_manager")
        for user in told:
            env = self.with_context(lang=user.lang).env
            env["mail.thread"].message_notify(
                partner_ids=user.partner_id.ids,
                subject=env._("An e-mail could not be taken in"),
                body=env._(
                    "“%(subject)s” of %(sender)s waits unread in the mailbox"
                    " %(mailbox)s, and is tried again each time: %(reason)s",
                    subject=subject,
                    sender=sender,
                    mailbox=self.name,
                    reason=reason,
                ),
            )
