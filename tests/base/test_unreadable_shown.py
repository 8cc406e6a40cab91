"""Nothing of a record that its reader may not read shows on another one."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from ..access_records import RECORDS
from ..common import Undone
from .records_case import RecordsCase

# how far the study is that a validated finding comes from goes with the finding
SHOWN = {"mkt.finding.study_state"}


class TestUnreadableShown(RecordsCase):
    """Every link between our models; what a later model links to is tried as well."""

    people = "member", "service_clerk", "account_manager", "finance_manager", "director"

    def links(self, code):
        """(model, field, unreadable record) for each link from a model the person reads."""
        person = self.users[code]
        unreadable = {}
        for name in sorted({model for model, _scope in RECORDS}):
            model = self.env[name].with_user(person)
            if not (model.has_access("read") and model.has_access("create")):
                continue
            for field in model._fields.values():
                target = field.comodel_name or ""
                if field.type != "many2one" or not target.startswith("mkt."):
                    continue
                if not model._has_field_access(field, "write"):
                    continue
                if target not in unreadable:
                    unreadable[target] = self.unreadable(target, person)
                if unreadable[target]:
                    yield model, field, unreadable[target]

    def unreadable(self, name, person):
        """A record of the model that the person may not read."""
        for model, scope in RECORDS:
            if model != name:
                continue
            savepoint = self.env.cr.savepoint(flush=False)
            record = self.made(model, scope, person)
            if record and not record.with_user(person).has_access("read"):
                return record
            savepoint.rollback()
            self.env.transaction.clear()
        return self.env[name]

    @mute_logger("odoo.sql_db")
    def made(self, name, scope, person):
        """The record, or none where no such record can exist."""
        try:
            record = self.env[name].create(RECORDS[name, scope](self, person))
            self.env.flush_all()
        except (UserError, IntegrityError):
            return self.env[name]
        return record

    def test_no_draft_leads_to_it(self):
        for code in self.people:
            tried = 0
            with Undone(self.env):
                for model, field, target in self.links(code):
                    with self.subTest(who=code, field=str(field)):
                        spec = {name: {} for name in model.fields_get()}
                        given = {field.name: target.id}
                        with self.assertRaises(AccessError):
                            model.onchange(given, [field.name], spec)
                        with self.assertRaises(AccessError):
                            model.create(given)
                        if not field.related:
                            self.assertNoDefault(model, field, target)
                        tried += 1
            self.assertGreater(tried, 0, code)

    def assertNoDefault(self, model, field, target):
        """A value of the context is refused, or not taken."""
        model = model.with_context(**{f"default_{field.name}": target.id})
        try:
            defaults = model.default_get([field.name])
        except AccessError:
            return
        self.assertFalse(defaults.get(field.name))

    def test_related_fields_of_what_is_read(self):
        for code in self.people:
            person = self.users[code]
            for name, scope in RECORDS:
                model = self.env[name].with_user(person)
                fields = self.related_fields(model)
                if not fields or not model.has_access("read"):
                    continue
                with self.subTest(who=code, model=name, scope=scope), Undone(self.env):
                    try:
                        record = self.env[name].create(
                            RECORDS[name, scope](self, person)
                        )
                    except UserError:
                        continue  # no such record can exist
                    self.env.flush_all()
                    self.env.invalidate_all()
                    record = record.with_env(model.env)
                    if record.has_access("read"):
                        self.try_related(record, fields)

    def related_fields(self, model):
        """The fields that show what stands on another record of the office."""
        return [
            field
            for field in model._fields.values()
            if field.related
            and not field.store
            and str(field) not in SHOWN
            and self.link(field, model).comodel_name.startswith("mkt.")
            and model._has_field_access(field, "read")
        ]

    def link(self, field, model):
        return model._fields[field.related.split(".")[0]]

    def try_related(self, record, fields):
        for field in fields:
            link = self.link(field, record)
            target = record.sudo()[link.name].sudo(False).with_env(record.env)
            if not target.has_access("read"):
                self.assertFalse(record[field.name], str(field))
