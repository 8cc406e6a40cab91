from odoo import api, models

from ...tools.deletion import guards_deletion


class OpenPart(models.AbstractModel):
    """A part of a document: people make, change and delete it while the document is open."""

    _name = "mkt.open.part.mixin"
    _description = "Part of an Open Document"
    _inherit = ["mkt.governed.mixin"]

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._check_part_open()
        return parts

    def write(self, vals):
        self._check_part_open()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_open(self):
        self._check_part_open()

    def _check_part_open(self):
        # what the system books or copies is not for people to change
        if not self.env.su:
            self._check_document_open()

    def _check_document_open(self):
        """Raise UserError where the documents take no change of these parts any more."""
        raise NotImplementedError
