from odoo import api, models

from ...tools.deletion import guards_deletion
from ..satisfaction.survey_user_input import GIVEN


class SurveyUserInput(models.Model):
    _inherit = "survey.user_input"

    def write(self, vals):
        # what the page of the survey writes comes as superuser
        if not self.env.su and vals.keys() & GIVEN:
            self._check_cited()
        return super().write(vals)

    @api.model
    def _mkt_asking(self):
        readers = (
            *("market_researcher", "marketing_manager"),
            *("product_manager", "director", "leadership"),
        )
        return super()._mkt_asking() | {"survey_id.mkt_asking_study_ids": readers}

    @guards_deletion
    def _unlink_except_cited(self):
        self._check_cited()

    def _check_cited(self):
        findings = self.env["mkt.finding"]
        findings._check_uncited("answer_ids", self)
        # sudo: an answer counts whether its reader may read the questionnaire or not
        answered = self.sudo().filtered("mkt_is_answered")
        findings._check_uncited("survey_ids", answered.survey_id)


class SurveyUserInputLine(models.Model):
    _inherit = "survey.user_input.line"

    def _mkt_value(self):
        """What was answered: a number, a day, or a text."""
        if self.answer_type == "suggestion":
            row, choice = self.matrix_row_id.value, self.suggested_answer_id.value
            return f"{row}: {choice}" if row else choice or ""
        return self[f"value_{self.answer_type}"]
