from decimal import Decimal

from odoo import fields, models


class LedgerAmount(fields.Monetary):
    """An amount that the ledger has rounded.

    It is not rounded again: that would read the company and its currency each time.
    """

    def convert_to_column_insert(self, value, record, values=None, validate=True):
        return float(value or 0.0)

    def convert_to_cache(self, value, record, validate=True):
        return float(value or 0.0)


def counter(**attributes):
    return LedgerAmount(
        currency_field="company_currency_id",
        required=True,
        readonly=True,
        default=0,
        copy=False,
        **attributes,
    )


class ExpenseCounter(models.Model):
    """What the ledger says of a request, in the company's currency; moved by bookings."""

    _inherit = "mkt.expense.request"
    _governed = ("reserved", "spent", "overrun")

    reserved = counter()
    spent = counter()
    overrun = counter(help="What went beyond the budget line for this request.")

    _reserved_not_negative = models.Constraint(
        "CHECK (reserved >= 0)", "What is reserved cannot be negative."
    )

    def _count(self, name, amount):
        """Add an amount that is rounded to a counter; the sum is exact."""
        for request in self:
            total = Decimal(str(request[name])) + Decimal(str(amount))
            request[name] = float(total)
