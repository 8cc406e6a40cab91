from odoo import http
from odoo.http import content_disposition, request

from ..base.export import XLSX


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
        name = request.env._("Contacts of a Campaign")
        return request.make_response(
            request.env["mkt.campaign.template.xlsx"]._render(),
            [
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(f"{name}.xlsx")),
            ],
        )
