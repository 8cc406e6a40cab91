from pathlib import PurePath

from odoo import api, models
from odoo.exceptions import ValidationError

# pictures, recordings and documents that customers give as evidence
ALLOWED_SUFFIXES = {
    *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".heic"),
    *(".mp3", ".m4a", ".wav", ".amr", ".mp4", ".mov", ".avi"),
    *(".pdf", ".txt", ".csv", ".log", ".eml", ".rtf"),
    *(".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".wps", ".et"),
    *(".zip", ".rar", ".7z"),
}


class IrAttachment(models.Model):
    """What customers give as evidence is limited in kind and size."""

    _inherit = "ir.attachment"

    @api.constrains("res_model", "res_id", "name", "file_size")
    def _mkt_check_customer_file(self):
        for attachment in self:
            if attachment.res_model != "mkt.complaint":
                continue
            # sudo: who uploaded the file; only customers are limited, not colleagues
            if attachment.sudo().create_uid.share:
                problem = self._mkt_file_problem(attachment.name, attachment.file_size)
                if problem:
                    raise ValidationError(problem)

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
