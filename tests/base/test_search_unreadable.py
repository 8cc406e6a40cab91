"""What cannot be read cannot be searched or grouped by, through any relation."""

from odoo.exceptions import AccessError, UserError

from ..access_records import RECORDS
from ..common import Undone
from .records_case import RecordsCase

SECRET = "xyzzy"
SEARCHABLE = {"char", "text", "html", "integer", "float"}


class TestSearchUnreadable(RecordsCase):
    """For every model of ours, each relation of a record that the person may read."""

    searchers = (
        "portal",
        "member",
        "service_clerk",
        "account_manager",
        "product_manager",
        "finance_manager",
        "director",
    )

    def test_every_relation(self):
        for code in self.searchers:
            tried = 0
            for model, scopes in self.scopes():
                with self.subTest(who=code, model=model):
                    tried += self.try_model(model, scopes, self.users[code])
            self.assertGreater(tried, 0, code)

    def scopes(self):
        models = sorted({model for model, _scope in RECORDS})
        return [(m, [scope for model, scope in RECORDS if model == m]) for m in models]

    def try_model(self, name, scopes, person):
        """Try the first record of the model that the person may read."""
        model = self.env[name].with_user(person)
        if not model.has_access("read"):
            return 0
        for scope in scopes:
            with Undone(self.env):
                try:
                    record = self.env[name].create(RECORDS[name, scope](self, person))
                except UserError:
                    continue  # no such record can exist
                record = record.with_env(model.env)
                if record.has_access("read"):
                    self.surround(record.sudo())
                    return self.try_relations(record)
        return 0

    def surround(self, record):
        """Give the record what the host's mixins hang on it, none of it for customers."""
        if "message_ids" in record._fields:
            self.env["mail.message"].create(
                {
                    "model": record._name,
                    "res_id": record.id,
                    "body": SECRET,
                    "subject": SECRET,
                    "message_type": "comment",
                    "is_internal": True,
                    "subtype_id": self.env.ref("mail.mt_note").id,
                    "attachment_ids": self.env["ir.attachment"]
                    .create({"name": SECRET, "raw": b"x"})
                    .ids,
                }
            )
            record.message_subscribe(self.make_customer(SECRET).ids)
        if "activity_ids" in record._fields:
            record.activity_schedule("mail.mail_activity_data_todo", summary=SECRET)
        if "rating_ids" in record._fields:
            self.env["rating.rating"].create(
                {
                    "res_model_id": self.env["ir.model"]._get_id(record._name),
                    "res_id": record.id,
                    "feedback": SECRET,
                }
            )
        self.env.flush_all()
        self.env.invalidate_all()

    def try_relations(self, record):
        """Search the record by what stands on records that its reader may not read."""
        tried = 0
        for name, field in record._fields.items():
            searchable = field.store or field.search
            if not (field.relational and searchable):
                continue
            if not record._has_field_access(field, "read"):
                continue  # see the other test
            for corecord in record.sudo()[name].sudo(False).with_env(record.env):
                if corecord.has_access("read"):
                    continue
                for path, value in self.values(corecord):
                    tried += 1
                    self.assertTellsNothing(record, f"{name}.{path}", value)
        return tried

    def test_fields_of_others(self):
        """A field that the person may not read is no way to search either."""
        for code in self.searchers:
            for name, _scopes in self.scopes():
                model = self.env[name].with_user(self.users[code])
                if not model.has_access("read"):
                    continue
                for field in model._fields.values():
                    # of what is required, the host knows the answer without looking
                    searchable = (field.store or field.search) and not field.required
                    if searchable and not model._has_field_access(field, "read"):
                        with self.subTest(who=code, field=str(field)):
                            with self.assertRaises(AccessError):
                                model.search([(field.name, "!=", False)])

    def test_that_there_are_others(self):
        """Whether there are such records is told to nobody who may not read their model."""
        tried = 0
        for code in self.searchers:
            for name, _scopes in self.scopes():
                model = self.env[name].with_user(self.users[code])
                if not model.has_access("read"):
                    continue
                for field in self.hidden_relations(model):
                    tried += 1
                    with self.subTest(who=code, field=str(field)):
                        for operator, value in (("!=", False), ("any", [])):
                            with self.assertRaises(AccessError):
                                model.search([(field.name, operator, value)])
        self.assertGreater(tried, 0)

    def hidden_relations(self, model):
        """Its searchable relations to models of ours that the person reads nothing of."""
        for field in model._fields.values():
            if not (field.relational and (field.store or field.search)):
                continue
            if not field.comodel_name.startswith("mkt."):
                continue
            if not model.env[field.comodel_name].has_access("read"):
                yield field

    def values(self, corecord):
        """Fields of the record, of its files and of those it goes to, with their values."""
        for name, field in corecord._fields.items():
            # the id is no secret: it is read with the relation
            if (
                name != "id"
                and field.store
                and field.type in SEARCHABLE
                and corecord.sudo()[name]
            ):
                yield name, corecord.sudo()[name]
        if corecord._name == "mail.message":
            yield "attachment_ids.name", SECRET

    def assertTellsNothing(self, record, path, value):
        """The record is found or not whatever value is asked for."""
        message = f"{record._name}: {path}"
        other = f"no {value}" if isinstance(value, str) else value + type(value)(1)
        try:
            found = [
                record.search([("id", "=", record.id), (path, operator, asked)])
                for operator in ("=", "!=")
                for asked in (value, other)
            ]
        except AccessError:
            return
        self.assertEqual(found[0], found[1], message)
        self.assertEqual(found[2], found[3], message)
        if record._fields[path.split(".")[0]].type == "many2one":
            # the host groups by no path through many records
            self.assertNotGrouped(record, path, value)

    def assertNotGrouped(self, record, path, value):
        try:
            groups = record.formatted_read_group(
                [("id", "=", record.id)], [path], ["__count"]
            )
        except (AccessError, ValueError):
            return
        values = [group[path] for group in groups]
        self.assertNotIn(value, values, f"{record._name}: {path}")
