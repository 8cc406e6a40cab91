from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import email_normalize


class MailMessage(models.Model):
    """What is said on a document of the office: by whom it says, and for good."""

    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        messages._mkt_check_author()
        messages._mkt_check_documents()
        return messages

    def _mkt_ours(self):
        return self.filtered(lambda message: (message.model or "").startswith("mkt."))

    def _mkt_check_author(self):
        """Colleagues speak for themselves: never for a customer, nor for each other.

        For customers speak the mail gateway, which is the superuser, and the portal,
        where they have signed in or come with their link.
        """
        user = self.env.user
        if self.env.uid == SUPERUSER_ID or user.share:
            return
        for message in self._mkt_ours():
            if not message._mkt_is_own_word(user):
                raise AccessError(
                    self.env._(
                        "On a document everybody speaks in their own name: send it as"
                        " yourself."
                    )
                )

    def _mkt_check_documents(self):
        """Raise AccessError where a notice is about what its sender may not read.

        The host asks that of all messages but notices, and tells whoever has sent one
        what the document is called.
        """
        if self.env.su:
            return
        notices = self._mkt_ours().filtered(
            lambda message: message.message_type == "user_notification"
        )
        for model, messages in notices.grouped("model").items():
            if model in self.env:
                self.env[model].browse(messages.mapped("res_id")).check_access("read")

    def _mkt_is_own_word(self, user):
        author = self.author_id
        if self.env.su:
            # code of the system lets the system speak, or writes from the office's address
            return author == user.partner_id or (author and not author.partner_share)
        address = email_normalize(self.email_from) or False
        return author == user.partner_id and address == user.email_normalized

    def _mkt_check_stays(self):
        """Raise an error where one of the messages is a customer's."""
        if any(not m.author_id or m.author_id.partner_share for m in self):
            raise UserError(
                self.env._(
                    "What a customer has written stays as it is: answer it instead."
                )
            )

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if operation not in ("write", "unlink") or self.env.su:
            return result
        # the host edits messages by its own route, which asks the document first
        # sudo: which document a message stands on, whoever may read it
        kept = self.sudo()._mkt_ours().sudo(False)
        if not kept:
            return result
        refused = kept | result[0] if result else kept
        return refused, lambda: AccessError(
            self.env._(
                "Messages on documents of the marketing office stay as they are: write"
                " another one."
            )
        )
