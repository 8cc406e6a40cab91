from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_round

from ...tools.optional import OptionalFloat
from ...tools.sample import margin_of_error
from .survey_survey import Figures

# from -100 to 100
NPS_SPREAD = 200


class StudySurvey(models.Model):
    """Questionnaires of a study: the host's surveys, and what their answers come to."""

    _inherit = "mkt.study"

    survey_ids = fields.Many2many(
        "survey.survey",
        string="Questionnaires",
        copy=False,
        groups="survey.group_survey_user",
        ondelete="restrict",
    )
    asked_count = fields.Integer(
        "Asked",
        compute="_compute_figures",
        compute_sudo=True,
        help="Invitations that were sent; whoever comes by an open link is not counted.",
    )
    answer_count = fields.Integer(
        "Answers Received", compute="_compute_figures", compute_sudo=True
    )
    response_rate = OptionalFloat(
        "Response Rate (%)",
        compute="_compute_figures",
        compute_sudo=True,
        help="Share of the invitations that were answered; whom a quota turned away has"
        " answered too.",
    )
    silent_count = fields.Integer(
        "Not Answered",
        compute="_compute_figures",
        compute_sudo=True,
        help="Invitations that nobody has answered yet.",
    )
    margin_of_error = OptionalFloat(
        "Margin of Error (± points)",
        compute="_compute_figures",
        compute_sudo=True,
        digits=(16, 1),
        help="How far a share of the answers is off at most, 95 times of 100, if those"
        " who answered are like those who did not.",
    )
    csat = OptionalFloat(
        "Satisfaction (%)", compute="_compute_figures", compute_sudo=True
    )
    csat_count = fields.Integer(
        "Answers on Satisfaction", compute="_compute_figures", compute_sudo=True
    )
    nps = OptionalFloat("NPS", compute="_compute_figures", compute_sudo=True)
    nps_count = fields.Integer(
        "Answers on Recommendation", compute="_compute_figures", compute_sudo=True
    )
    result = fields.Char(compute="_compute_result")
    quota_ids = fields.Many2many(
        "survey.question.answer",
        string="Quotas",
        compute="_compute_quota_ids",
        groups="survey.group_survey_user",
    )

    @api.depends("survey_ids")
    def _compute_figures(self):
        # of what is saved, and checked: a draft would show the figures of any questionnaire
        figures = self._origin.survey_ids._mkt_figures()
        for study in self:
            total = sum(
                (figures[survey.id] for survey in study._origin.survey_ids), Figures()
            )
            study.asked_count = total.asked
            study.answer_count = total.answered
            study.response_rate = _share(100 * total.replied, total.asked)
            study.silent_count = total.asked - total.replied
            study.margin_of_error = margin_of_error(total.answered)
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
                        "Satisfaction %(figure).1f %% (n = %(count)s, ± %(margin).1f)",
                        figure=float_round(study.csat, 1),
                        count=study.csat_count,
                        margin=float_round(margin_of_error(study.csat_count), 1),
                    )
                )
            if study.nps_count:
                parts.append(
                    self.env._(
                        "NPS %(figure).0f (n = %(count)s, ± %(margin).0f)",
                        figure=float_round(study.nps, 0),
                        count=study.nps_count,
                        margin=float_round(
                            margin_of_error(study.nps_count, NPS_SPREAD), 0
                        ),
                    )
                )
            study.result = " · ".join(parts) or self.env._("No data")

    @api.depends("survey_ids.question_and_page_ids.suggested_answer_ids.mkt_quota")
    def _compute_quota_ids(self):
        quotas = self.env["survey.question.answer"].search(
            [
                ("question_id.survey_id", "in", self.survey_ids.ids),
                ("mkt_quota", ">", 0),
            ]
        )
        for study in self:
            study.quota_ids = quotas.filtered(
                lambda quota, study=study: (
                    quota.question_id.survey_id in study.survey_ids._origin
                )
            )

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
        """The answers that count, by the host's own rules."""
        name = self.env._("Questionnaire Answers")
        return self._open_answers(name, [("mkt_is_answered", "=", True)])

    def action_view_silent(self):
        """Who was asked and has not answered."""
        name = self.env._("Not Answered")
        return self._open_answers(
            name,
            [
                ("mkt_invited_at", "!=", False),
                ("mkt_is_answered", "=", False),
                ("mkt_is_over_quota", "=", False),
            ],
        )

    def _open_answers(self, name, domain):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "survey.user_input",
            "views": [[False, "list"], [False, "form"]],
            "domain": [
                ("survey_id", "in", self.survey_ids.ids),
                ("test_entry", "=", False),
                *domain,
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
    return total / count if count else False
