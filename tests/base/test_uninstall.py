"""The addon leaves as a guest does: with all it brought, and nothing else."""

import os
import subprocess
import sys
import unittest
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from psycopg2 import sql

DATABASE = "mo_uninstall"
LOAD_DEMO = Path(__file__).parents[2] / "demo" / "load.py"

# what people do beside the demo company: rights of their own, things built on groups
LIVED_IN = """
groups, users = env["res.groups"], env["res.users"]
person = {user.login: user for user in users.search([])}
manager = env.ref("sales_team.group_sale_manager")
person["sales1"].group_ids += manager
assert person["sales2"]._is_internal()
person["sales2"].group_ids -= env.ref("base.group_user")
director = env.ref("marketing_office.group_director")
groups.create({"name": "Board", "implied_ids": director, "user_ids": person["clerk1"]})
partners = env.ref("base.model_res_partner").id
env["ir.model.access"].create(
    {"name": "own", "model_id": partners, "group_id": director.id, "perm_read": True}
)
env["ir.rule"].create(
    [
        {"name": "own", "model_id": partners, "groups": director},
        {"name": "shared", "model_id": partners, "groups": director + manager},
    ]
)
env["ir.filters"].create({"name": "own", "model_id": "mkt.complaint"})
env["ir.exports"].create({"name": "own", "resource": "mkt.complaint"})
activities = env["mail.activity"].create(
    [
        {
            "activity_type_id": env.ref(f"marketing_office.{activity_type}").id,
            "res_model_id": env["ir.model"]._get_id(document._name),
            "res_id": document.id,
            "summary": "to be done",
        }
        for activity_type, document in (
            ("mail_activity_type_approval", env.company.partner_id),
            ("mail_activity_type_approval", env["mkt.budget"].search([], limit=1)),
            ("mail_activity_type_time_limit", env["mkt.complaint"].search([], limit=1)),
        )
    ]
)
activities[:1].active = False
env.cr.commit()
"""

