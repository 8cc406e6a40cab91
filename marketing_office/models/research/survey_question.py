from odoo import models
from odoo.exceptions import UserError

from ...tools.deletion import guards_deletion


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    def write(self, vals):
        if "survey_id" in vals:
            # elsewhere it could be deleted
            moved = self.filtered(lambda q: q.survey_id.id != vals["survey_id"])
            moved._unlink_except_answered()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_answered(self):
        """With a question, or one of its choices, its answers would go."""
        # sudo: answers and studies that the editor may not read count too
        answered = self.env["survey.user_input.line"].sudo()
        answered = answered.search(
            [
                ("question_id", "in", self.ids),
                ("skipped", "=", False),
                ("user_input_id.mkt_is_answered", "=", True),
            ]
        ).question_id
        studies = self.env["mkt.study"].sudo()
        study = studies.search([("survey_ids", "in", answered.survey_id.ids)], limit=1)
        if study:
            raise UserError(
                self.env._(
                    "The study %(study)s has answers to the question %(question)s: it"
                    " stays.",
                    study=study.name,
                    question=answered[:1].title,
                )
            )


class SurveyQuestionAnswer(models.Model):
    _inherit = "survey.question.answer"

    @guards_deletion
    def _unlink_except_answered(self):
        (self.question_id | self.matrix_question_id)._unlink_except_answered()
