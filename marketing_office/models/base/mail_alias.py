from odoo import api, models


class MailAlias(models.Model):
    _inherit = "mail.alias"

    @api.constrains("alias_model_id", "alias_force_thread_id")
    def _mkt_check_model(self):
        # replies may go to one certain document of any kind
        opening = self.filtered(lambda alias: not alias.alias_force_thread_id)
        opening.alias_model_id._mkt_check_born_from_email()
