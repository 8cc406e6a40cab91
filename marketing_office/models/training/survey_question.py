from odoo import api, models

from ...tools.deletion import guards_deletion

# what decides which questions are asked, and what their answers are worth
SCORED = {
    "survey_id",
    "is_page",
    "triggering_answer_ids",
    "random_questions_count",
    "answer_score",
    "is_scored_question",
    "question_type",
    "answer_numerical_box",
    "answer_date",
    "answer_datetime",
}


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    @api.model
    def _mkt_rule(self):
        return self.env["survey.survey"]._mkt_examined("survey_id")

    @api.model_create_multi
    def create(self, vals_list):
        questions = super().create(vals_list)
        # one easy question more makes the others count less
        questions.survey_id._mkt_refuse_certifying()
        return questions

    def write(self, vals):
        if not SCORED & vals.keys():
            return super().write(vals)
        self.survey_id._mkt_refuse_certifying()
        result = super().write(vals)
        # and where the question goes
        self.survey_id._mkt_refuse_certifying()
        return result

    @guards_deletion
    def _unlink_except_certifying(self):
        self.survey_id._mkt_refuse_certifying()


class SurveyQuestionAnswer(models.Model):
    _inherit = "survey.question.answer"

    @api.model
    def _mkt_rule(self):
        examined = self.env["survey.survey"]._mkt_examined
        # the rows of a matrix stand with its question too
        return examined("question_id", "survey_id") & examined(
            "matrix_question_id", "survey_id"
        )

    @api.model_create_multi
    def create(self, vals_list):
        answers = super().create(vals_list)
        answers.question_id.survey_id._mkt_refuse_certifying()
        return answers

    def write(self, vals):
        if not vals.keys() & {"answer_score", "is_correct", "question_id"}:
            return super().write(vals)
        self.question_id.survey_id._mkt_refuse_certifying()
        result = super().write(vals)
        # and the question to which the answer goes
        self.question_id.survey_id._mkt_refuse_certifying()
        return result

    @guards_deletion
    def _unlink_except_certifying(self):
        self.question_id.survey_id._mkt_refuse_certifying()
