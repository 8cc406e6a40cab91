from psycopg2 import IntegrityError, sql

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ..access_records import RECORDS
from ..common import Undone
from .records_case import RecordsCase

# a fresh record of each master that somebody may merge, archive or delete
MASTERS = {
    "res.partner": {"name": "Master"},
    "res.users": {"name": "Master", "login": "master"},
    "res.company": {"name": "Master"},
    "res.currency": {"name": "XMA", "symbol": "x"},
    "product.product": {"name": "Master"},
    "product.template": {"name": "Master"},
    "product.category": {"name": "Master"},
    "crm.lead": {"name": "Master"},
    "crm.team": {"name": "Master"},
    "event.event": {
        "name": "Master",
        "date_begin": "2026-03-01 08:00:00",
        "date_end": "2026-03-01 10:00:00",
    },
    "hr.department": {"name": "Master"},
    "project.project": {"name": "Master"},
    "project.task": {"name": "Master"},
    "res.country.state": None,
    "res.partner.grade": {"name": "Master"},
    "survey.survey": {"title": "Master"},
    "survey.user_input": None,
    "resource.calendar": {"name": "Master"},
    "sale.order": None,
    "utm.campaign": {"title": "Master"},
    "utm.medium": {"name": "Master"},
    "utm.source": {"name": "Master"},
}
# who has gone is no member any more
MEMBERSHIPS = {
    ("mkt.call.list", "caller_ids"),
    ("project.project", "mkt_member_ids"),
}
# rules of one company go with it
OWN_RULES = {
    ("mkt.approval.rule", "company_id"),
    ("mkt.budget.category", "company_id"),
    ("mkt.complaint.cause", "company_id"),
    ("mkt.complaint.hint", "company_id"),
    ("mkt.deduction.ceiling", "company_id"),
    ("mkt.expense.standard", "company_id"),
    ("mkt.makeup.workday", "company_id"),
    ("mkt.sla.policy", "company_id"),
}
# what is computed of a customer goes with it, and with who has it
COMPUTED = {
    ("mkt.customer.standing", "partner_id"),
    ("mkt.customer.standing", "user_id"),
}
# merging opportunities deletes all but one: what has come of the others is kept in figures
MERGED_AWAY = {
    ("mkt.call", "lead_id"),
    ("mkt.sales.plan.source", "lead_id"),
}
# one of them alone may be named
ALTERNATIVES = {"department_id", "team_id", "user_id"}
# a contact is one of these, or one in each company
ONE_EACH = {"mkt.competitor", "mkt.customer.standing"}
# with an agreement each, they stay two
NEVER_MERGED = {"mkt.channel.partner"}


