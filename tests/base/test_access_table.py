import csv
from pathlib import Path

from odoo.exceptions import AccessError, UserError

from ..access_records import CHANGES, ENTERED_BY_PERSON, RECORDS
from ..common import Undone
from .records_case import RecordsCase

TABLE = Path(__file__).parents[1] / "access_table.csv"
OPERATIONS = "rwcd"


def _refused(*_args):
    return AccessError("refused")


class TestAccessTable(RecordsCase):
    """Every cell of access_table.csv, tried on real records by a real user.

    A row is a model and how a record stands to the person (the scope), a column is a
    post or one of three people without any. A cell names what the person may do:
    (r)ead, (w)rite, (c)reate, (d)elete, "-" nothing; an empty cell says that no
    such record can exist.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the host looks up which rules refused, to say so: a third of the tries' time
        for model in ("ir.rule", "ir.model.access"):
            cls.classPatch(cls.registry[model], "_make_access_error", _refused)

    def test_every_cell(self):
        with TABLE.open() as lines:
            for row in csv.DictReader(lines):
                model, scope = row.pop("model"), row.pop("scope")
                shut_out = 0
                for code, cell in row.items():
                    if self._is_shut_out(model, self.users[code]):
                        shut_out += 1
                        # what the model refuses altogether asks about no record: of those
                        # people one is tried
                        if shut_out > 1:
                            self.assertIn(cell, ("-", ""), (model, scope, code))
                            continue
                    with self.subTest(model=model, scope=scope, who=code):
                        found = self._try(model, scope, self.users[code])
                        self.assertEqual(found, cell)

    def _is_shut_out(self, model, person):
        """Whether the person has no right on the model, whatever the record."""
        theirs = self.env[model].with_user(person)
        return not any(
            theirs.has_access(operation)
            for operation in ("read", "write", "create", "unlink")
        )

    def test_table_names_every_model(self):
        with TABLE.open() as lines:
            named = {row["model"] for row in csv.DictReader(lines)}
        models = {
            name
            for name, model in self.env.registry.items()
            # a view of the database has no records of its own: see test_revenue
            if name.startswith("mkt.") and not model._abstract and model._auto
        }
        self.assertEqual(named, models)

    def test_table_has_a_column_for_every_post(self):
        with TABLE.open() as lines:
            columns = csv.DictReader(lines).fieldnames
        posts = self.env["mkt.post"].search([]).mapped("code")
        self.assertLessEqual(set(posts), set(columns))

    def _try(self, model, scope, person):
        """What the person can do with the record, in the letters of the table."""
        with self._undone():
            return self._try_all(model, scope, person)

    def _try_all(self, model, scope, person):
        try:
            vals = RECORDS[model, scope](self, person)
        except UserError:
            return ""
        records = self.env[model]
        theirs = records.with_user(person).with_context(
            allowed_company_ids=self.allowed
        )
        done = {"c"} if self._can(lambda: theirs.create(dict(vals))) else set()
        by_person = (model, scope) in ENTERED_BY_PERSON
        try:
            record = (theirs.sudo() if by_person else records).create(dict(vals))
        except UserError:
            return ""
        record = record.with_env(theirs.env)
        self.env.flush_all()
        self.env.invalidate_all()
        if self._can_read(record):
            done.add("r")
        if self._can(lambda: record.write(CHANGES[model])):
            done.add("w")
        if self._can(record.unlink):
            done.add("d")
        return "".join(letter for letter in OPERATIONS if letter in done) or "-"

    def _can_read(self, record):
        """Reading, searching and the host's own answer always agree."""
        allowed = record.has_access("read")
        self.assertEqual(self._can(lambda: record.read(["display_name"])), allowed)
        try:
            found = record.search([("id", "=", record.id)])
        except AccessError:
            found = record.browse()
        self.assertEqual(bool(found), allowed)
        return allowed

    def _can(self, operation):
        try:
            with self._undone():
                operation()
                self.env.flush_all()
        except UserError:
            return False
        return True

    def _undone(self):
        return Undone(self.env)
