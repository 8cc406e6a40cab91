from odoo import api, models


class IrAttachment(models.Model):
    """The files of an observation stay as they were when it raised a signal."""

    _inherit = "ir.attachment"

    @api.model
    def _mkt_keepers(self):
        return super()._mkt_keepers() | {"mkt.observation": "attachment_ids"}
