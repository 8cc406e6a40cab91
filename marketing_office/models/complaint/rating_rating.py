from odoo import models

TARGET = {"res_model", "res_model_id", "res_id"}


class Rating(models.Model):
    """The rules hold for what a rating becomes, too: the host checks what it was."""

    _inherit = "rating.rating"

    def write(self, vals):
        result = super().write(vals)
        if not TARGET.isdisjoint(vals):
            self.check_access("write")
        return result
