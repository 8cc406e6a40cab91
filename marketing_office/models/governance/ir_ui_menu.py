from odoo import models


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def action_mkt_open(self):
        """The screen of the menu; what it shows is up to the reader's rights."""
        self.ensure_one()
        # sudo: every reader of an article may open the screens that it names
        action = self.sudo().action
        return action._get_action_dict()
