from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

CHOICE_TYPES = "simple_choice", "multiple_choice"


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    mkt_measure = fields.Selection(selection_add=[("awareness", "Awareness")])
    mkt_aware_from = fields.Integer(
        "Aware From",
        help="Who answers at least this on the scale counts as aware.",
    )

    @api.model
    def _mkt_measure_types(self):
        return super()._mkt_measure_types() | {"awareness": ("scale", *CHOICE_TYPES)}

    @api.constrains("mkt_measure", "mkt_aware_from", "scale_min", "scale_max")
    def _check_mkt_awareness(self):
        awareness = self.filtered(lambda q: q.mkt_measure == "awareness")
        for question in awareness.filtered(lambda q: q.question_type == "scale"):
            if not question.scale_min < question.mkt_aware_from <= question.scale_max:
                raise ValidationError(
                    self.env._(
                        "%(question)s: say from which point of the scale somebody"
                        " counts as aware.",
                        question=question.title,
                    )
                )
        if self._read_group(
            [
                ("survey_id", "in", awareness.survey_id.ids),
                ("mkt_measure", "=", "awareness"),
            ],
            ["survey_id"],
            having=[("__count", ">", 1)],
        ):
            raise ValidationError(self.env._("A survey asks for awareness once."))

    def _mkt_tells_awareness(self):
        """Whether some answers say that one is aware, and others that one is not."""
        if self.question_type == "scale":
            return True
        return set(self.suggested_answer_ids.mapped("mkt_is_aware")) == {True, False}


class SurveyQuestionAnswer(models.Model):
    _inherit = "survey.question.answer"

    mkt_is_aware = fields.Boolean(
        "Counts as Aware", help="Who chooses this answer counts as aware."
    )


class SurveyUserInput(models.Model):
    _inherit = "survey.user_input"
    _governed = ("mkt_has_awareness", "mkt_is_aware")

    mkt_has_awareness = fields.Boolean(
        "Awareness Answered",
        compute="_compute_mkt_awareness",
        store=True,
        compute_sudo=True,
    )
    mkt_is_aware = fields.Boolean(
        "Aware", compute="_compute_mkt_awareness", store=True, compute_sudo=True
    )

    _mkt_awareness = models.Index("(survey_id) WHERE mkt_has_awareness")

    @api.depends(
        "state",
        "test_entry",
        "user_input_line_ids.answer_type",
        "user_input_line_ids.skipped",
        "user_input_line_ids.value_scale",
        "user_input_line_ids.suggested_answer_id.mkt_is_aware",
        "user_input_line_ids.question_id.mkt_measure",
        "user_input_line_ids.question_id.mkt_aware_from",
    )
    def _compute_mkt_awareness(self):
        for answer in self:
            given = answer.user_input_line_ids.filtered(
                lambda line: line._mkt_is_on_awareness()
            )
            # what was not handed in, and what was a test, does not count
            if answer.state != "done" or answer.test_entry:
                given = given[:0]
            answer.mkt_has_awareness = bool(given)
            answer.mkt_is_aware = any(line._mkt_says_aware() for line in given)


class SurveyUserInputLine(models.Model):
    _inherit = "survey.user_input.line"

    def _mkt_is_on_awareness(self):
        return (
            self.question_id.mkt_measure == "awareness"
            and not self.skipped
            and self.answer_type in ("scale", "suggestion")
        )

    def _mkt_says_aware(self):
        if self.answer_type == "scale":
            return self.value_scale >= self.question_id.mkt_aware_from
        return self.suggested_answer_id.mkt_is_aware


class SurveySurvey(models.Model):
    _inherit = "survey.survey"

    def _mkt_awareness(self):
        """{id: (aware, asked)} of the surveys, by one query over the stored figures."""
        self.env["survey.user_input"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT survey_id, COUNT(*) FILTER (WHERE mkt_is_aware), COUNT(*)
                FROM survey_user_input
                WHERE survey_id IN %s AND mkt_has_awareness
                GROUP BY survey_id""",
                tuple(self.ids) or (0,),
            )
        )
        found = {survey: (aware, asked) for survey, aware, asked in rows}
        return {survey.id: found.get(survey.id, (0, 0)) for survey in self}
