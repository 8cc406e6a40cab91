from odoo import http

from ..base.xlsx import readable_record, xlsx_response


class BudgetTemplate(http.Controller):
    @http.route(
        "/marketing_office/import_template/budget/<int:budget_id>.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def budget_template(self, budget_id):
        budget = readable_record("mkt.budget", budget_id)
        budget.check_access("write")
        content = budget.env["mkt.budget.template.xlsx"]._render(budget)
        return xlsx_response(content, budget.name)
