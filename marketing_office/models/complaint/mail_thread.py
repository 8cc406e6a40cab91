import logging

from odoo import api, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from .fetchmail_server import Watch

_logger = logging.getLogger(__name__)


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def message_process(self, model, message, *args, **kwargs):
        self._mkt_check_gateway()
        watch = self.env.context.get("mkt_watch")
        if isinstance(watch, Watch):
            model = model or watch.model
        try:
            try:
                # not `flush=True`: it would post what is tracked before its time
                self.env.flush_all()
                with self.env.cr.savepoint(flush=False):
                    thread = super().message_process(model, message, *args, **kwargs)
                    self.env.flush_all()
                    return thread
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                raise
            # whatever the host stumbles over, a complaint is not lost by it
            except Exception as error:
                self.env.cr.clear()
                return self._mkt_take_in_as_it_came(model, message, error)
        # the host goes on with the next e-mail: here it is only noted
        except Exception as error:
            if isinstance(watch, Watch):
                watch.raw, watch.error = message, error
            raise

    @api.model
    def _mkt_read(self, message):
        return self.env["mkt.complaint"]._as_addressed(super()._mkt_read(message))

    @api.model
    def _mkt_take_in_as_it_came(self, model, message, error):
        """The case of an e-mail that the host could not process; else its error again."""
        complaints = self.env["mkt.complaint"]
        complaint = complaints._open_unprocessed(model, self._mkt_read(message), error)
        if complaint is None:
            raise error
        _logger.warning("E-mail taken in as it came: %s", complaint, exc_info=error)
        return complaint.id

    @api.model
    def message_route(self, message, message_dict, *args, **kwargs):
        complaints = self.env["mkt.complaint"]
        # known to nobody by its references, it would be sent back by the host
        if not message_dict.get("parent_id") and self._detect_write_to_catchall(
            message_dict
        ):
            if routes := complaints._routes_of_number(message_dict):
                return complaints._email_routes(message_dict, routes)
        routes = super().message_route(message, message_dict, *args, **kwargs)
        return complaints._email_routes(message_dict, routes)

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
