from odoo import api, models


class IrAttachment(models.Model):
    """What was issued with a report stays as it is."""

    _inherit = "ir.attachment"

    @api.model
    def _mkt_keepers(self):
        return super()._mkt_keepers() | {"mkt.report": "file_ids"}
