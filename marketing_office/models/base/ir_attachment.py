from pathlib import PurePath

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import ValidationError

from ...tools.deletion import guards_deletion

# pictures, recordings and documents that customers give as evidence
ALLOWED_SUFFIXES = {
    *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".heic"),
    *(".mp3", ".m4a", ".wav", ".amr", ".mp4", ".mov", ".avi"),
    *(".pdf", ".txt", ".csv", ".log", ".eml", ".rtf"),
    *(".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".wps", ".et"),
    *(".zip", ".rar", ".7z"),
}

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

    @api.constrains("res_model", "res_id", "name", "file_size")
    def _mkt_check_customer_file(self):
        for attachment in self:
            # sudo: who uploaded the file; only customers are limited, not colleagues
            customer = attachment.sudo().create_uid.share
            if attachment.res_model == "mkt.complaint" and customer:
                problem = self._mkt_file_problem(attachment.name, attachment.file_size)
                if problem:
                    raise ValidationError(problem)

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

    @api.model
    def _mkt_file_problem(self, name, size, company=None):
        """Why a customer's file of this name and size (bytes) is not taken; None if it is."""
        # sudo: the limit is a setting that portal users may not read
        company = (company or self.env.company).sudo()
        if PurePath(name or "").suffix.lower() not in ALLOWED_SUFFIXES:
            return self.env._(
                "%(file)s: files of this type are not accepted.", file=name
            )
        if size > company.mkt_attachment_mb * 1024 * 1024:
            return self.env._(
                "%(file)s: the file is larger than %(limit)s MB.",
                file=name,
                limit=company.mkt_attachment_mb,
            )
        return None
