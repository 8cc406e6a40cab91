from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tools import SQL

from ...tools.amount import LARGEST_COUNT
from .survey_survey import ANSWERED_STATES

QUOTA_TYPES = "simple_choice", "multiple_choice"


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    mkt_takes_quotas = fields.Boolean(
        "Takes Quotas", compute="_compute_mkt_takes_quotas", compute_sudo=True
    )

    @api.depends("question_type", "survey_id.mkt_asking_study_ids")
    @api.depends_context("mkt_of_study")
    def _compute_mkt_takes_quotas(self):
        for question in self:
            # on the form of a study, a questionnaire is its own before it is saved
            question.mkt_takes_quotas = question.question_type in QUOTA_TYPES and bool(
                self.env.context.get("mkt_of_study")
                or question.survey_id.mkt_asking_study_ids
            )


class SurveyQuestionAnswer(models.Model):
    """A study asks for so many people who choose an answer, and for no more."""

    _inherit = "survey.question.answer"

    mkt_quota = fields.Integer(
        "Quota",
        help="So many completed questionnaires with this answer; whoever chooses it"
        " afterwards is told that there are enough. 0: as many as come.",
    )
    mkt_quota_reached = fields.Integer(
        "Reached", compute="_compute_mkt_quota_reached", compute_sudo=True
    )
    mkt_turned_away = fields.Integer(
        "Turned Away", compute="_compute_mkt_quota_reached", compute_sudo=True
    )

    _mkt_quota_not_negative = models.Constraint(
        "CHECK (mkt_quota >= 0)", "A quota cannot be negative."
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._mkt_check_number(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._mkt_check_number(vals)
        before = {choice: choice.mkt_quota for choice in self}
        result = super().write(vals)
        for choice, quota in before.items():
            if choice.mkt_quota != quota:
                choice._mkt_note_quota(quota)
        return result

    @api.model
    def _mkt_check_number(self, vals):
        try:
            is_number = 0 <= int(vals.get("mkt_quota") or 0) <= LARGEST_COUNT
        except (TypeError, ValueError, OverflowError):
            is_number = False
        if not is_number:
            raise ValidationError(
                self.env._("A quota is a number of people: 1, 2, 3 …; 0 for no quota.")
            )

    def _mkt_note_quota(self, before):
        """Whoever reads a study sees which quotas have changed under way."""
        # sudo: the change is noted on studies that the editor may not read too
        for study in self.sudo().question_id.survey_id.mkt_asking_study_ids:
            if study.state in ANSWERED_STATES:
                study._message_log(
                    body=self.env._(
                        "Quota of “%(answer)s”: %(before)s → %(after)s",
                        answer=self.value,
                        before=before,
                        after=self.mkt_quota,
                    )
                )

    def _compute_mkt_quota_reached(self):
        counts = self._mkt_quota_counts()
        for choice in self:
            choice.mkt_quota_reached, choice.mkt_turned_away = counts.get(
                choice._origin.id, (0, 0)
            )

    @api.constrains("mkt_quota", "question_id")
    def _check_mkt_quota(self):
        for choice in self.filtered("mkt_quota"):
            if choice.question_id.question_type not in QUOTA_TYPES:
                raise ValidationError(
                    self.env._(
                        "%(answer)s: quotas are for the answers to a question with"
                        " choices.",
                        answer=choice.value,
                    )
                )

    @api.constrains("mkt_quota")
    def _check_mkt_quota_reached(self):
        """At no time more people count than the quota says."""
        counts = self._mkt_quota_counts()
        for choice in self.filtered("mkt_quota"):
            reached, _turned_away = counts[choice.id]
            if reached > choice.mkt_quota:
                raise ValidationError(
                    self.env._(
                        "%(answer)s: %(reached)s people have chosen it already. A quota"
                        " is as large at least, or 0: as many as come.",
                        answer=choice.value,
                        reached=reached,
                    )
                )

    def _mkt_quota_counts(self):
        """{id: (completed questionnaires, turned away)} of the choices, by one query."""
        self.env["survey.user_input"].flush_model(
            ["mkt_is_answered", "mkt_is_over_quota", "mkt_quota_ids"]
        )
        self.env["survey.user_input.line"].flush_model(
            ["suggested_answer_id", "user_input_id"]
        )
        # raw, because people are counted and not the lines of their answers
        rows = self.env.execute_query(
            SQL(
                """
                SELECT choice.id,
                    (SELECT COUNT(DISTINCT given.id)
                        FROM survey_user_input_line line
                        JOIN survey_user_input given ON given.id = line.user_input_id
                        WHERE line.suggested_answer_id = choice.id
                            AND given.mkt_is_answered),
                    (SELECT COUNT(*)
                        FROM mkt_quota_cell cell
                        JOIN survey_user_input given ON given.id = cell.user_input_id
                        WHERE cell.choice_id = choice.id AND given.mkt_is_over_quota)
                FROM survey_question_answer choice
                WHERE choice.id = ANY(%s)
                """,
                self.ids,
            )
        )
        return {choice: (reached, away) for choice, reached, away in rows}

    def _mkt_full(self):
        """Those of the choices whose quota is reached."""
        counts = self._mkt_quota_counts()
        return self.filtered(lambda choice: counts[choice.id][0] >= choice.mkt_quota)

    def _mkt_take_turn(self):
        """Have the quotas alone until the end of the transaction.

        Of two who hand in the last answer, the later one fails on the row that the
        first has written, and the host tries the call again: it then finds the other.
        """
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                """
                UPDATE survey_question_answer SET mkt_quota = mkt_quota
                WHERE id IN (
                    SELECT id FROM survey_question_answer WHERE id = ANY(%s)
                    ORDER BY id FOR NO KEY UPDATE
                )
                """,
                self.ids,
            ),
            # no error: the later one is tried again
            log_exceptions=False,
        )


