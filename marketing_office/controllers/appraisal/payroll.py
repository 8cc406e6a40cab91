from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

from ..base.xlsx import check_may_export, xlsx_response


class PayrollExport(http.Controller):
    @http.route(
        "/marketing_office/payroll.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def payroll_xlsx(self, ids=""):
        check_may_export()
        user, incentives = request.env.user, request.env["mkt.incentive"]
        wanted = [int(number) for number in ids.split(",") if number.isdecimal()]
        # rounds where the post is held; one's own amount is no file for payroll
        companies = user.mkt_companies("finance_manager")
        if not companies:
            raise AccessError(
                request.env._("The Finance Manager hands incentives to payroll.")
            )
        found = incentives.search(
            [
                ("round_id", "in", wanted),
                ("company_id", "in", companies),
                ("state", "in", ("confirmed", "paid")),
            ]
        )
        return xlsx_response(
            request.env["mkt.incentive.xlsx"]._render(found), request.env._("Payroll")
        )