class TestMastersChange(RecordsCase):
    """Each master, merged, archived and deleted while each of our tables names it."""

    def links(self):
        """(Model, field) of all stored fields of ours that name a master."""
        for name, model in sorted(self.env.registry.items()):
            if model._abstract or model._transient or not model._auto:
                continue
            for field in model._fields.values():
                ours = name.startswith("mkt.") or field.name.startswith("mkt_")
                if (
                    ours
                    and field.store
                    and not field.related
                    and field.type in ("many2one", "many2many")
                    and field.comodel_name in MASTERS
                    and field.name not in ("create_uid", "write_uid")
                ):
                    yield name, field

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.masters = {model: cls.make_master(model) for model in MASTERS}

    @classmethod
    def make_master(cls, model):
        if model == "sale.order":
            return cls.env[model].create({"partner_id": cls.make_customer().id})
        if model == "res.country.state":
            country = cls.env.ref("base.cn").id
            values = {"name": "Master", "code": "MA", "country_id": country}
            return cls.env[model].create(values)
        if model == "survey.user_input":
            survey = cls.env["survey.survey"].create({"title": "Master"})
            return cls.env[model].create({"survey_id": survey.id})
        return cls.env[model].create(dict(MASTERS[model]))

    def make_record(self, model):
        if model == "survey.user_input":
            return self.make_master(model)
        if model == "project.project":
            return self.env[model].create({"name": "Project"})
        person = self.users["director"]
        for (name, _scope), values in RECORDS.items():
            if name == model:
                try:
                    return self.env[model].create(dict(values(self, person)))
                except UserError:
                    continue
        raise AssertionError(f"no record of {model}")

    def name_master(self, record, field, master):
        """Whatever the rules of the model say: somebody has named the master in it."""
        self.env.flush_all()
        table, column, key = record._table, field.name, "id"
        if field.type == "many2many":
            table, column, key = field.relation, field.column2, field.column1
            query = "INSERT INTO {table} ({record}, {column}) VALUES (%s, %s)"
            values = [record.id, master.id]
        else:
            query = "UPDATE {table} SET {column} = %s{others} WHERE id = %s"
            values = [master.id, record.id]
        others = set()
        if record._name.startswith("mkt.kpi.") and field.name in ALTERNATIVES:
            others = ALTERNATIVES - {field.name}
        elif (record._name, field.name) == ("mkt.coordination", "department_id"):
            others = {"post_id"}
        self.env.cr.execute(
            sql.SQL(query).format(
                table=sql.Identifier(table),
                column=sql.Identifier(column),
                record=sql.Identifier(key),
                others=sql.SQL("").join(
                    sql.SQL(", {} = NULL").format(sql.Identifier(name))
                    for name in sorted(others)
                ),
            ),
            values,
        )
        self.env.invalidate_all()

    def assertNamed(self, record, field, master):
        self.env.invalidate_all()
        self.assertTrue(record.exists())
        # archived ones too
        self.assertIn(master, record.with_context(active_test=False)[field.name])

    def check_each_link(self, check, masters=MASTERS):
        """`check(record, field, master)` for each field of ours, and nothing of it stays."""
        for model, field in self.links():
            if field.comodel_name in masters:
                with self.subTest(model=model, field=field.name), Undone(self.env):
                    master = self.masters[field.comodel_name]
                    record = self.make_record(model)
                    self.name_master(record, field, master)
                    check(record, field, master)

    def test_deleting_is_refused(self):
        self.check_each_link(self._check_deleting)

    def _check_deleting(self, record, field, master):
        goes_along = MEMBERSHIPS | OWN_RULES | COMPUTED | MERGED_AWAY
        if (record._name, field.name) not in goes_along:
            self.assertTrue(self._refusal(master), "the master can be deleted")
            self.assertNamed(record, field, master)

    @mute_logger("odoo.sql_db")
    def _refusal(self, master):
        """What the web client shows when the master is deleted; None if it goes."""
        try:
            with self.env.cr.savepoint():
                master.unlink()
                self.env.flush_all()
        except IntegrityError as error:
            return self.env[master._name]._sql_error_to_message(error)
        except UserError as error:
            return str(error)
        return None

    def test_archiving_leaves_the_documents_readable(self):
        self.check_each_link(self._check_archiving)

    def _check_archiving(self, record, field, master):
        if "active" not in master._fields:
            return
        try:
            master.action_archive()
            self.env.flush_all()
        except UserError as error:
            self.assertTrue(str(error))
            return
        self.assertNamed(record, field, master)
        record.read()

    def test_merged_contacts_are_named_by_all_that_named_one(self):
        self.check_each_link(self._check_merging, {"res.partner"})

    def _check_merging(self, record, field, master):
        target = self.make_master("res.partner")
        other = self.make_record(record._name)
        self.name_master(other, field, target)
        wizard = self.env["base.partner.merge.automatic.wizard"]
        if record._name in NEVER_MERGED:
            with self.assertRaises(UserError):
                wizard._merge((master | target).ids, target)
            return
        wizard._merge((master | target).ids, target)
        self.assertFalse(master.exists())
        self.assertNamed(other, field, target)
        if record._name in ONE_EACH:
            self.assertFalse(record.exists())
        else:
            self.assertNamed(record, field, target)
