from odoo import api, models


class IrAttachment(models.Model):
    """The files of an answer stay as they were given."""

    _inherit = "ir.attachment"

    @api.model
    def _mkt_keepers(self):
        return super()._mkt_keepers() | {"mkt.coordination": "answer_file_ids"}
