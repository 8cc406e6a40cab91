from email.message import Message
from pathlib import PurePath

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import ValidationError
from odoo.tools.mimetypes import guess_mimetype

from ...tools.customer_secret import file_without_secrets
from ...tools.mail_reader import as_name, suffix_of

# pictures, recordings and documents that customers give as evidence
ALLOWED_SUFFIXES = {
    *(".png", ".jpg", ".jpeg", ".jfif", ".gif", ".bmp", ".webp", ".heic", ".heif"),
    *(".tif", ".tiff", ".avif"),
    *(".mp3", ".m4a", ".aac", ".ogg", ".wav", ".amr", ".silk"),
    *(".mp4", ".m4v", ".mov", ".avi", ".3gp", ".webm", ".mkv", ".wmv"),
    *(".pdf", ".ofd", ".txt", ".csv", ".log", ".rtf"),
    *(".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp"),
    *(".wps", ".et", ".dps", ".pages", ".numbers"),
    *(".zip", ".rar", ".7z"),
    # what mail programs wrap around texts and files
    *(".eml", ".msg", ".ics", ".vcf", ".dat", ".p7s", ".p7m", ".asc", ".pgp", ".sig"),
}
# what such a file may be by its content where its name says nothing
ALLOWED_KINDS = ("image/", "audio/", "video/", "application/pdf")
# pages and programs, whatever their names say
FORBIDDEN_KINDS = {
    *("image/svg+xml", "text/html", "application/xhtml+xml", "text/x-shellscript"),
    *("application/x-dosexec", "application/vnd.microsoft.portable-executable"),
    *("application/x-msdownload", "application/x-executable", "application/x-elf"),
    *("application/x-pie-executable", "application/x-sharedlib"),
    *("application/x-mach-binary", "application/java-archive"),
}
# enough of a file to see what it is
HEAD = 8192


class IrAttachment(models.Model):
    """What customers give as evidence is limited in kind and size."""

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        files = super().create(vals_list)
        if any(vals.get("res_model") == "mkt.complaint" for vals in vals_list):
            files._mkt_leave_out_secrets()
        return files

    def write(self, vals):
        result = super().write(vals)
        if vals.get("res_model") == "mkt.complaint":
            self._mkt_leave_out_secrets()
        return result

    def _mkt_leave_out_secrets(self):
        """Make links unfit that act for a customer, in texts and e-mails on cases."""
        # the system does it: whoever brings a file need not be allowed to change it
        files = self.with_user(SUPERUSER_ID)
        for file in files.filtered(lambda f: f.res_model == "mkt.complaint"):
            content = file.raw or b""
            cleaned = file_without_secrets(file.name, file.mimetype, content)
            if cleaned != content:
                file.raw = cleaned

    @api.constrains("res_model", "res_id", "name", "file_size")
    def _mkt_check_customer_file(self):
        for attachment in self:
            if attachment.res_model != "mkt.complaint":
                continue
            # sudo: who uploaded the file; only customers are limited, not colleagues
            if attachment.sudo().create_uid.share:
                problem = self._mkt_file_problem(
                    attachment.name,
                    attachment.file_size,
                    content=(attachment.raw or b"")[:HEAD],
                )
                if problem:
                    raise ValidationError(problem)

    @api.model
    def _mkt_bytes(self, content):
        """The bytes of a file as the host's parser of e-mails gives it."""
        if isinstance(content, str):
            return content.encode("utf-8", "surrogateescape")
        return content.as_bytes() if isinstance(content, Message) else content or b""

    @api.model
    def _mkt_file_name(self, name, content):
        """The name, with the suffix that the content calls for where it has none."""
        name = as_name(name or "") or "file"
        if PurePath(name).suffix:
            return name
        return name + suffix_of(guess_mimetype(content[:HEAD], default=""))

    @api.model
    def _mkt_file_problem(self, name, size, company=None, content=b""):
        """Why a customer's file of this name and size (bytes) is not taken; None if it is.

        Its content, or the beginning of it, decides too where it is given.
        """
        # sudo: the limit is a setting that portal users may not read
        company = (company or self.env.company).sudo()
        kind = guess_mimetype(content[:HEAD], default="") if content else ""
        allowed = PurePath(name or "").suffix.lower() in ALLOWED_SUFFIXES
        if kind in FORBIDDEN_KINDS or not (allowed or kind.startswith(ALLOWED_KINDS)):
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
