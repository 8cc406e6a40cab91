from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.einvoice import invoice_key


class ExpenseRequestLedger(models.Model):
    """What the ledger says of a request, in the company's currency; moved by bookings."""

    _inherit = "mkt.expense.request"
    _governed = ("reserved", "spent", "overrun")

    reserved = fields.Monetary(
        currency_field="company_currency_id",
        required=True,
        readonly=True,
        default=0,
        copy=False,
    )
    spent = fields.Monetary(
        currency_field="company_currency_id",
        required=True,
        readonly=True,
        default=0,
        copy=False,
    )
    overrun = fields.Monetary(
        currency_field="company_currency_id",
        required=True,
        readonly=True,
        default=0,
        copy=False,
        help="What went beyond the budget line for this request.",
    )

    _reserved_not_negative = models.Constraint(
        "CHECK (reserved >= 0)", "What is reserved cannot be negative."
    )

    def _end(self, vals):
        """Free what is still reserved, and an overrun that was not needed."""
        if self.reserved:
            self._book_for(self, "release", self.reserved, self.approval_round)
        self.write(vals)
        self.line_id._free_overrun()

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
        self._check_invoiced(receipts)
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

    def _check_invoiced(self, receipts):
        """Raise UserError where an invoice is missing, or a bill in the accounts has it."""
        for receipt in receipts:
            if self.category_id.needs_invoice and not receipt.invoice_number:
                raise UserError(
                    self.env._(
                        "%(receipt)s: %(category)s are booked with an invoice. Enter its"
                        " number, or add its XML file.",
                        receipt=receipt.name,
                        category=self.category_id.name,
                    )
                )
        if bill := self._bill_of(receipts):
            raise UserError(
                self.env._(
                    "The bill %(bill)s in the accounts has the same invoice: it would"
                    " count twice.",
                    bill=bill.display_name,
                )
            )

    def _bill_of(self, receipts):
        """A vendor bill that counts for a request, with the invoice of one of these."""
        numbered = receipts.filtered("invoice_number")
        bills = self.env["account.move"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("move_type", "in", ("in_invoice", "in_receipt")),
                ("state", "!=", "cancel"),
                ("ref", "in", numbered.mapped("invoice_number")),
                ("invoice_line_ids.mkt_expense_request_id", "!=", False),
            ]
        )
        of_bills = {
            invoice_key(bill.ref, bill.commercial_partner_id.vat): bill
            for bill in bills
        }
        for receipt in numbered:
            key = invoice_key(receipt.invoice_number, receipt.seller_vat)
            if bill := of_bills.get(key):
                return bill
        return None

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
        self._book_for(source, "release", released, number)
        self._book_spending(source, amount, number, vals)
        self.line_id._free_overrun()

    def _book_spending(self, source, amount, number, vals):
        # only a bill is never refused; receipts stay within what the line has left
        excess = max(0, amount - self.line_id.available)
        if source._name != "account.move.line":
            excess = 0
        self._book_for(source, "adjust", excess, number)
        self._book_for(source, "spend", amount, number, **vals)

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
        self._book_for(source, "reserve", again, len(entries))

    def _entries_of(self, source):
        return self.env["mkt.budget.entry"].search(
            [("res_model", "=", source._name), ("res_id", "=", source.id)]
        )

    def _booked_for(self, source):
        sums = {}
        for entry in self._entries_of(source):
            sums[entry.kind] = sums.get(entry.kind, 0) + entry.amount
        return sums

    def _book_for(self, source, kind, amount, number, **vals):
        """An entry for the request's receipt or bill line, or itself; called as superuser."""
        return self.line_id._book(
            kind,
            amount,
            f"{source._name},{source.id}:{number}:{kind}",
            **{
                **self._entry_vals(),
                "res_model": source._name,
                "res_id": source.id,
                **vals,
            },
        )

    def _entry_vals(self):
        """What every entry of the request says; rooms add theirs."""
        return {
            "request_id": self.id,
            "user_id": self.user_id.id,
            "rate_date": self.rate_date,
        }
