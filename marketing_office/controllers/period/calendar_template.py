from odoo import http
from odoo.http import content_disposition, request

from ..base.export import XLSX


class CalendarTemplate(http.Controller):
    @http.route(
        "/marketing_office/import_template/calendar.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def calendar_template(self):
        dialog = request.env["mkt.calendar.import"]
        dialog.check_access("create")
        return request.make_response(
            request.env["mkt.calendar.template.xlsx"]._render(),
            [
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(f"{dialog._title()}.xlsx")),
            ],
        )
