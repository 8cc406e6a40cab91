from odoo import api, models


class IrAttachment(models.Model):
    """A file cited as evidence: its author's until the review, nobody's afterwards."""

    _inherit = "ir.attachment"

    @api.model
    def _mkt_keepers(self):
        return super()._mkt_keepers() | {"mkt.finding": "attachment_ids"}
