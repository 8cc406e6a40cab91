from odoo import models
from odoo.exceptions import AccessError

from ..customer.res_partner_entity import ENTITY


class ResPartner(models.Model):
    """Whoever moves a contact to a customer of theirs does not come by its cases."""

    _inherit = "res.partner"

    def write(self, vals):
        cases = self.env["mkt.complaint"]
        if self.env.su or ENTITY.isdisjoint(vals) or not cases.has_access("read"):
            return super().write(vals)
        # sudo: cases that the user may not read are the question
        theirs = cases.sudo().search([("partner_id", "child_of", self.ids)])
        theirs = theirs.with_env(self.env)
        hidden = theirs - theirs._filtered_access("read")
        result = super().write(vals)
        if shown := hidden._filtered_access("read"):
            raise AccessError(
                self.env._(
                    "%(contact)s has cases that you would read by this: ask the"
                    " Customer Service Manager to move the contact.",
                    # sudo: the contact that the user has just tried to move
                    contact=shown[:1].sudo().partner_id.name,
                )
            )
        return result

    def action_mkt_open_cases(self):
        """The cases of the contact's customer, as far as the reader may see them."""
        self.ensure_one()
        self.check_access("read")
        customer = self.commercial_partner_id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Cases of %(customer)s", customer=customer.display_name),
            "res_model": "mkt.complaint",
            "views": [[False, "list"], [False, "form"]],
            "domain": [("partner_id", "child_of", customer.id)],
            "context": {"default_partner_id": self.id},
        }
