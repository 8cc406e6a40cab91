import tempfile
from datetime import date, datetime

from odoo import fields, models

from ...tools.xlsx_writer import new_workbook

WIDTHS = {"survey": 30, "partner": 24, "email": 28, "date": 18, "question": 26}


class StudyAnswersXlsx(models.AbstractModel):
    _name = "mkt.study.answers.xlsx"
    _description = "Answers of a Study (XLSX)"

    def _render(self, study):
        """The answers as the bytes of a workbook, in the user's language and time zone."""
        with tempfile.TemporaryFile() as stream:
            # what customers write must never become a formula or a link
            workbook = new_workbook(stream, constant_memory=True)
            formats = {
                "head": workbook.add_format(
                    {"bold": True, "bg_color": "#E7E6F1", "border": 1}
                ),
                "datetime": workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
                "date": workbook.add_format({"num_format": "yyyy-mm-dd"}),
            }
            sheet = workbook.add_worksheet(self.env._("Questionnaire Answers"))
            questions = study._answer_questions()
            self._write_head(sheet, questions, formats)
            for row, (answer, given) in enumerate(study._answer_rows(), start=1):
                self._write_row(sheet, row, answer, given, questions, formats)
            workbook.close()
            stream.seek(0)
            return stream.read()

    def _write_head(self, sheet, questions, formats):
        sheet.freeze_panes(1, 1)
        labels = [
            (self.env._("Questionnaire"), WIDTHS["survey"]),
            (self.env._("Customer"), WIDTHS["partner"]),
            (self.env._("Email"), WIDTHS["email"]),
            (self.env._("Answered on"), WIDTHS["date"]),
            *((question.title, WIDTHS["question"]) for question in questions),
        ]
        for column, (label, width) in enumerate(labels):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, label, formats["head"])

    def _write_row(self, sheet, row, answer, given, questions, formats):
        # sudo: the name of who answered, as on the answer's form
        cells = [
            [answer.survey_id.title],
            [answer.partner_id.sudo().name],
            [answer.email],
            [answer.end_datetime],
            *(given.get(question.id, []) for question in questions),
        ]
        for column, values in enumerate(cells):
            self._write_cell(sheet, row, column, values, formats)

    def _write_cell(self, sheet, row, column, values, formats):
        values = [value for value in values if value not in (None, False, "")]
        if len(values) > 1:
            sheet.write_string(row, column, "; ".join(map(str, values)))
            return
        for value in values:
            if isinstance(value, datetime):
                local = fields.Datetime.context_timestamp(self, value)
                sheet.write_datetime(
                    row, column, local.replace(tzinfo=None), formats["datetime"]
                )
            elif isinstance(value, date):
                sheet.write_datetime(row, column, value, formats["date"])
            elif isinstance(value, (int, float)):
                sheet.write_number(row, column, value)
            else:
                sheet.write_string(row, column, value)
