from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL


class Figures(NamedTuple):
    """Counts and sums of the answers that count; test entries do not."""

    asked: int = 0
    answered: int = 0
    csat_sum: float = 0
    csat_count: int = 0
    nps_sum: int = 0
    nps_count: int = 0

    def __add__(self, other):
        return Figures(*(a + b for a, b in zip(self, other, strict=True)))


class StudySurvey(models.Model):
    """Questionnaires of a study: the host's surveys, and what their answers come to."""

    _inherit = "mkt.study"

    survey_ids = fields.Many2many(
        "survey.survey",
        string="Questionnaires",
        copy=False,
        groups="survey.group_survey_user",
    )
    asked_count = fields.Integer("Asked", compute="_compute_figures", compute_sudo=True)
    answer_count = fields.Integer(
        "Answers Received", compute="_compute_figures", compute_sudo=True
    )
    response_rate = fields.Float(
        "Response Rate (%)", compute="_compute_figures", compute_sudo=True
    )
    csat = fields.Float(
        "Satisfaction (%)", compute="_compute_figures", compute_sudo=True
    )
    csat_count = fields.Integer(
        "Answers on Satisfaction", compute="_compute_figures", compute_sudo=True
    )
    nps = fields.Float("NPS", compute="_compute_figures", compute_sudo=True)
    nps_count = fields.Integer(
        "Answers on Recommendation", compute="_compute_figures", compute_sudo=True
    )
    result = fields.Char(compute="_compute_result")

    @api.depends("survey_ids")
    def _compute_figures(self):
        figures = self.survey_ids._origin._mkt_figures()
        for study in self:
            total = sum(
                (figures[survey.id] for survey in study.survey_ids._origin), Figures()
            )
            study.asked_count = total.asked
            study.answer_count = total.answered
            study.response_rate = _share(100 * total.answered, total.asked)
            study.csat = _share(total.csat_sum, total.csat_count)
            study.csat_count = total.csat_count
            study.nps = _share(total.nps_sum, total.nps_count)
            study.nps_count = total.nps_count

    @api.depends("csat", "csat_count", "nps", "nps_count")
    @api.depends_context("lang")
    def _compute_result(self):
        for study in self:
            parts = []
            if study.csat_count:
                parts.append(
                    self.env._(
                        "Satisfaction %(figure).1f %% (n = %(count)s)",
                        figure=study.csat,
                        count=study.csat_count,
                    )
                )
            if study.nps_count:
                parts.append(
                    self.env._(
                        "NPS %(figure).0f (n = %(count)s)",
                        figure=study.nps,
                        count=study.nps_count,
                    )
                )
            study.result = " · ".join(parts) or self.env._("No data")

    @api.constrains("survey_ids")
    def _check_surveys(self):
        """Answers count for one study alone."""
        # sudo: studies of other companies too
        studies = self.sudo()
        for survey in studies.survey_ids:
            others = studies.search([("survey_ids", "in", survey.ids)])
            if len(others) > 1:
                raise ValidationError(
                    self.env._(
                        "The questionnaire %(survey)s belongs to another study"
                        " already: copy it.",
                        survey=survey.title,
                    )
                )

    def write(self, vals):
        # sudo: as below
        before = self.sudo().survey_ids if "survey_ids" in vals else None
        done = super().write(vals)
        if before is not None:
            # sudo: a questionnaire that is cited stays, whoever cites it
            gone = before - self.sudo().survey_ids
            self.env["mkt.finding"]._check_uncited("survey_ids", gone)
            self.env["mkt.finding"]._check_uncited("answer_ids.survey_id", gone)
        return done

    def action_view_answers(self):
        """The answers to the study's questionnaires, by the host's own rules."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Questionnaire Answers"),
            "res_model": "survey.user_input",
            "views": [[False, "list"], [False, "form"]],
            "domain": [
                ("survey_id", "in", self.survey_ids.ids),
                ("test_entry", "=", False),
            ],
            "context": {"create": False},
        }

    def action_export_answers(self):
        """The workbook of the answers."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/marketing_office/study/{self.id}/answers.xlsx",
            "target": "download",
        }


def _share(total, count):
    return total / count if count else 0


class SurveySurvey(models.Model):
    _inherit = "survey.survey"

    # not the other side of the link: who may edit a survey may not edit each study
    mkt_study_ids = fields.Many2many(
        "mkt.study",
        string="Studies",
        compute="_compute_mkt_study_ids",
        search="_search_mkt_study_ids",
        groups="marketing_office.group_member,marketing_office.group_leadership",
    )

    def _compute_mkt_study_ids(self):
        studies = self.env["mkt.study"].search([("survey_ids", "in", self.ids)])
        for survey in self:
            survey.mkt_study_ids = studies.filtered(
                lambda s, survey=survey: survey in s.survey_ids
            )

    def _search_mkt_study_ids(self, operator, value):
        if operator != "in":
            return NotImplemented
        studies = self.env["mkt.study"].search([("id", "in", value)])
        return [("id", "in", studies.survey_ids.ids)]

    def action_mkt_studies(self):
        return self.mkt_study_ids._get_records_action(name=self.env._("Studies"))

    def _mkt_figures(self):
        """{id: Figures} of the surveys, by one query over the stored figures."""
        answers = self.env["survey.user_input"]
        answers.flush_model()
        # an answer set without a measure has 0 in it: the sums need no filter
        rows = self.env.execute_query(
            SQL(
                """SELECT survey_id, COUNT(*),
                    COUNT(*) FILTER (WHERE mkt_is_answered),
                    COALESCE(SUM(mkt_csat), 0),
                    COUNT(*) FILTER (WHERE mkt_has_csat),
                    COALESCE(SUM(mkt_nps_points), 0),
                    COUNT(*) FILTER (WHERE mkt_has_nps)
                FROM survey_user_input
                WHERE survey_id IN %s AND test_entry IS NOT TRUE
                GROUP BY survey_id""",
                tuple(self.ids) or (0,),
            )
        )
        found = {survey: Figures(*figures) for survey, *figures in rows}
        return {survey.id: found.get(survey.id, Figures()) for survey in self}

    def _mkt_refuse_in_use(self):
        # sudo: studies that the editor may not read use it too
        study = (
            self.env["mkt.study"]
            .sudo()
            .search([("survey_ids", "in", self.ids)], limit=1)
        )
        if study:
            raise UserError(
                self.env._(
                    "The study %(study)s uses this questionnaire.", study=study.name
                )
            )
        return super()._mkt_refuse_in_use()


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    def write(self, vals):
        if "survey_id" in vals:
            # elsewhere it could be deleted
            moved = self.filtered(lambda q: q.survey_id.id != vals["survey_id"])
            moved._unlink_except_answered()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_answered(self):
        """With a question, or one of its choices, its answers would go."""
        # sudo: answers and studies that the editor may not read count too
        answered = self.env["survey.user_input.line"].sudo()
        answered = answered.search(
            [
                ("question_id", "in", self.ids),
                ("skipped", "=", False),
                ("user_input_id.mkt_is_answered", "=", True),
            ]
        ).question_id
        studies = self.env["mkt.study"].sudo()
        study = studies.search([("survey_ids", "in", answered.survey_id.ids)], limit=1)
        if study:
            raise UserError(
                self.env._(
                    "The study %(study)s has answers to the question %(question)s: it"
                    " stays.",
                    study=study.name,
                    question=answered[:1].title,
                )
            )


class SurveyQuestionAnswer(models.Model):
    _inherit = "survey.question.answer"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_answered(self):
        (self.question_id | self.matrix_question_id)._unlink_except_answered()
