from werkzeug.datastructures import FileStorage

from odoo.http import request, route

from odoo.addons.mail.controllers.attachment import AttachmentController

from ...models.complaint.ir_attachment import HEAD


class ComplaintAttachmentController(AttachmentController):
    @route()
    def mail_attachment_upload(self, ufile, thread_id, thread_model, **kwargs):
        """Refuse a customer's file at once, before it waits beside an unsent message."""
        is_customers = thread_model == "mkt.complaint" and request.env.user.share
        if is_customers and not isinstance(ufile, FileStorage):
            return request.make_json_response(
                {"error": request.env._("Choose a file.")}
            )
        if is_customers:
            size = ufile.seek(0, 2)
            ufile.seek(0)
            head = ufile.read(HEAD)
            ufile.seek(0)
            problem = request.env["ir.attachment"]._mkt_file_problem(
                ufile.filename, size, content=head
            )
            if problem:
                return request.make_json_response({"error": problem})
        return super().mail_attachment_upload(ufile, thread_id, thread_model, **kwargs)
