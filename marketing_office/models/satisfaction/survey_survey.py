from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.deletion import guards_deletion


class SurveySurvey(models.Model):
    _inherit = "survey.survey"

    # for record rules: to whom the answers belong
    mkt_satisfaction_ids = fields.One2many(
        "mkt.satisfaction.survey",
        "survey_id",
        "Satisfaction Surveys",
        groups=fields.NO_ACCESS,
    )

    # told with the questionnaire itself: who reads answers to those of others, as the
    # host lets them, costs no query
    mkt_is_asked = fields.Boolean(
        "Asked by the Marketing Office",
        compute="_compute_mkt_is_asked",
        store=True,
        compute_sudo=True,
    )

    @api.depends(lambda self: self._mkt_askers())
    def _compute_mkt_is_asked(self):
        names = self._mkt_askers()
        for survey in self.with_context(active_test=False):
            survey.mkt_is_asked = any(survey[name] for name in names)

    @api.model
    def _mkt_askers(self):
        """{field that holds what asks with a questionnaire: posts that read the answers}."""
        prefix = "survey_id."
        asking = self.env["survey.user_input"]._mkt_asking()
        return {
            path.removeprefix(prefix): posts
            for path, posts in asking.items()
            if path.startswith(prefix)
        }

    def _mkt_check_editor(self):
        """Raise AccessError where the office asks with a questionnaire of others.

        The host lets all its survey users change all surveys, and many posts bring that.
        """
        user = self.env.user
        if self.env.su or user.has_group("survey.group_survey_manager"):
            return
        # sudo: what asks decides, whatever the user may read of it
        for survey in self.sudo().filtered("mkt_is_asked"):
            if not survey._mkt_is_edited_by(user):
                raise AccessError(
                    self.env._(
                        "The office asks with this questionnaire: who has written it, or"
                        " reads its answers, changes it."
                    )
                )

    def _mkt_is_edited_by(self, user):
        return self.user_id == user or any(
            user._mkt_holds(company, *posts)
            for name, posts in self._mkt_askers().items()
            for company in self[name].company_id
        )

    def write(self, vals):
        self._mkt_check_editor()
        # whichever way it is archived, its answers would no longer be counted
        if not vals.get("active", True):
            self._mkt_refuse_in_use()
        # with another one, the links that customers were sent would lead nowhere
        if "access_token" in vals and not self.env.su:
            self._mkt_refuse_in_use()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_satisfaction(self):
        self._mkt_check_editor()
        self._mkt_refuse_in_use()

    def action_start_session(self):
        self._mkt_refuse_session()
        return super().action_start_session()

    def action_end_session(self):
        self._mkt_refuse_session()
        return super().action_end_session()

    def _mkt_refuse_session(self):
        """The host lets all its survey users begin and end one, which ends all answers."""
        # sudo: what asks decides, whatever the user may read of it
        for survey in self.sudo().filtered("mkt_is_asked"):
            raise UserError(
                self.env._(
                    "%(survey)s: the office asks with this questionnaire, and holds no live"
                    " session with it.",
                    survey=survey.title,
                )
            )

    def _mkt_refuse_in_use(self):
        # sudo: satisfaction surveys that the editor may not read use it too
        surveys = self.env["mkt.satisfaction.survey"].sudo()
        in_use = surveys.search(
            [("survey_id", "in", self.ids), ("state", "!=", "draft")], limit=1
        )
        if in_use:
            raise UserError(
                self.env._(
                    "The satisfaction survey %(survey)s uses this questionnaire.",
                    survey=in_use.name,
                )
            )
