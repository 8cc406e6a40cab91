from typing import NamedTuple

from odoo import fields, models
from odoo.exceptions import UserError
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


class SurveySurvey(models.Model):
    _inherit = "survey.survey"

    # for record rules: to whom the answers belong
    mkt_asking_study_ids = fields.Many2many(
        "mkt.study",
        "mkt_study_survey_survey_rel",
        "survey_survey_id",
        "mkt_study_id",
        "Studies That Ask",
        copy=False,
        groups=fields.NO_ACCESS,
    )
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
