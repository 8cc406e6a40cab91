from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# stars that a customer gives
RATES = range(1, 6)


class ComplaintCustomerPage(models.Model):
    """What the customer's page of a case says besides: whose turn it is, by when, what
    was answered before, and the customer's rating."""

    _inherit = "mkt.complaint"

    needs_customer = fields.Boolean(
        "Waits for the Customer",
        compute="_compute_needs_customer",
        search="_search_needs_customer",
        compute_sudo=True,
        help="The customer is asked something, or has a decision to answer.",
    )
    # what the customer was told, as it was told, before the case was taken up again;
    # the page alone shows it
    earlier_answers = fields.Json(readonly=True, copy=False, groups=fields.NO_ACCESS)

    @api.depends("state", "acceptance", "pause_ids.ended_at")
    def _compute_needs_customer(self):
        for complaint in self:
            complaint.needs_customer = complaint.is_open and (
                complaint.is_paused
                or (complaint.state == "decided" and complaint.acceptance != "accepted")
            )

    def _search_needs_customer(self, operator, value):
        if operator != "in":
            return NotImplemented
        decided = Domain("state", "=", "decided") & Domain(
            "acceptance", "!=", "accepted"
        )
        return Domain("is_open", "=", True) & (Domain("is_paused", "=", True) | decided)

    # ------------------------------------------------------------- what was told before

    def _refuse(self, reason, author=None):
        told = [(complaint, complaint._told(reason)) for complaint in self]
        result = super()._refuse(reason, author)
        for complaint, answer in told:
            complaint._keep_told(answer)
        return result

    def _reopen(self, reason, author):
        told = self._told(reason)
        result = super()._reopen(reason, author)
        self._keep_told(told)
        return result

    def _told(self, reason):
        """What the customer was told and said to it, as plain values."""
        # sudo: what the customer knows, whoever takes the case up again
        complaint = self.sudo()
        told = {"reason": reason, "ended_at": fields.Datetime.now()}
        if complaint.responded_at:
            told |= {
                "responded_at": complaint.responded_at,
                "response": complaint.response,
            }
        if complaint.decided_at:
            told |= {
                "decided_at": complaint.decided_at,
                "decision": complaint.decision,
                "decision_note": complaint.decision_note,
                "compensation": complaint.compensation_amount,
            }
        return told

    def _keep_told(self, told):
        values = {
            name: value if isinstance(value, float) else value and str(value)
            for name, value in told.items()
        }
        # sudo: nobody writes the field, the checked steps do
        complaint = self.sudo()
        complaint.earlier_answers = [*(complaint.earlier_answers or []), values]

    # ------------------------------------------------------------- the next answer

    def _promised_at(self):
        """By when the customer hears of us next, by the time limits of the case."""
        self.ensure_one()
        if not self.is_open or self.needs_customer:
            return False
        metric = "resolve" if self.responded_at else "respond"
        return self.clock_ids.filtered(lambda c: c.metric == metric).deadline_at

    # ------------------------------------------------------------- the rating

    def _customer_rates(self, rate, feedback):
        """Record the stars that the customer gives on the page of a closed case.

        The caller checks that it is the customer, and calls as superuser.
        """
        self.ensure_one()
        self._check_state("closed")
        if self.rated_at:
            raise UserError(self.env._("You have rated this case already."))
        if rate not in map(str, RATES):
            raise UserError(self.env._("Choose from one star to five."))
        token = self._for_customer()._rating_get_access_token()
        return self.rating_apply(int(rate), token=token, feedback=feedback)
