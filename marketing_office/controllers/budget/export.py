from odoo import http
from odoo.http import request

from ..base.xlsx import records_response


class BudgetExport(http.Controller):
    @http.route(
        "/marketing_office/budgets.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def budgets_xlsx(self, ids=""):
        return records_response("mkt.budget", ids, request.env._("Budgets"))
