from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .mkt_expense_request import SETTLING_POSTS


class ExpenseSettlement(models.Model):
    """A receipt that settles an expense request where no bill is in the accounts."""

    _name = "mkt.expense.settlement"
    _description = "Receipt of an Expense Request"
    _inherit = ["mkt.governed.mixin"]
    _order = "date, id"
    _governed = ("company_amount", "is_booked", "booked_by_id")
    _fixed_after_creation = ("request_id",)

    request_id = fields.Many2one(
        "mkt.expense.request", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="request_id.company_id", store=True, index=True
    )
    name = fields.Char("Receipt", required=True)
    date = fields.Date(
        required=True, default=lambda self: self.env.company._mkt_today()
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    amount = fields.Monetary(required=True)
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    company_amount = fields.Monetary(
        "In Company Currency", currency_field="company_currency_id", readonly=True
    )
    receipt_ids = fields.Many2many(
        "ir.attachment", string="Files", bypass_search_access=True
    )
    is_booked = fields.Boolean("Booked", readonly=True)
    booked_by_id = fields.Many2one("res.users", readonly=True)

    _amount_sensible = models.Constraint(
        "CHECK (amount > 0 AND amount <= 1000000000000)",
        "Enter the amount of the receipt, above zero.",
    )

    @api.constrains("date")
    def _check_date(self):
        for settlement in self:
            if settlement.date > settlement.company_id._mkt_today():
                raise ValidationError(
                    self.env._("A receipt is not dated in the future.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        settlements = super().create(vals_list)
        settlements._check_open()
        for settlement in settlements.filtered("receipt_ids"):
            settlement.receipt_ids._mkt_belong_to(settlement)
        return settlements

    def write(self, vals):
        self._check_open()
        result = super().write(vals)
        if "receipt_ids" in vals:
            for settlement in self:
                settlement.receipt_ids._mkt_belong_to(settlement)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open(self):
        self._check_open()

    def _check_open(self):
        if self.env.su:
            return
        for settlement in self:
            # sudo: the state decides, whatever the user may read
            if settlement.is_booked or settlement.sudo().request_id.state != "approved":
                raise UserError(
                    self.env._(
                        "Receipts are added to an approved request, and stay as they"
                        " are once they are booked."
                    )
                )


class ExpenseRequest(models.Model):
    _inherit = "mkt.expense.request"

    def action_book_receipts(self):
        """Spend what the receipts say; the request stays open for further ones."""
        self._before_decision()
        for request in self:
            request._check_settling()
            # sudo: ledger and governed fields, written after the check above
            request.sudo()._book_receipts(self.env.user)

    def action_settle(self):
        """Book the receipts and free the rest of the reservation."""
        self._before_decision()
        for request in self:
            request._check_settling()
            # sudo: ledger and governed fields, written after the check above
            settled = request.sudo()
            settled._check_no_draft_bill()
            settled._book_receipts(self.env.user)
            if not settled.spent:
                raise UserError(
                    self.env._(
                        "%(request)s: nothing was spent, cancel it instead.",
                        request=request.display_name,
                    )
                )
            settled._release()
            settled.state = "settled"

    def _check_settling(self):
        self.check_access("read")
        self._check_state("approved")
        user = self.env.user
        if not user._mkt_holds(self.company_id, *SETTLING_POSTS):
            raise AccessError(self.env._("The Finance Manager settles requests."))
        if user == self.user_id:
            raise AccessError(
                self.env._(
                    "%(request)s: nobody settles what they asked for themselves.",
                    request=self.display_name,
                )
            )

    def _book_receipts(self, user):
        receipts = self.settlement_ids.filtered(lambda s: not s.is_booked)
        if not receipts:
            return
        if self.bill_line_ids.filtered(lambda m: m.parent_state != "cancel"):
            raise UserError(
                self.env._(
                    "%(request)s: a bill in the accounts settles it. Remove the"
                    " receipts, they would count twice.",
                    request=self.display_name,
                )
            )
        self.line_id._check_may_spend()
        for receipt in receipts:
            receipt.currency_id._mkt_check_rate(self.company_id, receipt.date)
            receipt.company_amount = self._in_company_currency(
                receipt.amount, receipt.currency_id, receipt.date
            )
        self._check_within_approval(receipts)
        for receipt in receipts:
            self._sync_spending(
                receipt,
                receipt.company_amount,
                date=receipt.date,
                currency_id=receipt.currency_id.id,
                currency_amount=receipt.amount,
                rate_date=receipt.date,
            )
        receipts.write({"is_booked": True, "booked_by_id": user.id})

    def _check_within_approval(self, receipts):
        """Raise UserError where receipts go beyond what was approved."""
        total = self.spent + sum(receipts.mapped("company_amount"))
        compare = self.company_currency_id.compare_amounts
        if compare(total, self.company_amount) <= 0 or self._differs_by_rate_only():
            return
        raise UserError(
            self.env._(
                "%(request)s: %(total)s are more than the approved %(approved)s. Ask"
                " for the rest by another request.",
                request=self.display_name,
                total=self.company_currency_id.format(total),
                approved=self.company_currency_id.format(self.company_amount),
            )
        )

    def _differs_by_rate_only(self):
        """Whether all receipts, in the request's currency, are within its amount."""
        receipts, currency = self.settlement_ids, self.currency_id
        return (
            currency != self.company_currency_id
            and receipts.currency_id == currency
            and currency.compare_amounts(sum(receipts.mapped("amount")), self.amount)
            <= 0
        )

    # ------------------------------------------------------------- the ledger

    def _sync_spending(self, source, amount, **vals):
        """Bring what is booked for a receipt or bill line to `amount`; as superuser.

        What comes back goes where it came from: to the reservation while the request
        is open, and to the budget line.
        """
        booked = self._booked_for(source)
        if not self.company_currency_id.compare_amounts(booked.get("spend", 0), amount):
            return
        self._take_back(source, booked)
        released = max(0, min(amount, self.reserved))
        if self.state != "approved":
            released = 0
        number = len(self._entries_of(source))
        self._book_for(source, "release", released, number, vals)
        self._book_spending(source, amount, number, vals)
        self._free_overrun(source)

    def _book_spending(self, source, amount, number, vals):
        # only a bill is never refused; receipts stay within what the line has left
        excess = max(0, amount - self.line_id.available)
        if source._name != "account.move.line":
            excess = 0
        self._book_for(source, "adjust", excess, number, vals)
        self._book_for(source, "spend", amount, number, vals)

    def _take_back(self, source, booked):
        spent = booked.get("spend", 0)
        if not spent:
            return
        entries = self._entries_of(source)
        last = entries.filtered(lambda e: e.kind == "spend").sorted("id")[-1:]
        self._book_spending(
            source,
            -spent,
            len(entries),
            {
                # it never was spent: not in that month, nor in that currency
                "date": last.date,
                "currency_id": last.currency_id.id,
                "currency_amount": -last.currency_amount,
                "rate_date": last.rate_date,
            },
        )
        again = booked.get("release", 0) - booked.get("reserve", 0)
        if self.state != "approved":
            again = 0
        self._book_for(source, "reserve", again, len(entries), {})
        self._free_overrun(source)

    def _free_overrun(self, source):
        """What went beyond the line for a bill ends where it is not needed any more."""
        line = self.line_id
        most = min(line.available, line.overrun, self.overrun)
        if most > 0:
            over = min(most, self._booked_for(source).get("adjust", 0))
            number = len(self._entries_of(source))
            self._book_for(source, "adjust", -max(0, over), number, {})

    def _entries_of(self, source):
        return self.env["mkt.budget.entry"].search(
            [("res_model", "=", source._name), ("res_id", "=", source.id)]
        )

    def _booked_for(self, source):
        sums = {}
        for entry in self._entries_of(source):
            sums[entry.kind] = sums.get(entry.kind, 0) + entry.amount
        return sums

    def _book_for(self, source, kind, amount, number, vals):
        return self.line_id._book(
            kind,
            amount,
            f"{source._name},{source.id}:{number}:{kind}",
            **{
                **self._entry_vals(),
                "res_model": source._name,
                "res_id": source.id,
                **(vals if kind == "spend" else {}),
            },
        )
