from odoo import http
from odoo.http import request

from ..base.xlsx import xlsx_response


class BudgetTemplate(http.Controller):
    @http.route(
        "/marketing_office/import_template/budget/<int:budget_id>.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def budget_template(self, budget_id):
        # searched, not browsed: the user's rules leave out what is not the user's to see
        budget = request.env["mkt.budget"].search([("id", "=", budget_id)])
        if not budget:
            raise request.not_found()
        budget.check_access("write")
        content = request.env["mkt.budget.template.xlsx"]._render(budget)
        return xlsx_response(content, budget.name)
