from odoo import http
from odoo.http import request

from ..base.xlsx import xlsx_response


class ContactTemplate(http.Controller):
    @http.route(
        "/marketing_office/import_template/contacts.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def contact_template(self):
        request.env["crm.lead"].check_access("create")
        content = request.env["mkt.campaign.template.xlsx"]._render()
        return xlsx_response(content, request.env._("Contacts of a Campaign"))
