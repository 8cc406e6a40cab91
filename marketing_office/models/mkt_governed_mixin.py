from odoo import api, models
from odoo.exceptions import AccessError


class GovernedMixin(models.AbstractModel):
    """Fields that only checked methods may set, whatever door the values come through.

    ``_governed`` fields are refused in create and write, ``_fixed_after_creation``
    fields in write. The checked ``action_…`` methods write them with ``sudo()``.
    """

    _name = "mkt.governed.mixin"
    _description = "Governed Fields"

    _governed = ()
    _fixed_after_creation = ()

    @api.model
    def default_get(self, fields):
        # a `default_<field>` key of the context is as good as a value from the client
        governed = {f"default_{name}" for name in self._governed}
        if not self.env.su and governed & self.env.context.keys():
            context = {k: v for k, v in self.env.context.items() if k not in governed}
            self = self.with_context(context)  # pylint: disable=context-overridden
        return super().default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_governed(vals, self._governed)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_governed(vals, self._governed + self._fixed_after_creation)
        return super().write(vals)

    def copy_data(self, default=None):
        self._refuse_governed(default or {}, self._governed)
        return [
            {k: v for k, v in vals.items() if k not in self._governed}
            for vals in super().copy_data(default)
        ]

    def _refuse_governed(self, vals, names):
        if self.env.su:
            return
        refused = [self._fields[name] for name in names if name in vals]
        if refused:
            labels = [f._description_string(self.env) for f in refused]
            raise AccessError(
                self.env._(
                    "%(document)s: these fields cannot be set directly: %(fields)s.",
                    document=self._description_label(),
                    fields=", ".join(labels),
                )
            )

    @api.model
    def _description_label(self):
        return self.env["ir.model"]._get(self._name).sudo().name
