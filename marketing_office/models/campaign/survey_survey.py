from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.deletion import guards_deletion


class SurveySurvey(models.Model):
    """What campaigns count stays as it was answered."""

    _inherit = "survey.survey"

    # for record rules: to whom the answers belong
    mkt_campaign_before_ids = fields.One2many(
        "mkt.campaign",
        "survey_before_id",
        "Campaigns That Ask Before",
        groups=fields.NO_ACCESS,
    )
    mkt_campaign_after_ids = fields.One2many(
        "mkt.campaign",
        "survey_after_id",
        "Campaigns That Ask After",
        groups=fields.NO_ACCESS,
    )
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

    @guards_deletion
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

    def _mkt_awareness(self):
        """{id: (aware, asked)} of the surveys, by one query over the stored figures."""
        self.env["survey.user_input"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT survey_id, COUNT(*) FILTER (WHERE mkt_is_aware), COUNT(*)
                FROM survey_user_input
                WHERE survey_id IN %s AND mkt_has_awareness
                GROUP BY survey_id""",
                tuple(self.ids) or (0,),
            )
        )
        found = {survey: (aware, asked) for survey, aware, asked in rows}
        return {survey.id: found.get(survey.id, (0, 0)) for survey in self}