class SurveyUserInput(models.Model):
    """What a full quota has no place for is closed, and does not count."""

    _inherit = "survey.user_input"
    _governed = ("mkt_is_over_quota", "mkt_quota_ids")

    mkt_quota_ids = fields.Many2many(
        "survey.question.answer",
        "mkt_quota_cell",
        "user_input_id",
        "choice_id",
        "Quotas",
        readonly=True,
        copy=False,
        help="The quotas in which the answer counts, or that were full.",
    )
    mkt_is_over_quota = fields.Boolean("Over Quota", readonly=True, copy=False)

    def _mkt_counts(self):
        return super()._mkt_counts() and not self.mkt_is_over_quota

    @api.depends("mkt_is_over_quota")
    def _compute_mkt_measures(self):
        return super()._compute_mkt_measures()

    def _mark_done(self):
        for answer in self:
            answer._mkt_fill_quotas()
        return super()._mark_done()

    def _clear_inactive_conditional_answers(self):
        """Called as a page is handed in: who meets a full quota need not go on."""
        result = super()._clear_inactive_conditional_answers()
        if self.survey_id.questions_layout != "one_page" and (
            self._mkt_quotas()._mkt_full()
        ):
            self._mark_done()
        return result

    def _mkt_quotas(self):
        """The quotas of what was chosen, in a study's questionnaire; none in a test."""
        # sudo: whoever answers reads neither the study nor its quotas
        answer = self.sudo()
        chosen = answer.user_input_line_ids.suggested_answer_id
        if answer.test_entry or not answer.survey_id.mkt_asking_study_ids:
            return chosen.browse()
        return chosen.filtered("mkt_quota")

    def _mkt_fill_quotas(self):
        """Note the quotas in which the answer counts; close it where one is full."""
        quotas = self._mkt_quotas()
        if self.state == "done" or not quotas:
            return
        quotas._mkt_take_turn()
        full = quotas._mkt_full()
        # sudo: governed, and decided by what is there
        self.sudo().write(
            {
                "mkt_quota_ids": [Command.set((full or quotas).ids)],
                "mkt_is_over_quota": bool(full),
            }
        )


class SurveyUserInputLine(models.Model):
    _inherit = "survey.user_input.line"

    _mkt_chosen = models.Index(
        "(suggested_answer_id) WHERE suggested_answer_id IS NOT NULL"
    )
