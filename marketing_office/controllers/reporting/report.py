from werkzeug.wsgi import FileWrapper

from odoo import http
from odoo.http import content_disposition, request

from ..base.xlsx import XLSX, check_may_export, readable_record, xlsx_response


class ReportExport(http.Controller):
    @http.route(
        "/marketing_office/report.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def report_xlsx(self, report=""):
        check_may_export()
        number = int(report) if report.isdecimal() else 0
        found = readable_record("mkt.report", number)
        content = request.env["mkt.report.xlsx"]._render(found)
        return xlsx_response(content, found._file_name())

    @http.route(
        "/marketing_office/export/<int:number>.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def export_xlsx(self, number):
        check_may_export()
        # one's own alone
        export = readable_record("mkt.export", number)
        writer = request.env["mkt.detail.xlsx"]
        with writer._written(export.model, export.domain) as path:
            # the open file outlives its name, and is sent piece by piece
            stream = open(path, "rb")  # noqa: SIM115
        return request.make_response(
            FileWrapper(stream),
            [
                ("Content-Type", XLSX),
                (
                    "Content-Disposition",
                    content_disposition(f"{export._file_name()}.xlsx"),
                ),
            ],
        )
