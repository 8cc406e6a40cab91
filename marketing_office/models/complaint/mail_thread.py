import logging

from odoo import api, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _mkt_process_reading(self, model, reading, *args, **kwargs):
        try:
            with self.env.cr.savepoint():
                return super()._mkt_process_reading(model, reading, *args, **kwargs)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        # whatever the host stumbles over, a complaint is not lost by it
        except Exception as error:  # pylint: disable=broad-except
            complaints = self.env["mkt.complaint"]
            complaint = complaints._open_unprocessed(model, reading, error)
            if complaint is None:
                raise
            _logger.warning("E-mail taken in as it came: %s", complaint, exc_info=True)
            return complaint.id

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
