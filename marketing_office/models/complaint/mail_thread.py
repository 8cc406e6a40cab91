import logging

from odoo import api, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from .fetchmail_server import Watch

_logger = logging.getLogger(__name__)


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def message_process(self, model, message, *args, **kwargs):
        watch = self.env.context.get("mkt_watch")
        if not isinstance(watch, Watch):
            return super().message_process(model, message, *args, **kwargs)
        watch.raw = message
        try:
            return super().message_process(model, message, *args, **kwargs)
        # the host goes on with the next e-mail: here it is only noted
        except Exception as error:
            watch.error = error
            raise

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
    def message_route(self, message, message_dict, *args, **kwargs):
        routes = super().message_route(message, message_dict, *args, **kwargs)
        return self.env["mkt.complaint"]._email_routes(message_dict, routes)

    @api.model
    def _detect_loop_sender(self, message, message_dict, routes):
        cases = [route for route in routes or [] if route[0] == "mkt.complaint"]
        others = [route for route in routes or [] if route[0] != "mkt.complaint"]
        if not cases:
            return super()._detect_loop_sender(message, message_dict, routes)
        self.env["mkt.complaint"]._hold_many(message_dict, cases)
        if others and super()._detect_loop_sender(message, message_dict, others):
            others = []
        # the host goes on with this very list
        routes[:] = cases + others
        return False
