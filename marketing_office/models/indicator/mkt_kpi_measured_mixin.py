from odoo import models
from odoo.exceptions import UserError

from ...tools.deletion import guards_deletion


class KpiMeasuredMixin(models.AbstractModel):
    """Whose figures are told apart: they stay where there are targets or figures."""

    _name = "mkt.kpi.measured.mixin"
    _description = "Measured by Indicators"

    # the field of the scope that names it
    _mkt_scope_field = None

    @guards_deletion
    def _unlink_except_measured(self):
        domain = [(self._mkt_scope_field, "in", self.ids)]
        for model in (
            "mkt.kpi.target",
            "mkt.kpi.entry",
            "mkt.kpi.value",
            "mkt.kpi.frozen",
        ):
            # sudo: whether there are figures decides, whatever the user may read
            if row := self.env[model].sudo().search(domain, limit=1):
                raise UserError(
                    self.env._(
                        "%(name)s has targets or figures of indicators: archive it"
                        " instead of deleting it.",
                        name=row[self._mkt_scope_field].display_name,
                    )
                )
