from odoo import api, models


class FetchmailServer(models.Model):
    _inherit = "fetchmail.server"

    @api.constrains("object_id")
    def _mkt_check_model(self):
        self.object_id._mkt_check_born_from_email()