# what a database is made of
MADE_OF = {
    "columns": """
        SELECT table_name, column_name, data_type, is_nullable, column_default
        FROM information_schema.columns WHERE table_schema = 'public'
    """,
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    """,
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "relations": """
        SELECT relkind, relname FROM pg_class
        WHERE relnamespace = 'public'::regnamespace
            AND relname NOT LIKE 'ir\\_sequence\\_%'
    """,
    "sequences": "SELECT id, name FROM ir_sequence",
    "functions": """
        SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    """,
    "triggers": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    # the demo company has another chart of accounts
    "external ids": """
        SELECT model, module, name FROM ir_model_data WHERE model NOT LIKE 'account.%'
    """,
    "reflected constraints": "SELECT name FROM ir_model_constraint",
    "reflected relations": "SELECT name FROM ir_model_relation",
    "activity types": "SELECT id FROM mail_activity_type",
}
OWN_GROUPS = """
    SELECT res_id FROM ir_model_data
    WHERE module = 'marketing_office' AND model = 'res.groups'
"""
EXPLICIT_RIGHTS = """
    SELECT login, gid FROM res_groups_users_rel JOIN res_users ON res_users.id = uid
"""
TEXTS = """
    SELECT table_name, column_name FROM information_schema.columns
    JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
        AND data_type IN ('character varying', 'text', 'jsonb')
"""
# known to the host: which addons there are, and messages on their way to a browser
NAMED_BY_THE_HOST = {"ir_module_module", "bus_bus"}


@pytest.mark.slow
class TestUninstall(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        template = os.environ["TEMPLATE_DB"]
        cls.before = cls.described(template)
        cls.odoo("db", "duplicate", "--force", template, DATABASE)
        cls.addClassCleanup(cls.odoo, "db", "drop", DATABASE)
        cls.odoo("module", "install", "-d", DATABASE, "marketing_office")
        cls.run_python(str(LOAD_DEMO), DATABASE)
        cls.odoo("shell", "-d", DATABASE, "--no-http", stdin=LIVED_IN)
        own = cls.query(DATABASE, OWN_GROUPS)
        cls.own_groups = {group for (group,) in own}
        cls.rights = cls.query(DATABASE, EXPLICIT_RIGHTS)
        cls.log = cls.odoo("module", "uninstall", "-d", DATABASE, "marketing_office")
        cls.after = cls.described(DATABASE)

    @classmethod
    def odoo(cls, *arguments, stdin=""):
        return cls.run_python("-m", "odoo", *arguments, stdin=stdin)

    @classmethod
    def run_python(cls, *arguments, stdin=""):
        """Run it to its good end; what it has logged."""
        done = subprocess.run(
            [sys.executable, *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            env={**os.environ, "ODOO_LOG_LEVEL": "warn"},
        )
        assert not done.returncode, done.stderr
        return done.stderr

    @classmethod
    def query(cls, database, query):
        with closing(psycopg2.connect(dbname=database)) as connection:
            with connection.cursor() as cursor:
                cursor.execute(query)
                return set(cursor.fetchall())

    @classmethod
    def described(cls, database):
        return {part: cls.query(database, query) for part, query in MADE_OF.items()}

    def test_1_nothing_fails(self):
        self.assertNotRegex(self.log, " (WARNING|ERROR|CRITICAL) ")

    def test_1_the_database_is_made_as_before(self):
        for part, before in self.before.items():
            with self.subTest(part):
                self.assertEqual(self.after[part], before)

    def test_1_no_text_names_the_addon(self):
        left = {}
        for table, column in self.query(DATABASE, TEXTS):
            if table in NAMED_BY_THE_HOST:
                continue
            query = sql.SQL(
                "SELECT {column}::text FROM {table}"
                " WHERE {column}::text ~ '(^|[^a-z_])(mkt[._]|marketing_office)' LIMIT 1"
            ).format(column=sql.Identifier(column), table=sql.Identifier(table))
            if found := self.query(DATABASE, query):
                left[table, column] = found
        self.assertFalse(left)

    def test_1_rights_of_ones_own_stay_and_no_others(self):
        """An implied right has no row of its own: it goes with the group that implies it."""
        expected = {row for row in self.rights if row[1] not in self.own_groups}
        internal = self.query(
            DATABASE,
            """SELECT 'sales2', res_id FROM ir_model_data
            WHERE module = 'base' AND name = 'group_user'""",
        )
        self.assertEqual(self.query(DATABASE, EXPLICIT_RIGHTS), expected | internal)
        groups = self.query(DATABASE, "SELECT id FROM res_groups")
        self.assertFalse({group for (group,) in groups} & self.own_groups)
        self.assertFalse(
            self.query(
                DATABASE,
                """SELECT hid FROM res_groups_implied_rel JOIN res_groups ON id = gid
                WHERE name->>'en_US' = 'Board'""",
            )
        )

    def test_1_what_others_built_on_the_groups_binds_nobody_else(self):
        rules = self.query(
            DATABASE,
            """SELECT rule.name, COUNT(group_id) FROM ir_rule rule
            LEFT JOIN rule_group_rel ON rule_group_id = rule.id
            WHERE rule.name IN ('own', 'shared') GROUP BY rule.id""",
        )
        self.assertEqual(rules, {("shared", 1)})
        for table in ("ir_model_access", "ir_filters", "ir_exports"):
            query = f"SELECT id FROM {table} WHERE name = 'own'"
            self.assertFalse(self.query(DATABASE, query), table)

    def test_1_activities_of_the_house_stay(self):
        left = self.query(
            DATABASE,
            """SELECT activity.res_model, type.name->>'en_US' FROM mail_activity activity
            JOIN mail_activity_type type ON type.id = activity_type_id
            WHERE activity.summary = 'to be done'""",
        )
        self.assertEqual(left, {("res.partner", "To-Do")})

    def test_2_installed_again_it_begins_anew(self):
        log = self.odoo("module", "install", "-d", DATABASE, "marketing_office")
        self.assertNotRegex(log, " (WARNING|ERROR|CRITICAL) ")
        own = self.query(DATABASE, OWN_GROUPS)
        self.assertEqual(len(own), len(self.own_groups))
        rights = self.query(DATABASE, EXPLICIT_RIGHTS)
        self.assertFalse([row for row in rights if (row[1],) in own])
        self.assertFalse(self.query(DATABASE, "SELECT id FROM mkt_post_assignment"))
        self.assertTrue(self.query(DATABASE, "SELECT id FROM mkt_post"))
