from odoo import http
from odoo.http import request

from ..base.xlsx import records_response


class ComplaintExport(http.Controller):
    @http.route(
        "/marketing_office/cases.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def cases_xlsx(self, ids=""):
        return records_response("mkt.complaint", ids, request.env._("Cases"))
