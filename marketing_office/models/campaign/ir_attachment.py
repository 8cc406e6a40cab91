from odoo import api, models


class IrAttachment(models.Model):
    """The files of a promotional material stay as they were approved."""

    _inherit = "ir.attachment"

    @api.model
    def _mkt_keepers(self):
        return super()._mkt_keepers() | {"mkt.material": "file_ids"}
