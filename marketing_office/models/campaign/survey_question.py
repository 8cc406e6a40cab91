from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.deletion import guards_deletion

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

    def write(self, vals):
        if vals.keys() & {
            "mkt_measure",
            "mkt_aware_from",
            "question_type",
            "scale_min",
            "scale_max",
            "survey_id",
        }:
            asking = self.filtered(
                lambda q: "awareness" in (q.mkt_measure, vals.get("mkt_measure"))
            )
            asking.survey_id._mkt_refuse_recount()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_counted(self):
        asking = self.filtered(lambda q: q.mkt_measure == "awareness")
        asking.survey_id._mkt_refuse_recount()


class SurveyQuestionAnswer(models.Model):
    _inherit = "survey.question.answer"

    mkt_is_aware = fields.Boolean(
        "Counts as Aware", help="Who chooses this answer counts as aware."
    )

    def write(self, vals):
        if vals.keys() & {"mkt_is_aware", "question_id"}:
            self._mkt_refuse_recount()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_counted(self):
        self._mkt_refuse_recount()

    def _mkt_refuse_recount(self):
        asking = self.question_id.filtered(lambda q: q.mkt_measure == "awareness")
        asking.survey_id._mkt_refuse_recount()
