from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...tools.deletion import guards_deletion


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    mkt_measure = fields.Selection(
        [("csat", "Satisfaction (CSAT)"), ("nps", "Recommendation (NPS)")],
        "Measures",
        index="btree_not_null",
        help="The figure that the answers on this scale count for.",
    )

    @api.constrains(
        "mkt_measure", "question_type", "scale_min", "scale_max", "survey_id"
    )
    def _check_mkt_measure(self):
        measured = self.filtered("mkt_measure")
        types = self._mkt_measure_types()
        for question in measured:
            if question.question_type not in types[question.mkt_measure]:
                raise ValidationError(
                    self.env._(
                        "%(question)s: a question of this type cannot measure that.",
                        question=question.title,
                    )
                )
            bounds = question.scale_min, question.scale_max
            if question.mkt_measure == "nps" and bounds != (0, 10):
                raise ValidationError(
                    self.env._("The scale of the recommendation runs from 0 to 10.")
                )
        if self._read_group(
            [
                ("survey_id", "in", measured.survey_id.ids),
                ("mkt_measure", "=", "nps"),
            ],
            ["survey_id"],
            having=[("__count", ">", 1)],
        ):
            raise ValidationError(
                self.env._("A survey asks for the recommendation once.")
            )

    @api.model
    def _mkt_measure_types(self):
        """Types of question that can measure something; rooms add theirs."""
        return {"csat": ("scale",), "nps": ("scale",)}

    def write(self, vals):
        if vals.keys() & {"question_type", "scale_min", "scale_max"}:
            self._check_scale_change(vals)
        if "mkt_measure" in vals:
            changed = self.filtered(lambda q: q.mkt_measure != vals["mkt_measure"])
            changed._mkt_check_not_judged_by()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_judged_by(self):
        self._mkt_check_not_judged_by()

    def _mkt_check_not_judged_by(self):
        """Answers that count are the customers': who is judged does not choose which count."""
        if self.env.su:
            return
        # sudo: answers that the editor may not read count too
        lines = self.env["survey.user_input.line"].sudo()
        answered = lines.search(
            [
                ("question_id", "in", self.ids),
                ("answer_type", "=", "scale"),
                ("user_input_id.mkt_wave_id", "!=", False),
            ],
            limit=1,
        ).question_id
        if answered:
            raise AccessError(
                self.env._(
                    "Customers who were invited have answered %(question)s: it stays,"
                    " and so does what it measures.",
                    question=answered.title,
                )
            )

    def _check_scale_change(self, vals):
        """Answers given on one scale are not read on another."""
        changed = self.filtered(
            lambda question: (
                question.mkt_measure
                and any(
                    name in vals and vals[name] != question[name]
                    for name in ("question_type", "scale_min", "scale_max")
                )
            )
        )
        # sudo: answers that the editor may not read count too
        lines = self.env["survey.user_input.line"].sudo()
        if changed and lines.search_count(
            [("question_id", "in", changed.ids), ("answer_type", "=", "scale")], limit=1
        ):
            raise UserError(
                self.env._(
                    "The question has answers: its scale cannot change any more."
                )
            )
