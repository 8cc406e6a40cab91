from xmlrpc.client import Binary

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import NO_ACCESS, Command

from ...tools import mail_reader

# what a message of a portal user consists of: all that the portal's page sends
CUSTOMER_PARAMETERS = {"body", "attachment_ids"}
# everybody speaks in their own name, and now
SAID_BY_OTHERS = {"author_id", "email_from", "date"}
MAKING_COMMANDS = {Command.CREATE, Command.UPDATE, Command.DELETE}


class MailThread(models.AbstractModel):
    """What comes by e-mail, or is said on a document of the office, is nobody's forgery."""

    _inherit = "mail.thread"

    # of the office's own models, only one that says so is born from an e-mail
    _mkt_born_from_email = False

    @api.model
    def _mkt_is_ours(self):
        return self._name.startswith("mkt.")

    # ------------------------------------------------------------- the mail gateway

    @api.model
    def message_process(self, model, message, *args, **kwargs):
        self._mkt_check_gateway()
        reading = self._mkt_read(message)
        threads = super(MailThread, self.with_context(mkt_reading=reading))
        return threads.message_process(model, reading.readable, *args, **kwargs)

    @api.model
    def _mkt_check_gateway(self):
        # the host creates what the e-mail says as superuser, and believes its sender:
        # its own script signs in as the administrator who set up the incoming mail,
        # its scheduled action runs as superuser; nobody else hands in e-mails
        if not (self.env.su or self.env.user._is_system()):
            raise AccessError(
                self.env._(
                    "Only the mail gateway hands in e-mails. Let it sign in as a user"
                    " with the right Settings."
                )
            )

    @api.model
    def _mkt_read(self, message):
        """The reading of an e-mail as the host's gateway gets it."""
        if isinstance(message, Binary):
            message = message.data
        if isinstance(message, str):
            message = message.encode("utf-8", "surrogateescape")
        return mail_reader.read(message)

    # the steps of the above: the host calls them itself, never over RPC

    @api.private
    @api.model
    def message_parse(self, message, save_original=False):
        return super().message_parse(message, save_original=save_original)

    @api.private
    @api.model
    def message_route(self, message, message_dict, *args, **kwargs):
        return super().message_route(message, message_dict, *args, **kwargs)

    @api.private
    @api.model
    def message_new(self, msg_dict, custom_values=None):
        # sudo: the name of a model is no secret
        self.env["ir.model"]._get(self._name).sudo()._mkt_check_born_from_email()
        values = self._mkt_harmless_values(custom_values or {})
        return super().message_new(msg_dict, values)

    @api.private
    def message_update(self, msg_dict, update_vals=None):
        return super().message_update(msg_dict, update_vals)

    @api.private
    def message_change_thread(self, new_thread, new_parent_message=False):
        return super().message_change_thread(new_thread, new_parent_message)

    @api.model
    def _mkt_harmless_values(self, values):
        """The values without those that superuser alone could set on our documents."""
        # what nobody may read or write but code of the system
        governed = {n for n in values if self._mkt_is_for_nobody(self._fields.get(n))}
        if hasattr(self, "_governed_names"):
            governed |= self._governed_names()
        return {
            name: value
            for name, value in values.items()
            if name not in governed
            and not self.env["mail.thread"]._mkt_makes_ours(
                self._fields.get(name), value
            )
        }

    @api.model
    def _mkt_is_for_nobody(self, field):
        return self._mkt_is_ours() and field and field.groups == NO_ACCESS

    @api.model
    def _mkt_makes_ours(self, field, value):
        """Whether the commands of an x2many field make or change a record of ours.

        Messages count: they stand on documents of ours.
        """
        if not field or field.type not in ("one2many", "many2many"):
            return False
        if not isinstance(value, list | tuple):
            return False
        name = field.comodel_name
        ours = name.startswith("mkt.") or name == "mail.message"
        if ours and field.type == "one2many":
            return True
        commands = [c for c in value if isinstance(c, list | tuple) and c]
        making = [c for c in commands if c[0] in MAKING_COMMANDS]
        if ours and making:
            return True
        fields = self.env[name]._fields
        return any(
            self._mkt_makes_ours(fields.get(inner), content)
            for command in making
            if len(command) > 2 and isinstance(command[2], dict)
            for inner, content in command[2].items()
        )

    # ------------------------------------------------------------- what people say

    def message_post(self, **kwargs):
        if self._mkt_is_ours() and not self.env.su:
            kwargs = self._mkt_own_words(kwargs)
        return super().message_post(**kwargs)

    def _mkt_own_words(self, kwargs):
        """The parameters that the user may give a message on a document of the office."""
        if not self.env.user.share:
            return {k: v for k, v in kwargs.items() if k not in SAID_BY_OTHERS}
        # portal users write to the office alone, and openly
        own = {k: v for k, v in kwargs.items() if k in CUSTOMER_PARAMETERS}
        return {
            **own,
            "message_type": "comment",
            "subtype_xmlid": "mail.mt_comment",
        }

    def _message_auto_subscribe_notify(self, partner_ids, template):
        # sudo: who hands a document to somebody may not read it any more
        thread = self.sudo() if self._mkt_is_ours() else self
        return super(MailThread, thread)._message_auto_subscribe_notify(
            partner_ids, template
        )

    def _check_can_update_message_content(self, messages):
        if self._mkt_is_ours():
            messages._mkt_check_stays()
        return super()._check_can_update_message_content(messages)
