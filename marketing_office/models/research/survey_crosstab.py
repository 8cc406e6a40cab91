from typing import NamedTuple

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

CROSSTAB_TYPES = "simple_choice", "multiple_choice", "scale"


class Crosstab(NamedTuple):
    """How many who chose one answer chose another; keys are choices or points of a scale.

    `rows` and `columns` are {key: label}, of answers that nobody chose too. Whoever may
    choose several answers counts once in a total: it is no sum then.
    """

    rows: dict
    columns: dict
    counts: dict
    row_totals: dict
    column_totals: dict
    base: int

    def percent(self, row, column):
        """Share of those who chose the row, in percent; None where nobody did."""
        total = self.row_totals.get(row)
        return 100 * self.counts.get((row, column), 0) / total if total else None

    def column_percent(self, column):
        """Share of all who answered both questions, in percent."""
        total = self.column_totals.get(column, 0)
        return 100 * total / self.base if self.base else None


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    def _mkt_crosstab(self, column):
        """The question against another of its questionnaire, by one query.

        Those count who answered both, as far as the user reads their answers.
        """
        row = self
        answers, lines = (
            self.env["survey.user_input"],
            self.env["survey.user_input.line"],
        )
        lines.flush_model(
            ["user_input_id", "question_id", "suggested_answer_id", "value_scale"]
        )
        read = answers._search(
            [("survey_id", "=", row.survey_id.id), ("mkt_is_answered", "=", True)]
        )
        # raw, because two lines of each answer are counted together
        found = self.env.execute_query(
            SQL(
                """
                SELECT a.key, b.key, GROUPING(a.key, b.key),
                    COUNT(DISTINCT a.user_input_id)
                FROM (%s) given
                JOIN (%s) a ON a.user_input_id = given.id
                JOIN (%s) b ON b.user_input_id = given.id
                GROUP BY GROUPING SETS ((a.key, b.key), (a.key), (b.key), ())
                """,
                read.select(),
                row._mkt_chosen_query(),
                column._mkt_chosen_query(),
            )
        )
        by_set = {0: {}, 1: {}, 2: {}, 3: {}}
        for one, other, grouped, count in found:
            by_set[grouped][one, other] = count
        return Crosstab(
            rows=row._mkt_choices(),
            columns=column._mkt_choices(),
            counts=by_set[0],
            row_totals={one: count for (one, _), count in by_set[1].items()},
            column_totals={other: count for (_, other), count in by_set[2].items()},
            base=by_set[3].get((None, None), 0),
        )

    def _mkt_check_crosstab(self):
        if len(self) != 2 or len(self.survey_id) != 1:
            raise UserError(self.env._("Choose two questions of one questionnaire."))
        for question in self:
            if question.question_type not in CROSSTAB_TYPES:
                raise UserError(
                    self.env._(
                        "%(question)s: only questions with choices or a scale can be"
                        " compared.",
                        question=question.title,
                    )
                )

    def _mkt_chosen_query(self):
        """SQL (user_input_id, key): what was chosen in answer to the question."""
        key = "value_scale" if self.question_type == "scale" else "suggested_answer_id"
        return SQL(
            """
            SELECT user_input_id, %(key)s AS key FROM survey_user_input_line
            WHERE question_id = %(question)s AND answer_type = %(kind)s
            """,
            key=SQL.identifier(key),
            question=self.id,
            kind="scale" if self.question_type == "scale" else "suggestion",
        )

    def _mkt_choices(self):
        """{key: label} of all that can be chosen, in its order."""
        if self.question_type == "scale":
            return {
                point: str(point) for point in range(self.scale_min, self.scale_max + 1)
            }
        return {choice.id: choice.value or "" for choice in self.suggested_answer_ids}
