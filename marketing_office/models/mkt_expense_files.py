from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError

# what the host notes of a file besides its content
NO_CONTENT = {"access_token", "thumbnail"}


class IrAttachment(models.Model):
    """Offers on which money was approved, and receipts that were booked, stay as they are."""

    _inherit = "ir.attachment"

    def write(self, vals):
        # the server itself may move files from one store to another
        if vals.keys() - NO_CONTENT and self.env.uid != SUPERUSER_ID:
            self._mkt_check_not_decided_on()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _mkt_unlink_except_decided_on(self):
        self._mkt_check_not_decided_on()

    def _mkt_check_not_decided_on(self):
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
