from typing import NamedTuple

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import SQL

# while these last, a study's questionnaires are sent out
SENDING_STATES = "approved", "fieldwork"
# whoever has a link may still answer once the analysis has begun
ANSWERED_STATES = (*SENDING_STATES, "analysis", "reported")


class Figures(NamedTuple):
    """Counts and sums of the answers that count; test entries do not."""

    asked: int = 0
    # of those who were asked
    replied: int = 0
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
        studies = self.env["mkt.study"].search([("id", "in", list(value))])
        found = Domain("id", "in", studies.survey_ids.ids)
        if False in value:
            # sudo: a questionnaire of a study that the user may not read is taken too
            taken = self.sudo()._search([("mkt_asking_study_ids", "!=", False)])
            found |= Domain("id", "not in", taken)
        return found

    def action_mkt_studies(self):
        return self.mkt_study_ids._get_records_action(name=self.env._("Studies"))

    def check_validity(self):
        self._mkt_check_sending(SENDING_STATES)
        return super().check_validity()

    def _check_answer_creation(self, *args, test_entry=False, **kwargs):
        if not test_entry:
            self._mkt_check_sending(ANSWERED_STATES)
        return super()._check_answer_creation(*args, test_entry=test_entry, **kwargs)

    def _mkt_check_sending(self, states):
        """Raise UserError where a study of the questionnaires is in none of the states."""
        # sudo: the study decides, whether the user may read it or not
        for study in self.sudo().mkt_asking_study_ids:
            if study.state not in states:
                raise UserError(
                    self.env._(
                        "%(study)s is in the state %(state)s: its questionnaires are"
                        " sent out once it is approved, and until its analysis begins.",
                        study=study.name,
                        state=study._get_state_label(),
                    )
                )

    def action_mkt_copy_as_new(self):
        """A copy of the questionnaire, with no answers yet, for the same study."""
        self.ensure_one()
        studies = self.mkt_study_ids
        studies.check_access("write")
        new = self.copy({"title": self.env._("%(survey)s (new)", survey=self.title)})
        studies.write({"survey_ids": [Command.link(new.id)]})
        return new._get_records_action()

    def _mkt_figures(self):
        """{id: Figures} of the surveys, by one query over the stored figures."""
        answers = self.env["survey.user_input"]
        answers.flush_model()
        # an answer set without a measure has 0 in it: the sums need no filter
        rows = self.env.execute_query(
            SQL(
                """SELECT survey_id,
                    COUNT(*) FILTER (WHERE mkt_invited_at IS NOT NULL),
                    COUNT(*) FILTER (
                        WHERE mkt_invited_at IS NOT NULL
                            AND (mkt_is_answered OR mkt_is_over_quota)),
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
