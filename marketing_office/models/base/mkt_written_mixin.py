from odoo import api, models
from odoo.exceptions import UserError, ValidationError

from ...tools.amount import LARGEST, LARGEST_COUNT, LARGEST_FIGURE
from ...tools.text import is_blank

LIMITS = {
    "monetary": LARGEST,
    "float": LARGEST_FIGURE,
    "integer": LARGEST_COUNT,
    "many2one_reference": LARGEST_COUNT,
}


class WrittenMixin(models.AbstractModel):
    """What a person writes can be meant: no blanks where words are due, no absurd figures."""

    _name = "mkt.written.mixin"
    _description = "Texts and Figures That Can Be Meant"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_blank(vals)
            self._refuse_absurd(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_blank(vals)
        self._refuse_absurd(vals)
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

    def _refuse_absurd(self, vals):
        if self.env.su:
            return
        for name, value in vals.items():
            field = self._fields.get(name)
            limit = field and LIMITS.get(field.type)
            # what is no number at all is refused by the field itself
            if limit and isinstance(value, int | float) and abs(value) > limit:
                raise ValidationError(
                    self.env._(
                        "%(document)s: “%(field)s” is larger than an office ever has."
                        " Look at the digits.",
                        document=self._description_label(),
                        field=field._description_string(self.env),
                    )
                )

    @api.model
    def _description_label(self):
        # sudo: the name of a model in the user's language is no secret
        return self.env["ir.model"]._get(self._name).sudo().name
