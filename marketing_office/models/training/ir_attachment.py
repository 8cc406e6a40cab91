from odoo import api, models


class IrAttachment(models.Model):
    """The materials of a session stay as they were handed out."""

    _inherit = "ir.attachment"

    @api.model
    def _mkt_keepers(self):
        return super()._mkt_keepers() | {"mkt.training.session": "file_ids"}
