from odoo import models

TARGET = {"res_model", "res_model_id", "res_id"}


class MailActivity(models.Model):
    """An activity is moved to a document of the office by whoever reads the document.

    The host checks where it was, tells what the new document is called, and notes there
    that the activity is done.
    """

    _inherit = "mail.activity"

    def write(self, vals):
        result = super().write(vals)
        if not (self.env.su or TARGET.isdisjoint(vals)):
            ours = self.filtered(lambda a: (a.res_model or "").startswith("mkt."))
            for model, activities in ours.grouped("res_model").items():
                self.env[model].browse(activities.mapped("res_id")).check_access("read")
        return result
