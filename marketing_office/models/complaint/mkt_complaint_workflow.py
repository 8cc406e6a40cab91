from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty

from .mkt_complaint import OPEN_STATES

NEW_CASE_REMINDER = "marketing_office.mail_activity_type_new_case"
# who takes up a case that nobody handles yet
SERVICE_POSTS = "customer_service_manager", "service_clerk"


class ComplaintWorkflow(models.Model):
    """The steps of a case, each with its guards; decisions stand beside."""

    _inherit = "mkt.complaint"

    @api.model_create_multi
    def create(self, vals_list):
        complaints = super().create(vals_list)
        # sudo: the service staff get their activities, whoever enters the case
        complaints.sudo()._remind_service()
        return complaints

    def write(self, vals):
        if vals.get("user_id"):
            # sudo: there is a handler, so the others' activities are done with
            self.sudo()._forget_reminders(NEW_CASE_REMINDER)
        return super().write(vals)

    def _remind_service(self):
        """A new case without handler is an activity of the service staff; as superuser."""
        assignments = self.env["mkt.post.assignment"]
        told = {}
        unhandled = self.filtered(lambda c: not c.user_id and c.state == "received")
        for company, cases in unhandled.grouped("company_id").items():
            for code in SERVICE_POSTS:
                for user in assignments._holders(company, code):
                    told[user] = told.get(user, self.browse()) | cases
        self._remind(told, NEW_CASE_REMINDER)

    def action_take(self):
        """Become the handler of the cases."""
        self.write({"user_id": self.env.uid})

    def action_acknowledge(self):
        """Tell the customers that their cases are in hand."""
        self._check_step("received")
        self._take_up()
        for complaint in self:
            complaint._tell_customer("marketing_office.mail_template_acknowledged")

    def _take_up(self):
        self.filtered(lambda c: not c.user_id).action_take()
        self._find_customer()
        self._set_state("acknowledged", acknowledged_at=fields.Datetime.now())
        self._stop_clocks("acknowledge")

    def action_assess(self):
        self._check_step("acknowledged")
        for complaint in self:
            if not complaint.impact:
                raise UserError(
                    self.env._(
                        "%(case)s: choose the impact first.",
                        case=complaint.display_name,
                    )
                )
        self._set_state("assessed")

    def action_investigate(self):
        self._check_step("acknowledged", "assessed")
        self._check_not_skipped("acknowledged")
        self._check_handler_named()
        self._set_state("investigating")

    def action_respond(self):
        """Send the response to the customers."""
        self._check_step("acknowledged", "investigating")
        self._check_not_skipped("acknowledged")
        self._check_handler_named()
        for complaint in self:
            if is_html_empty(complaint.response):
                raise UserError(
                    self.env._(
                        "%(case)s: write the response first.",
                        case=complaint.display_name,
                    )
                )
        now = fields.Datetime.now()
        requests = self.filtered(lambda c: c.kind == "service_request")
        requests._set_state("responded", responded_at=now, resolved_at=now)
        requests._stop_clocks("respond", "resolve", "statutory")
        others = self - requests
        others._set_state("responded", responded_at=now)
        others._stop_clocks("respond")
        for complaint in self:
            complaint._tell_customer("marketing_office.mail_template_responded")

    def action_answer_at_once(self):
        """Answer and close requests that a call or one message settles; all in one step."""
        self._check_step("received", "acknowledged")
        for state in ("received", "acknowledged"):
            self._check_not_skipped(state)
        new = self.filtered(lambda c: c.state == "received")
        new._take_up()
        self.action_respond()
        self.action_close()

    def action_close(self, reason=False):
        """Close the cases; the reason says why the customer's answer is not waited for."""
        requests = self.filtered(lambda c: c.kind == "service_request")
        requests._check_step("responded")
        (self - requests)._check_step("decided")
        unanswered = self.filtered(lambda c: c._waits_for_answer())
        if unanswered:
            reason = unanswered._check_not_waiting(reason)
        self._close()
        for complaint in unanswered:
            complaint._message_log(
                body=self.env._(
                    "Closed without the customer's answer: %(reason)s", reason=reason
                )
            )

    def _close(self):
        self._check_closing()
        waiting = self.filtered(lambda c: c.acceptance == "pending")
        # sudo: governed field; nobody is waited for once the case is closed
        waiting.sudo().acceptance = "unanswered"
        self._set_state("closed", closed_at=fields.Datetime.now())
        self._end_work("stop")
        self._ask_rating()

    def action_cancel(self, reason):
        """Withdraw open cases; the reason stays on record."""
        self._check_step(*OPEN_STATES)
        self._check_forum_done()
        reason = self._check_reason(reason)
        self._set_state(
            "cancelled", cancel_reason=reason, closed_at=fields.Datetime.now()
        )
        self._end_work("void")

    # ------------------------------------------------------------- guards

    def _check_step(self, *states):
        """Raise unless the user may work on the cases and all are in one of the states."""
        self.check_access("write")
        self._check_state(*states)

    def _check_not_skipped(self, state):
        """Only service requests may go on straight from the state."""
        for complaint in self:
            if complaint.state == state and complaint.kind != "service_request":
                raise UserError(
                    self.env._(
                        "%(case)s: a complaint is assessed and investigated first.",
                        case=complaint.display_name,
                    )
                )

    def _check_not_waiting(self, reason):
        """The reason why these do not wait for their customer, trimmed; else UserError."""
        if reason:
            return self._check_reason(reason)
        raise UserError(
            self.env._(
                "%(case)s: the customer has not answered the decision. Record the answer,"
                " wait until the case closes by itself, or say why you close it now.",
                case=self[0].display_name,
            )
        )

    def _check_handler_named(self):
        for complaint in self:
            if not complaint.user_id:
                raise UserError(
                    self.env._(
                        "%(case)s: name a handler first.", case=complaint.display_name
                    )
                )
