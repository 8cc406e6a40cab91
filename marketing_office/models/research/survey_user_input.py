from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ...tools.deletion import guards_deletion
from ..satisfaction.survey_user_input import GIVEN

# what puts an answer into the sample of a study, or into a period
COUNTING = {"state", "survey_id", "test_entry", "start_datetime", "end_datetime"}


class SurveyUserInput(models.Model):
    _inherit = "survey.user_input"

    @api.model_create_multi
    def create(self, vals_list):
        answers = super().create(vals_list)
        answers.filtered(lambda a: a.state != "new")._mkt_check_handed_in()
        return answers

    def write(self, vals):
        # what the page of the survey writes comes as superuser
        if not self.env.su and vals.keys() & GIVEN:
            self._check_cited()
        result = super().write(vals)
        if not COUNTING.isdisjoint(vals):
            self._mkt_check_handed_in()
        return result

    def _mkt_check_handed_in(self):
        """Raise AccessError where a user makes an answer that a study counts.

        Nonsense may be taken out of the count, or deleted; nothing is put in.
        """
        # sudo: studies that the user may not read count too
        if not self.env.su and any(
            answer.survey_id.mkt_asking_study_ids and not answer.test_entry
            for answer in self.sudo()
        ):
            raise AccessError(
                self.env._(
                    "Answers to a study are handed in on the page of the questionnaire."
                )
            )

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
        self._mkt_check_reported()
        findings = self.env["mkt.finding"]
        findings._check_uncited("answer_ids", self)
        # sudo: an answer counts whether its reader may read the questionnaire or not
        answered = self.sudo().filtered("mkt_is_answered")
        findings._check_uncited("survey_ids", answered.survey_id)

    def _mkt_check_reported(self):
        """Raise UserError where a user takes answers out of what was reported."""
        if self.env.su:
            return
        # sudo: studies that the user may not read have reported them too
        counted = self.sudo().filtered("mkt_is_answered")
        for study in counted.survey_id.mkt_asking_study_ids:
            if study.state == "reported":
                raise UserError(
                    self.env._(
                        "%(study)s is reported: the answers that it counts stay.",
                        study=study.name,
                    )
                )


class SurveyUserInputLine(models.Model):
    _inherit = "survey.user_input.line"

    def _mkt_value(self):
        """What was answered: a number, a day, or a text."""
        if self.answer_type == "suggestion":
            row, choice = self.matrix_row_id.value, self.suggested_answer_id.value
            return f"{row}: {choice}" if row else choice or ""
        return self[f"value_{self.answer_type}"]
