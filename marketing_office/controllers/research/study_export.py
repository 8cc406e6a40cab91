from odoo import http
from odoo.exceptions import AccessError
from odoo.http import content_disposition, request

from ..base.export import XLSX


class StudyExport(http.Controller):
    @http.route(
        "/marketing_office/study/<int:study_id>/answers.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def answers_xlsx(self, study_id):
        if not request.env.user.has_group("base.group_allow_export"):
            raise AccessError(request.env._("You are not allowed to export data."))
        study = request.env["mkt.study"].browse(study_id)
        # the answers themselves are read by the host's own rules
        study.check_access("read")
        content = request.env["mkt.study.answers.xlsx"]._render(study)
        name = request.env._("Answers of %(study)s", study=study.name) + ".xlsx"
        return request.make_response(
            content,
            [
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(name)),
            ],
        )
