from odoo import api, models
from odoo.fields import Command, Domain

# documents of the host that not all of the office read
HOST_DOCUMENTS = {
    "account.move",
    "account.move.line",
    "crm.lead",
    "sale.order",
    "sale.order.line",
    "survey.user_input",
}


def _is_document(model):
    return model.startswith("mkt.") or model in HOST_DOCUMENTS


def _linked_ids(field, value):
    """Ids of the records that a value from a client links to, whatever it sends."""
    if field.type == "many2one":
        linked = [value.get("id") if isinstance(value, dict) else value]
    else:
        linked = []
        for command in value if isinstance(value, list | tuple) else ():
            match command:
                case (Command.LINK, one, *_):
                    linked.append(one)
                case (Command.SET, _, list() | tuple() as many):
                    linked += many
                case one:
                    linked.append(one)
    # False and True are numbers too, but no ids
    return {one for one in linked if type(one) is int and one > 0}


class ReadingMixin(models.AbstractModel):
    """What a user may not read helps neither a search nor a draft to find it out.

    The host lets everybody search by computed fields of others, and link to records
    that they may not read, whose fields then show on the record that links.
    """

    _name = "mkt.reading.mixin"
    _description = "Nothing Shown of What Is Not Read"

    @api.model
    def default_get(self, fields):
        context = self.env.context
        self._check_references([{n: context.get(f"default_{n}") for n in fields}])
        return super().default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_references(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_references([vals])
        return super().write(vals)

    def onchange(self, values, field_names, fields_spec):
        # what a link leads to would show on the draft
        self._check_references([values])
        return super().onchange(values, field_names, fields_spec)

    def _check_references(self, vals_list):
        """Raise AccessError where values lead to documents that the user may not read."""
        if self.env.su:
            return
        wanted = {}
        for vals in vals_list:
            for name, value in vals.items():
                field = self._fields.get(name)
                if field and _is_document(field.comodel_name or ""):
                    ids = wanted.setdefault(field.comodel_name, set())
                    # sudo: what is there already may stay, whoever put it there
                    ids.update(_linked_ids(field, value) - set(self.sudo()[name].ids))
        for model, ids in wanted.items():
            # nothing linked asks for no right on the model either
            if linked := self.env[model].browse(ids).exists():
                linked.check_access("read")

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """What a reader may not read is nothing to search by.

        The host checks stored fields alone: a field with a search method of its own
        would tell what it does not show.
        """
        if not (self.env.su or bypass_access):
            domain = Domain(domain)
            for condition in domain.iter_conditions():
                name = condition.field_expr.split(".")[0]
                if field := self._fields.get(name):
                    self._check_field_access(field, "read")
                    # the host tells by a relation that there are such records
                    if (field.comodel_name or "").startswith("mkt."):
                        self.env[field.comodel_name].check_access("read")
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
