from odoo import api, models
from odoo.exceptions import AccessError
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

    def _make_access_error(self, operation, records):
        """In plain words; a company is named where switching to it can help.

        The host jokes, and sends whoever is in the right company to that company: the
        page is loaded anew, for ever.
        """
        if not records._name.startswith("mkt.") or self.env.user.has_group(
            "base.group_no_one"
        ):
            return super()._make_access_error(operation, records)
        env = self.with_context(**self.env.user.context_get()).env
        document = env["ir.model"]._get(records._name).name
        texts = {
            "read": env._("%(document)s: you may not read this.", document=document),
            "write": env._("%(document)s: you may not change this.", document=document),
            "create": env._("%(document)s: you may not enter this.", document=document),
            "unlink": env._(
                "%(document)s: you may not delete this.", document=document
            ),
        }
        # sudo: whose it is decides what is said, and is named to people of that company
        companies = records.sudo()._get_redirect_suggested_company()
        elsewhere = (companies or self.env.company.browse()) - self.env.companies
        # what was read for this is not to be found by who may not read it
        records.invalidate_recordset()
        if len(elsewhere) != 1 or elsewhere not in self.env.user.company_ids:
            advice = self.env.user._is_internal() and env._(
                "If your work needs it, ask your manager for it."
            )
            return AccessError("\n\n".join(filter(None, (texts[operation], advice))))
        name = elsewhere.display_name
        advice = env._(
            "It belongs to %(company)s: switch to that company.", company=name
        )
        error = AccessError(f"{texts[operation]}\n\n{advice}")
        error.context = {
            "suggested_company": {"id": elsewhere.id, "display_name": name}
        }
        return error
