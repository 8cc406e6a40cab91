from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.mail.controllers.attachment import AttachmentController


class KeptAttachmentController(AttachmentController):
    @route()
    def mail_attachment_upload(self, ufile, thread_id, thread_model, **kwargs):
        """The host takes files beside a document by sudo: the document is asked before."""
        waits_for_comment = kwargs.get("is_pending") not in (None, False, "", "false")
        keepers = request.env["ir.attachment"]._mkt_keepers()
        if thread_model in keepers and thread_id.isdigit() and not waits_for_comment:
            document = request.env[thread_model].browse(int(thread_id)).exists()
            try:
                document.check_access("read")
                # sudo: its state decides, whatever the user may read of the document
                document.sudo()._check_file_may_come()
            except UserError as refusal:
                return request.make_json_response({"error": str(refusal)})
        return super().mail_attachment_upload(ufile, thread_id, thread_model, **kwargs)
