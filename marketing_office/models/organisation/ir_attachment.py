from odoo import api, models


class IrAttachment(models.Model):
    """What was published with a bulletin stays as it was read."""

    _inherit = "ir.attachment"

    @api.model
    def _mkt_keepers(self):
        return super()._mkt_keepers() | {"mkt.bulletin": "file_ids"}
