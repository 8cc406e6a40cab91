from odoo import api, models
from odoo.tools import ormcache


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _compute_domain_context_values(self):
        """Rules name the assignments in force: what is cached of them ends with the day."""
        yield from super()._compute_domain_context_values()
        yield from self.env["resource.calendar"]._mkt_days()

    @api.model
    def _compute_domain(self, model_name, mode="read"):
        """Rules on the host's models that name what is ours are code, not records.

        While the host loads, its records of rules hold already, and our fields and methods
        are not there yet.
        """
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
