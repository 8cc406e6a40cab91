from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_list

from .mkt_expense_request import SETTLING_POSTS


class ExpenseEnd(models.Model):
    """The end of a request: what is still reserved for it is free again."""

    _inherit = "mkt.expense.request"

    def action_cancel(self, reason):
        """Give up requests; what they reserved is free again."""
        self._before_decision()
        self.check_access("read")
        reason = self._check_reason(reason)
        for request in self:
            request._check_state("draft", "approved")
            user = self.env.user
            if user != request.user_id and not user._mkt_holds(
                request.company_id, *SETTLING_POSTS
            ):
                raise UserError(
                    self.env._(
                        "The requester or the Finance Manager cancels a request."
                    )
                )
            if request.spent:
                raise UserError(
                    self.env._(
                        "%(request)s: money has been spent, settle it instead.",
                        request=request.display_name,
                    )
                )
            # sudo: bills and governed fields, after the checks above
            cancelled = request.sudo()
            cancelled._check_no_draft_bill()
            cancelled._release()
            cancelled.write({"state": "cancelled", "cancel_reason": reason})

    def _release(self):
        """Free what is still reserved, and an overrun that was not needed."""
        line = self.line_id
        if self.reserved:
            self._book("release", self.reserved)
        unused = min(self.overrun, line.overrun, line.available) if line else 0
        if unused > 0:
            line._book(
                "adjust",
                -unused,
                f"{self._name},{self.id}:{self.approval_round}:unadjust",
                **self._entry_vals(),
            )

    def _check_no_draft_bill(self):
        """Raise UserError where a bill has arrived that would spend after the end."""
        bills = self.bill_line_ids.filtered(lambda m: m.parent_state == "draft").move_id
        if bills:
            raise UserError(
                self.env._(
                    "%(request)s: post or cancel the bill %(bills)s first.",
                    request=self.display_name,
                    bills=format_list(self.env, bills.mapped("display_name")),
                )
            )

    def action_open_cancellation(self):
        """The dialog that asks why the request is given up."""
        return self._open_reason("cancel", self.env._("Cancel Request"))
