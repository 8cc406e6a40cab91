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
        if not request.env.user.has_group("base.group_allow_export"):
            raise AccessError(request.env._("You are not allowed to export data."))
        wanted = [int(number) for number in ids.split(",") if number.isdecimal()]
        # searched, not browsed: the user's rules leave out what is not the user's to see
        cases = request.env["mkt.complaint"].search([("id", "in", wanted)])
        content = request.env["mkt.complaint.xlsx"]._render(cases)
        name = request.env._("Cases") + ".xlsx"
        return request.make_response(
            content,
            [
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(name)),
            ],
        )
