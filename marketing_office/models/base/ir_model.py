from odoo import models
from odoo.exceptions import ValidationError


class IrModel(models.Model):
    _inherit = "ir.model"

    def _mkt_check_born_from_email(self):
        """Raise an error where records of one of these models are not for e-mails to open."""
        for model in self.filtered(lambda model: model.model.startswith("mkt.")):
            if not getattr(self.env.get(model.model), "_mkt_born_from_email", False):
                raise ValidationError(
                    self.env._(
                        "No e-mail opens a record of the kind %(document)s: choose"
                        " another kind.",
                        document=model.name,
                    )
                )
