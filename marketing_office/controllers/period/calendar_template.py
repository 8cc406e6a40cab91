from odoo import http
from odoo.http import request

from ..base.xlsx import xlsx_response


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
        content = request.env["mkt.calendar.template.xlsx"]._render()
        return xlsx_response(content, dialog._title())
