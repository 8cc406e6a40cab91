from odoo import http
from odoo.http import request

from odoo.addons.web.controllers.report import ReportController

# ids beyond these are none that a table could hold
MOST = 2**31


class OfficeReport(ReportController):
    @http.route()
    def report_routes(self, reportname, docids=None, converter=None, **data):
        """A document of ours that is not there, or of nothing, is said not to be there."""
        report = request.env["ir.actions.report"]._get_report_from_name(reportname)
        if (report.model or "").startswith("mkt."):
            asked = (docids or "").split(",")
            ids = {int(number) for number in asked if number.isdecimal()}
            known = [number for number in ids if number < MOST]
            # sudo: whether it is there; who may read it is the report's affair
            found = request.env[report.model].sudo().browse(known).exists()
            if not ids or len(found) < len(ids):
                raise request.not_found()
        return super().report_routes(reportname, docids, converter, **data)
