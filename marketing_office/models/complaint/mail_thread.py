from odoo import api, models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def message_route(
        self, message, message_dict, model=None, thread_id=None, custom_values=None
    ):
        """Automatic answers open no case, and on a case they are no word of the customer."""
        routes = super().message_route(
            message, message_dict, model, thread_id, custom_values
        )
        if not self._mkt_is_automatic(message):
            return routes
        kept = [r for r in routes if r[0] != "mkt.complaint" or r[1]]
        if any(route[0] == "mkt.complaint" for route in kept):
            message_dict["message_type"] = "out_of_office"
        return kept

    @api.model
    def _mkt_is_automatic(self, message):
        """Whether the headers say that no person wrote the e-mail (RFC 3834, and custom)."""
        submitted = (
            (message.get("Auto-Submitted") or "no").split(";")[0].strip().lower()
        )
        precedence = (message.get("Precedence") or "").strip().lower()
        return (
            submitted != "no"
            or precedence in ("auto_reply", "bulk", "junk")
            or "X-Autoreply" in message
            or "X-Autorespond" in message
        )
