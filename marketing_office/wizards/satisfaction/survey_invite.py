from odoo import models

from ...tools.customer_link import for_customer


class SurveyInvite(models.TransientModel):
    _inherit = "survey.invite"

    def _get_done_partners_emails(self, existing_answers):
        """Customers drawn for a wave get their link from the wave alone."""
        return super()._get_done_partners_emails(
            # sudo: which answers belong to waves that the user may not see
            existing_answers.filtered(lambda answer: not answer.sudo().mkt_wave_id)
        )

    def _send_mail(self, answer):
        # the host sends the e-mail, with the link, to who is asked and keeps no copy
        return super(SurveyInvite, for_customer(self))._send_mail(answer)
