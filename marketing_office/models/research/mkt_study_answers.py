from odoo import models

BATCH = 500


class StudyAnswers(models.Model):
    """The answers of a study as a table: a row for each answer set handed in."""

    _inherit = "mkt.study"

    def _answer_questions(self):
        """The questions of the questionnaires, in the order of the table's columns."""
        return self.survey_ids.question_ids

    def _answer_sets(self):
        """What was handed in and counts, as far as the user may read it."""
        return self.env["survey.user_input"].search(
            [("survey_id", "in", self.survey_ids.ids), ("mkt_is_answered", "=", True)],
            order="survey_id, end_datetime, id",
        )

    def _answer_rows(self):
        """Rows of the table, batch by batch: (answer set, {question id: texts and numbers})."""
        sets = self._answer_sets()
        for start in range(0, len(sets), BATCH):
            batch = sets[start : start + BATCH]
            batch.fetch(["survey_id", "partner_id", "email", "end_datetime"])
            given = {answer.id: {} for answer in batch}
            lines = self.env["survey.user_input.line"].search_fetch(
                [("user_input_id", "in", batch.ids), ("skipped", "=", False)],
                [
                    "user_input_id",
                    "question_id",
                    "answer_type",
                    "value_char_box",
                    "value_text_box",
                    "value_numerical_box",
                    "value_scale",
                    "value_date",
                    "value_datetime",
                    "suggested_answer_id",
                    "matrix_row_id",
                ],
                order="id",
            )
            for line in lines:
                values = given[line.user_input_id.id]
                values.setdefault(line.question_id.id, []).append(line._mkt_value())
            for answer in batch:
                yield answer, given[answer.id]
            # a long table does not pile up in memory
            (batch | self.env["survey.user_input"]).invalidate_recordset()
            lines.invalidate_recordset()
