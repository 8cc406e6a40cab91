from odoo import api, models

from ...tools.deletion import guards_deletion

SCORED = {
    "answer_score",
    "is_scored_question",
    "question_type",
    "answer_numerical_box",
    "answer_date",
    "answer_datetime",
}


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    def write(self, vals):
        if SCORED & vals.keys():
            self.survey_id._mkt_refuse_certifying()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_certifying(self):
        self.survey_id._mkt_refuse_certifying()


class SurveyQuestionAnswer(models.Model):
    _inherit = "survey.question.answer"

    @api.model_create_multi
    def create(self, vals_list):
        answers = super().create(vals_list)
        answers.question_id.survey_id._mkt_refuse_certifying()
        return answers

    def write(self, vals):
        if vals.keys() & {"answer_score", "is_correct", "question_id"}:
            self.question_id.survey_id._mkt_refuse_certifying()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_certifying(self):
        self.question_id.survey_id._mkt_refuse_certifying()
