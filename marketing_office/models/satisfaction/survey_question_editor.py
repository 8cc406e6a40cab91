from odoo import api, models


class SurveyQuestion(models.Model):
    """What the office asks is changed by those whose questionnaire it is."""

    _inherit = "survey.question"

    @api.model_create_multi
    def create(self, vals_list):
        questions = super().create(vals_list)
        questions.survey_id._mkt_check_editor()
        return questions

    def write(self, vals):
        self.survey_id._mkt_check_editor()
        result = super().write(vals)
        if "survey_id" in vals:
            self.survey_id._mkt_check_editor()
        return result

    def unlink(self):
        self.survey_id._mkt_check_editor()
        return super().unlink()


class SurveyQuestionAnswer(models.Model):
    _inherit = "survey.question.answer"

    @api.model_create_multi
    def create(self, vals_list):
        answers = super().create(vals_list)
        answers._mkt_check_editor()
        return answers

    def write(self, vals):
        self._mkt_check_editor()
        result = super().write(vals)
        if vals.keys() & {"question_id", "matrix_question_id"}:
            self._mkt_check_editor()
        return result

    def unlink(self):
        self._mkt_check_editor()
        return super().unlink()

    def _mkt_check_editor(self):
        (self.question_id | self.matrix_question_id).survey_id._mkt_check_editor()
