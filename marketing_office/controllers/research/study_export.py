from odoo import http
from odoo.http import request

from ..base.xlsx import check_may_export, readable_record, xlsx_response


class StudyExport(http.Controller):
    @http.route(
        "/marketing_office/study/<int:study_id>/answers.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def answers_xlsx(self, study_id):
        check_may_export()
        # the answers themselves are read by the host's own rules
        study = readable_record("mkt.study", study_id)
        content = request.env["mkt.study.answers.xlsx"]._render(study)
        name = request.env._("Answers of %(study)s", study=study.name)
        return xlsx_response(content, name)

    @http.route(
        "/marketing_office/study/<int:study_id>/crosstab/<int:row_id>/<int:column_id>.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def crosstab_xlsx(self, study_id, row_id, column_id):
        check_may_export()
        study = readable_record("mkt.study", study_id)
        questions = request.env["survey.question"]
        row, column = (
            questions.browse(row_id).exists(),
            questions.browse(column_id).exists(),
        )
        workbook = request.env["mkt.study.crosstab.xlsx"]
        name = request.env._("Crosstab of %(study)s", study=study.name)
        return xlsx_response(workbook._render(study, row, column), name)
