from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list

from ...tools.text import is_blank

MODULE = "marketing_office"

# keys of a context with which the host lets a caller switch off what rules rest on: the
# record of who changed what, the notices, the date behind a number
SWITCHES = frozenset(
    {
        "tracking_disable",
        "mail_notrack",
        "mail_auto_subscribe_no_notify",
        "mail_activity_automation_skip",
        "mail_activity_quick_update",
        "ir_sequence_date",
        "ir_sequence_date_range",
    }
)


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
    _inherit = ["mkt.reading.mixin", "mkt.written.mixin"]
    # who reads a record may comment on it, where it has messages at all
    _mail_post_access = "read"

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
        """The defaults; where the system decides, neither context nor user gives one."""
        if self.env.uid == SUPERUSER_ID:
            return super().default_get(fields)
        # what a user keeps as a default of their own
        kept = self.env["ir.default"]._get_model_defaults(self._name).keys()
        kept &= set(fields) if self._is_system_made() else self._governed_names()
        trusting = super(GovernedMixin, self._unswitched())
        defaults = trusting.default_get([name for name in fields if name not in kept])
        own = {n: self._fields[n].default for n in kept if self._fields[n].default}
        return defaults | self._convert_to_write({n: own[n](self) for n in own})

    @api.model_create_multi
    def create(self, vals_list):
        governed = self._governed_names()
        for vals in vals_list:
            self._refuse_governed(vals, governed)
        records = super(GovernedMixin, self._unswitched()).create(vals_list)
        records = records.with_env(self.env)
        if not self.env.su:
            given = {name for vals in vals_list for name in vals}
            records._refuse_finished_links(self._two_sided(given), {})
        return records

    def write(self, vals):
        two_sided = {} if self.env.su else self._two_sided(vals)
        before = self._links(two_sided)
        if not self.env.su:
            names = self._governed_names() | self._declared("_fixed_after_creation")
            self._refuse_governed(vals, names)
            self._refuse_finished(vals)
        result = super(GovernedMixin, self._unswitched()).write(vals)
        self._refuse_finished_links(two_sided, before)
        return result

    def unlink(self):
        if not self.env.su:
            self.check_access("unlink")
            # what is finished is not changed, and not taken away either
            self._refuse_finished({"state"})
        return super().unlink()

    def _compute_field_value(self, field):
        return super(GovernedMixin, self._unswitched())._compute_field_value(field)

    def copy_data(self, default=None):
        governed = self._governed_names()
        self._refuse_governed(default or {}, governed)
        return [
            {k: v for k, v in vals.items() if k not in governed}
            for vals in super().copy_data(default)
        ]

    def _unswitched(self):
        """The same records without what the context of a caller may not decide.

        That is what switches a rule off, and defaults: those of governed fields, and all
        where a checked method creates with ``sudo()``. The server itself may do both, and
        the host with its own models.
        """
        if self.env.uid == SUPERUSER_ID:
            return self
        context = self.env.context
        unwanted = {key for key in context if key.startswith("default_")}
        if unwanted and not self._is_system_made():
            unwanted &= {f"default_{name}" for name in self._governed_names()}
        if self._name.startswith("mkt."):
            unwanted |= SWITCHES & context.keys()
        if not unwanted:
            return self
        context = {k: v for k, v in context.items() if k not in unwanted}
        return self.with_context(context)  # pylint: disable=context-overridden

    def _is_system_made(self):
        """Whether a record of ours comes from a checked method, not from a client."""
        return self.env.su and self._name.startswith("mkt.")

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
        # followers and activities of the host are not what a record says
        own = {
            name
            for name in vals
            if name in self._fields and self._fields[name]._module == MODULE
        }
        try:
            # sudo: the state decides, whatever the user may read
            self.sudo()._check_not_finished(own)
        except UserError:
            # whoever may not read the record learns nothing of it
            self.check_access("read")
            raise

    def _check_not_finished(self, names=frozenset({"all"})):
        """Raise UserError where one of the records is in a state that keeps these fields."""
        finished = self._finished_states()
        if not finished or not names:
            return
        for record in self:
            if names - finished.get(record.state, names):
                record._raise_finished()

    def _check_file_may_come(self):
        """Raise UserError where one of the records takes no file any more."""
        finished = self._finished_states()
        for record in self.filtered(lambda r: finished and r.state in finished):
            open_fields = (self._fields[name] for name in finished[record.state])
            if not any(f.comodel_name == "ir.attachment" for f in open_fields):
                record._raise_finished()

    def _two_sided(self, vals):
        """Lists given that the linked records show as well, {name: names of their fields}.

        What such records say changes without a write of their own.
        """
        mixin = self.env.registry["mkt.governed.mixin"]
        found = {}
        for field in (self._fields[name] for name in vals if name in self._fields):
            if field.type == "many2many" and isinstance(
                self.env[field.comodel_name], mixin
            ):
                inverse = self.pool.field_inverses[field]
                found[field.name] = {f.name for f in inverse if not f.readonly}
        return found

    def _links(self, names):
        # sudo: what is linked counts, whatever the user may read
        return {
            (record.id, name): record[name] for record in self.sudo() for name in names
        }

    def _refuse_finished_links(self, two_sided, before):
        for (record_id, name), linked in self._links(two_sided).items():
            old = before.get((record_id, name), linked.browse())
            changed = (old | linked) - (old & linked)
            changed._check_not_finished(two_sided[name])

    def _check_state(self, *states):
        """Raise UserError unless all records are saved, and in one of the states."""
        for record in self:
            if not record.id:
                raise UserError(self.env._("Save it first."))
            if record.state not in states:
                raise UserError(
                    self.env._(
                        "%(document)s is in the state %(state)s: this step is not open.",
                        document=record.display_name,
                        state=record._get_state_label(),
                    )
                )

    def _set_state(self, state, **vals):
        """Put the records into a state that an action has checked."""
        # sudo: governed fields, written after the checks of the calling action
        self.sudo().write({"state": state, **vals})

    def _get_state_label(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        return labels[self.state]

    def _raise_finished(self):
        raise UserError(
            self.env._(
                "%(document)s is finished (%(state)s) and stays as it is: reopen it,"
                " revise it or make a new one.",
                document=self.display_name,
                state=self._get_state_label(),
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
        # a client may send anything
        if not isinstance(reason, str) or is_blank(reason):
            raise UserError(self.env._("Give the reason."))
        return reason.strip()
