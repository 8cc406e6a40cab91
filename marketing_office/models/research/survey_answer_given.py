import math

from odoo import models
from odoo.exceptions import UserError

CHOICE_TYPES = "simple_choice", "multiple_choice"


class SurveyQuestion(models.Model):
    """What no page of a questionnaire sends is no answer to it."""

    _inherit = "survey.question"

    def validate_question(self, answer, comment=None):
        """The host stores a point beyond the scale, and fails on what is no answer.

        Raised, so that nothing of the page is kept and it can be handed in again.
        """
        possible = self._mkt_takes(answer) and "\0" not in (comment or "")
        if self.survey_id.mkt_is_asked and not possible:
            raise UserError(
                self.env._("%s: this is no answer to the question.", self.title)
            )
        return super().validate_question(answer, comment)

    def _mkt_takes(self, answer):
        """Whether it can be an answer; one that is missing is the host's affair."""
        if not answer:
            return True
        if self.question_type == "matrix":
            return isinstance(answer, dict) and all(
                _is_among(row, self.matrix_row_ids.ids)
                and isinstance(given, list)
                and all(_is_among(g, self.suggested_answer_ids.ids) for g in given)
                for row, given in answer.items()
            )
        if self.question_type in CHOICE_TYPES:
            given = answer if isinstance(answer, list) else [answer]
            return all(_is_among(g, self.suggested_answer_ids.ids) for g in given)
        if self.question_type == "scale":
            return _is_among(answer, range(self.scale_min, self.scale_max + 1))
        if self.question_type == "numerical_box":
            return _is_finite(answer)
        return isinstance(answer, str) and "\0" not in answer


class SurveySurvey(models.Model):
    _inherit = "survey.survey"

    def _get_survey_questions(self, answer=None, page_id=None, question_id=None):
        pages = {"page_per_section": page_id, "page_per_question": question_id}
        if self.questions_layout in pages and not (answer and answer.is_session_answer):
            self._mkt_check_page(pages[self.questions_layout])
        return super()._get_survey_questions(answer, page_id, question_id)

    def _mkt_check_page(self, page):
        """Raise UserError unless the id, as a client gives it, is of a page."""
        if self.mkt_is_asked and not _is_among(page, self.question_and_page_ids.ids):
            raise UserError(
                self.env._("This page is not of the questionnaire: open it anew.")
            )


def _is_among(value, numbers):
    try:
        return int(value) in numbers
    except (TypeError, ValueError, OverflowError):
        return False


def _is_finite(value):
    try:
        return math.isfinite(float(value))
    except ValueError:
        return True  # the host says that this is not a number
    except (TypeError, OverflowError):
        return False
