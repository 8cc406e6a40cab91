from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list

from ...tools.notification import notification

SETTLING_POSTS = "finance_manager", "director"


class ExpenseRequestEnd(models.Model):
    """How a request ends: its receipts are booked and it is settled, or it is cancelled."""

    _inherit = "mkt.expense.request"

    can_settle = fields.Boolean(compute="_compute_can_settle")
    can_book_receipts = fields.Boolean(compute="_compute_can_settle")

    @api.depends("state", "user_id", "company_id", "settlement_ids.is_booked")
    @api.depends_context("uid")
    def _compute_can_settle(self):
        user = self.env.user
        companies = user.mkt_companies(*SETTLING_POSTS)
        for request in self:
            request.can_settle = (
                request.state == "approved"
                and request.user_id != user
                and request.company_id.id in companies
            )
            request.can_book_receipts = request.can_settle and not all(
                request.settlement_ids.mapped("is_booked")
            )

    # ------------------------------------------------------------- settlement

    def action_book_receipts(self):
        """Spend what the receipts say; the request stays open for further ones."""
        self._before_decision()
        for request in self:
            request._check_settling()
            # sudo: ledger and governed fields, written after the check above
            request.sudo()._book_receipts(self.env.user)

    def action_settle(self):
        """Book the receipts and free the rest of the reservation; says how much it was."""
        self._before_decision()
        freed = []
        for request in self:
            request._check_settling()
            # sudo: ledger and governed fields, written after the check above
            settled = request.sudo()
            settled._check_executed()
            settled._check_no_draft_bill()
            settled._book_receipts(self.env.user)
            if not settled.spent:
                raise UserError(
                    self.env._(
                        "%(request)s: nothing was spent, cancel it instead.",
                        request=request.display_name,
                    )
                )
            if rest := settled.reserved:
                freed.append(
                    self.env._(
                        "%(request)s is settled: %(amount)s of the reservation are free"
                        " again.",
                        request=request.display_name,
                        amount=request.company_currency_id.format(rest),
                    )
                )
            settled._end({"state": "settled"})
        if not freed:
            return None
        return notification("\n".join(freed))

    def _check_executed(self):
        """Raise UserError where the category asks for a proof that is not there."""
        if self.category_id.needs_execution and not self.execution_ids:
            raise UserError(
                self.env._(
                    "%(request)s: %(category)s are settled with a proof of execution,"
                    " such as photos or a report. Ask the requester to add it.",
                    request=self.display_name,
                    category=self.category_id.name,
                )
            )

    def _check_settling(self):
        self.check_access("read")
        self._check_state("approved")
        user = self.env.user
        if not user._mkt_holds(self.company_id, *SETTLING_POSTS):
            raise AccessError(
                self.env._(
                    "Only the Finance Manager or the Director can settle requests: ask"
                    " one of them."
                )
            )
        if user == self.user_id:
            raise AccessError(
                self.env._(
                    "%(request)s is your own request: somebody else has to settle it.",
                    request=self.display_name,
                )
            )

    # ------------------------------------------------------------- cancellation

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
                        "Only the requester, the Finance Manager or the Director can"
                        " cancel a request: ask one of them."
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
            cancelled.settlement_ids.is_void = True
            cancelled._end({"state": "cancelled", "cancel_reason": reason})

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
        self.check_access("read")
        return self._open_reason("cancel", self.env._("Cancel Request"))
