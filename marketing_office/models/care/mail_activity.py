from odoo import models

from .mkt_care_contact import REMINDER


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        """Whoever marks the activity of a care contact as done has made the contact."""
        kind = self.env["ir.model.data"]._xmlid_to_res_id(REMINDER)
        contacts = self.env["mkt.care.contact"].browse(
            self.filtered(
                lambda a: (
                    a.activity_type_id.id == kind and a.res_model == "mkt.care.contact"
                )
            ).mapped("res_id")
        )
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        # who finishes other activities needs no right on contacts
        if planned := contacts.exists().filtered(lambda c: c.state == "planned"):
            planned.action_done(feedback)
        return result
