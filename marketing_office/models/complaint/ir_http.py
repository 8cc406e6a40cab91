from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        # the conversation below a customer's case is the host's: its words are in "mail"
        return [*super()._get_translation_frontend_modules_name(), "mail"]
