from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class SurveySurvey(models.Model):
    """What campaigns count stays as it was answered."""

    _inherit = "survey.survey"

    mkt_campaign_count = fields.Integer(
        "Campaigns",
        compute="_compute_mkt_campaign_count",
        groups="marketing_office.group_member,marketing_office.group_leadership",
    )

    def _compute_mkt_campaign_count(self):
        campaigns = self.env["mkt.campaign"].search(self._mkt_campaign_domain())
        for survey in self:
            survey.mkt_campaign_count = len(
                campaigns.filtered_domain(survey._mkt_campaign_domain())
            )

    def _mkt_campaign_domain(self):
        return Domain("survey_before_id", "in", self.ids) | Domain(
            "survey_after_id", "in", self.ids
        )

    def action_mkt_campaigns(self):
        """The campaigns whose awareness the questionnaire asks for."""
        return (
            self.env["mkt.campaign"]
            .search(self._mkt_campaign_domain())
            ._get_records_action(name=self.env._("Campaigns"))
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_campaign(self):
        if campaign := self._mkt_counting_campaign():
            raise UserError(
                self.env._(
                    "The campaign %(campaign)s uses this questionnaire.",
                    campaign=campaign.name,
                )
            )

    def _mkt_counting_campaign(self):
        # sudo: campaigns that the editor may not read count the answers too
        return (
            self.env["mkt.campaign"].sudo().search(self._mkt_campaign_domain(), limit=1)
        )

    def _mkt_refuse_recount(self):
        """What counts as aware stays as it is once a campaign has answers."""
        if self.env.su or not self:
            return
        figures = self._mkt_awareness()
        answered = self.filtered(lambda survey: figures[survey.id][1])
        if campaign := answered._mkt_counting_campaign():
            raise UserError(
                self.env._(
                    "The campaign %(campaign)s counts the answers: what counts as"
                    " aware does not change any more.",
                    campaign=campaign.name,
                )
            )


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

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

    @api.ondelete(at_uninstall=False)
    def _unlink_except_counted(self):
        asking = self.filtered(lambda q: q.mkt_measure == "awareness")
        asking.survey_id._mkt_refuse_recount()


class SurveyQuestionAnswer(models.Model):
    _inherit = "survey.question.answer"

    def write(self, vals):
        if vals.keys() & {"mkt_is_aware", "question_id"}:
            self._mkt_refuse_recount()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_counted(self):
        self._mkt_refuse_recount()

    def _mkt_refuse_recount(self):
        asking = self.question_id.filtered(lambda q: q.mkt_measure == "awareness")
        asking.survey_id._mkt_refuse_recount()


class SurveyUserInput(models.Model):
    _inherit = "survey.user_input"

    def _mkt_check_own_invitation(self):
        super()._mkt_check_own_invitation()
        if self.env.su:
            return
        if self.survey_id._mkt_counting_campaign():
            raise AccessError(
                self.env._("What people answer about a campaign stays as it is.")
            )
