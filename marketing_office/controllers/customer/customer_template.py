from odoo import http
from odoo.http import request

from ..base.xlsx import xlsx_response


class CustomerTemplate(http.Controller):
    @http.route(
        "/marketing_office/import_template/customers.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def customer_template(self):
        request.env["mkt.customer.import"].check_access("create")
        standings = request.env["mkt.customer.standing"].browse()
        content = request.env["mkt.customer.xlsx"]._render(standings)
        return xlsx_response(content, request.env._("Customers"))
