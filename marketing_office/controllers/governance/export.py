from odoo import http
from odoo.http import request

from ..base.xlsx import records_response


class AuditExport(http.Controller):
    @http.route(
        "/marketing_office/audit.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def audit_xlsx(self, ids=""):
        return records_response("mkt.period", ids, request.env._("Audit Record"))
