from odoo import http
from odoo.http import request

from ..base.export import workbook


class BudgetExport(http.Controller):
    @http.route(
        "/marketing_office/budgets.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def budgets_xlsx(self, ids=""):
        return workbook("mkt.budget", ids, request.env._("Budgets"))
