from odoo import models
from odoo.exceptions import UserError

from .survey_crosstab import CROSSTAB_TYPES


class StudyCrosstab(models.Model):
    _inherit = "mkt.study"

    def action_open_crosstab(self):
        """The dialog that compares two questions of the study."""
        self.ensure_one()
        self.check_access("read")
        questions = self.survey_ids.question_ids.filtered(
            lambda question: question.question_type in CROSSTAB_TYPES
        )
        # choices before scales
        questions = questions.sorted(lambda question: question.question_type == "scale")
        if len(questions) < 2:
            raise UserError(
                self.env._(
                    "A crosstab needs two questions with choices or a scale: the study's"
                    " questionnaires have fewer."
                )
            )
        row = questions[0]
        others = questions.filtered(
            lambda question: question.survey_id == row.survey_id
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Crosstab"),
            "res_model": "mkt.study.crosstab",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_study_id": self.id,
                "default_row_id": row.id,
                "default_column_id": others[1:2].id,
                "dialog_size": "extra-large",
            },
        }

    def _crosstab(self, row, column):
        """The crosstab of two questions of the study, for whoever reads its answers."""
        self.check_access("read")
        self._check_crosstab(row, column)
        return row._mkt_crosstab(column)

    def _check_crosstab(self, row, column):
        """Raise UserError unless the two questions can be compared in the study."""
        if (row | column).survey_id - self.survey_ids:
            raise UserError(self.env._("The questions are not of this study."))
        (row | column)._mkt_check_crosstab()
