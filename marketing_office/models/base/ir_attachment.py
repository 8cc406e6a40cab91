from odoo import SUPERUSER_ID, models
from odoo.exceptions import ValidationError

from ...tools.deletion import guards_deletion

# what the host notes of a file besides its content
NO_CONTENT = {"access_token", "thumbnail"}


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def write(self, vals):
        # the server itself may move files from one store to another
        if vals.keys() - NO_CONTENT and self.env.uid != SUPERUSER_ID:
            self._mkt_check_not_kept()
        return super().write(vals)

    @guards_deletion
    def _mkt_unlink_except_kept(self):
        self._mkt_check_not_kept()

    def _mkt_check_not_kept(self):
        """Raise an error where a document keeps one of the files as it is; rooms add theirs."""

    def _mkt_belong_to(self, document):
        """Files uploaded for a document are its own; those of others are not.

        What the user uploaded before the document was there is read with it.
        """
        # sudo: only one's own files that belong to nothing yet
        files = self.sudo()
        files.filtered(
            lambda file: not file.res_id and file.create_uid == self.env.user
        ).write({"res_model": document._name, "res_id": document.id})
        for file in files:
            # a document keeps its files from changing
            if (file.res_model, file.res_id) != (document._name, document.id):
                raise ValidationError(
                    self.env._(
                        "%(file)s belongs to another document: upload it for this one.",
                        file=file.name,
                    )
                )
