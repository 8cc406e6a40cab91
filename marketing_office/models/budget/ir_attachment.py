from odoo import api, models


class IrAttachment(models.Model):
    """Offers on which money was approved, and receipts that were booked, stay as they are."""

    _inherit = "ir.attachment"

    @api.model
    def _mkt_keepers(self):
        return super()._mkt_keepers() | {
            "mkt.expense.request": "evidence_ids",
            "mkt.expense.settlement": "receipt_ids",
        }
