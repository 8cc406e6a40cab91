from odoo import http
from odoo.http import request

from ..base.xlsx import xlsx_response


class SalesTargetTemplate(http.Controller):
    @http.route(
        "/marketing_office/import_template/sales_targets.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def sales_target_template(self):
        request.env["mkt.sales.plan"].check_access("create")
        content = request.env["mkt.sales.plan.template.xlsx"]._render()
        return xlsx_response(content, request.env._("Sales Targets"))
