from odoo import models
from odoo.exceptions import UserError


class IrAttachment(models.Model):
    """Offers on which money was approved, and receipts that were booked, stay as they are."""

    _inherit = "ir.attachment"

    def _mkt_check_not_kept(self):
        result = super()._mkt_check_not_kept()
        # sudo: requests that the user may not read keep their files too
        requests, receipts = (
            self.env[name].sudo()
            for name in ("mkt.expense.request", "mkt.expense.settlement")
        )
        request = (
            requests.search(
                [("evidence_ids", "in", self.ids), ("state", "!=", "draft")], limit=1
            )
            or receipts.search(
                [("receipt_ids", "in", self.ids), ("is_booked", "=", True)], limit=1
            ).request_id
        )
        if request:
            raise UserError(
                self.env._(
                    "%(request)s was submitted or settled with this file: it stays as"
                    " it is.",
                    request=request.display_name,
                )
            )
        return result
