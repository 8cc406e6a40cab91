from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list

MODULE = "marketing_office"


class GovernedMixin(models.AbstractModel):
    """Fields that only checked methods may set, whatever door the values come through.

    ``_governed`` fields are refused in create and write, ``_fixed_after_creation``
    fields in write; the declarations of all classes of a model add up. The checked
    ``action_…`` methods write the fields with ``sudo()``.

    ``_finished`` names the states in which a record is finished, and for each the
    fields that may still change: the others keep what the record says.
    """

    _name = "mkt.governed.mixin"
    _description = "Governed Fields"

    _governed = ()
    _fixed_after_creation = ()
    _finished = {}

    can_write = fields.Boolean(
        compute="_compute_can_write",
        help="Whether the reader may change the record; screens hide what is refused.",
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_write(self):
        writable = self._origin._filtered_access("write")
        for record in self:
            record.can_write = not record._origin or record._origin in writable

    @api.model
    def default_get(self, fields):
        if self.env.su:
            return super().default_get(fields)
        # a `default_<field>` key of the context is as good as a value from the client
        governed = {f"default_{name}" for name in self._governed_names()}
        if governed & self.env.context.keys():
            context = {k: v for k, v in self.env.context.items() if k not in governed}
            self = self.with_context(context)  # pylint: disable=context-overridden
        return super().default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        governed = self._governed_names()
        for vals in vals_list:
            self._refuse_governed(vals, governed)
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            names = self._governed_names() | self._declared("_fixed_after_creation")
            self._refuse_governed(vals, names)
            self._refuse_finished(vals)
        return super().write(vals)

    def copy_data(self, default=None):
        governed = self._governed_names()
        self._refuse_governed(default or {}, governed)
        return [
            {k: v for k, v in vals.items() if k not in governed}
            for vals in super().copy_data(default)
        ]

    @api.model
    def _governed_names(self):
        """Names of all fields of the model that are governed.

        What the system computes and stores is governed too: the host refuses such
        values on the screen only.
        """
        computed = {
            name
            for name, field in self._fields.items()
            if field.store and field.compute and field.readonly
        }
        return self._declared("_governed") | computed

    @api.model
    def _declared(self, attribute):
        classes = type(self).mro()
        return {name for c in classes for name in vars(c).get(attribute, ())}

    @api.model
    def _finished_states(self):
        """States in which records are finished, {state: names that may still change}."""
        states = {}
        for declared in (vars(c).get("_finished", {}) for c in type(self).mro()):
            for state, names in declared.items():
                states.setdefault(state, set()).update(names)
        return states

    def _refuse_finished(self, vals):
        finished = self._finished_states()
        # followers and activities of the host are not what a record says
        names = {
            name
            for name in vals
            if name in self._fields and self._fields[name]._module == MODULE
        }
        if not finished or not names:
            return
        # sudo: the state decides, whatever the user may read
        for record in self.sudo():
            if names - finished.get(record.state, names):
                record._raise_finished()

    def _check_not_finished(self):
        """Raise UserError where one of the records is finished."""
        if finished := self._finished_states():
            for record in self:
                if record.state in finished:
                    record._raise_finished()

    def _raise_finished(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        raise UserError(
            self.env._(
                "%(document)s is finished (%(state)s) and stays as it is.",
                document=self.display_name,
                state=labels[self.state],
            )
        )

    def _refuse_governed(self, vals, names):
        if self.env.su:
            return
        if refused := names & vals.keys():
            labels = [
                self._fields[n]._description_string(self.env) for n in sorted(refused)
            ]
            raise AccessError(
                self.env._(
                    "%(document)s: these fields cannot be set directly: %(fields)s.",
                    document=self._description_label(),
                    fields=format_list(self.env, labels),
                )
            )

    @api.model
    def _check_reason(self, reason):
        """The reason that a step needs, trimmed; raise UserError where there is none."""
        # a client may send anything: it becomes a text as the host makes one of it
        reason = str(reason or "").strip()
        if not reason:
            raise UserError(self.env._("Give the reason."))
        return reason

    @api.model
    def _description_label(self):
        # sudo: the name of a model in the user's language is no secret
        return self.env["ir.model"]._get(self._name).sudo().name
