from odoo import fields, models

from ...models.research.survey_survey import SENDING_STATES


class SurveyInvite(models.TransientModel):
    _inherit = "survey.invite"

    def action_invite(self):
        self.survey_id._mkt_check_sending(SENDING_STATES)
        return super().action_invite()

    def _send_mail(self, answer):
        result = super()._send_mail(answer)
        # sudo: the system says who was invited, and when, whoever sends
        invited = answer.sudo()
        if invited.survey_id.mkt_asking_study_ids and not invited.mkt_invited_at:
            invited.mkt_invited_at = fields.Datetime.now()
        return result
