from odoo import api, models
from odoo.exceptions import UserError

from ...tools.text import is_blank


class WrittenMixin(models.AbstractModel):
    """What a person must write is more than blanks and characters of zero width."""

    _name = "mkt.written.mixin"
    _description = "Texts That Can Be Read"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_blank(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_blank(vals)
        return super().write(vals)

    def _refuse_blank(self, vals):
        if self.env.su:
            return
        for name, value in vals.items():
            field = self._fields.get(name)
            if (
                field
                and field.required
                and field.type in ("char", "text")
                and isinstance(value, str)
                and is_blank(value)
            ):
                raise UserError(
                    self.env._(
                        "%(document)s: “%(field)s” is empty. Write something that can be"
                        " read.",
                        document=self._description_label(),
                        field=field._description_string(self.env),
                    )
                )

    @api.model
    def _description_label(self):
        # sudo: the name of a model in the user's language is no secret
        return self.env["ir.model"]._get(self._name).sudo().name
