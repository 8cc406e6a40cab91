from odoo import api, models
from odoo.tools import ormcache


class IrRule(models.Model):
    """Rules on the host's models that name our fields are code, not records.

    While the host loads, its records of rules hold already, and our fields are not there
    yet.
    """

    _inherit = "ir.rule"

    @api.model
    def _compute_domain(self, model_name, mode="read"):
        domain = super()._compute_domain(model_name, mode)
        if self.env.su or not hasattr(self.env[model_name], "_mkt_rule"):
            return domain
        return domain & self._mkt_domain(model_name)

    @api.model
    @ormcache(
        "self.env.uid", "model_name", "tuple(self._compute_domain_context_values())"
    )
    def _mkt_domain(self, model_name):
        model = self.env[model_name]
        return model._mkt_rule().optimize(model)
