from odoo import http
from odoo.exceptions import AccessError
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Export(http.Controller):
    @http.route(
        "/marketing_office/cases.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def cases_xlsx(self, ids=""):
        return self._workbook("mkt.complaint", ids, request.env._("Cases"))

    @http.route(
        "/marketing_office/budgets.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def budgets_xlsx(self, ids=""):
        return self._workbook("mkt.budget", ids, request.env._("Budgets"))

    def _workbook(self, model, ids, name):
        """The response with the records that the user may read, as a workbook."""
        if not request.env.user.has_group("base.group_allow_export"):
            raise AccessError(request.env._("You are not allowed to export data."))
        wanted = [int(number) for number in ids.split(",") if number.isdecimal()]
        # searched, not browsed: the user's rules leave out what is not the user's to see
        records = request.env[model].search([("id", "in", wanted)])
        content = request.env[f"{model}.xlsx"]._render(records)
        return request.make_response(
            content,
            [
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(f"{name}.xlsx")),
            ],
        )
