from decimal import Decimal

from odoo import fields, models


class ExpenseCounter(models.Model):
    """What the ledger says of a request, in the company's currency; moved by bookings.

    The ledger has rounded the amounts. Monetary fields would round them again, and read
    the company and its currency for each approval.
    """

    _inherit = "mkt.expense.request"
    _governed = ("reserved", "spent", "overrun")

    reserved = fields.Float(
        digits=0, required=True, readonly=True, default=0, copy=False
    )
    spent = fields.Float(digits=0, required=True, readonly=True, default=0, copy=False)
    overrun = fields.Float(
        digits=0,
        required=True,
        readonly=True,
        default=0,
        copy=False,
        help="What went beyond the budget line for this request.",
    )

    _reserved_not_negative = models.Constraint(
        "CHECK (reserved >= 0)", "What is reserved cannot be negative."
    )

    def _count(self, counter, amount):
        """Add an amount that is rounded to a counter; the sum is exact."""
        for request in self:
            total = Decimal(str(request[counter])) + Decimal(str(amount))
            request[counter] = float(total)
