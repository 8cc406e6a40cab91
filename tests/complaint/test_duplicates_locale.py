"""A database with the locale C, as servers without one make it: its trigrams know no 中文."""

import os
import subprocess
import sys
import unittest
from contextlib import closing

import psycopg2
import pytest

DATABASE = "mo_locale_c"
MAKE = f"""
    CREATE DATABASE {DATABASE}
    TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'
"""
SCRIPT = """
customer = env["res.partner"].create({"name": "李娜", "email": "li.na@customer.example"})
cases = env["mkt.complaint"].create(
    [{"name": name, "partner_id": customer.id} for name in NAMES]
)
env.flush_all()
print(env.registry.has_trigram, [len(case._duplicates()) for case in cases])
"""


@pytest.mark.slow
class TestDuplicatesLocaleC(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sql("postgres", f"DROP DATABASE IF EXISTS {DATABASE}", MAKE)
        cls.addClassCleanup(cls.sql, "postgres", f"DROP DATABASE {DATABASE}")
        dump = cls.run_command("pg_dump", os.environ["TEMPLATE_DB"])
        cls.run_command("psql", "-q", "-v", "ON_ERROR_STOP=1", DATABASE, stdin=dump)
        cls.odoo("module", "install", "-d", DATABASE, "marketing_office")

    @classmethod
    def sql(cls, database, *statements):
        with closing(psycopg2.connect(dbname=database)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []

    @classmethod
    def odoo(cls, *arguments, stdin=""):
        return cls.run_command(sys.executable, "-m", "odoo", *arguments, stdin=stdin)

    @classmethod
    def run_command(cls, *command, stdin=""):
        """Run it to its good end; what it has printed."""
        done = subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            text=True,
            env={**os.environ, "ODOO_LOG_LEVEL": "warn"},
        )
        assert not done.returncode, done.stderr
        return done.stdout

    def found(self, *names):
        """How many others are suggested for each of the cases, made and forgotten."""
        script = f"NAMES = {names!r}\n{SCRIPT}"
        printed = self.odoo("shell", "-d", DATABASE, "--no-http", stdin=script)
        return printed.splitlines()[-1]

    def test_trigrams_are_blind_there(self):
        self.assertEqual(
            self.sql(DATABASE, "SELECT similarity('断路器烧坏了', '断路器烧坏')"),
            [(0,)],
        )

    def test_the_same_subject_is_suggested(self):
        self.assertEqual(
            self.found("断路器烧坏了", "断路器烧坏了", "发票开错了"), "True [1, 1, 0]"
        )

    def test_latin_letters_are_compared_as_ever(self):
        self.assertEqual(
            self.found("Relay 40 fails", "relay 40 FAILS", "Invoice"), "True [1, 1, 0]"
        )
