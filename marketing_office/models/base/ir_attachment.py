from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError, ValidationError

from ...tools.deletion import guards_deletion

# what the host notes of a file besides its content
NO_CONTENT = {"access_token", "thumbnail"}
OWNER = {"res_model", "res_id"}


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        files = super().create(vals_list)
        if self._mkt_keepers().keys() & {vals.get("res_model") for vals in vals_list}:
            files._mkt_check_may_come()
        return files

    def write(self, vals):
        # the server itself may move files from one store to another
        if vals.keys() - NO_CONTENT and self.env.uid != SUPERUSER_ID:
            try:
                self._mkt_check_not_kept(moving=not OWNER.isdisjoint(vals))
            except UserError:
                # what keeps a file is named to those alone who may change the file
                self.check_access("write")
                raise
        result = super().write(vals)
        if not OWNER.isdisjoint(vals):
            self._mkt_check_may_come()
        return result

    @guards_deletion
    def _mkt_unlink_except_kept(self):
        self._mkt_check_not_kept()

    @api.model
    def _mkt_keepers(self):
        """{model: field} of the documents that may keep the files they cite; rooms add theirs."""
        return {}

    def _mkt_check_not_kept(self, moving=False):
        """Raise an error where a document keeps one of the files as it is.

        What a document cites belongs to it: the files of all others are told by
        themselves, without a query.
        """
        keepers = self._mkt_keepers()
        # sudo: documents that the user may not read keep their files too
        owned = self.sudo().filtered(lambda f: f.res_model in keepers and f.res_id)
        for model, files in owned.grouped("res_model").items():
            documents = self.env[model].sudo()
            for document in documents.search([(keepers[model], "in", files.ids)]):
                document._check_files_may_change()
                if moving:
                    raise UserError(
                        self.env._(
                            "%(document)s cites the file: take it out there before it"
                            " goes elsewhere.",
                            document=document.display_name,
                        )
                    )
        # sudo: a finished record keeps its files, whatever the user may read of it
        for model, files in self.sudo().grouped("res_model").items():
            records = self.env[model].sudo() if model in self.env else self
            if isinstance(records, self.env.registry["mkt.governed.mixin"]):
                records.browse(files.mapped("res_id")).exists()._check_not_finished()

    def _mkt_check_may_come(self):
        """Raise UserError where a document that keeps its files takes no other any more."""
        # what comes with a comment belongs to the comment
        if self.env.su:
            return
        keepers = self._mkt_keepers()
        for model, files in self.grouped("res_model").items():
            if model in keepers:
                # sudo: a document keeps its files, whatever the user may read of it
                documents = self.env[model].sudo().browse(files.mapped("res_id"))
                documents.exists()._check_file_may_come()

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
