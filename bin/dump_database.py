"""Write a database as sorted lines of text, so that two of them can be compared by diff.

    python bin/dump_database.py "host=/var/tmp/… user=odoo dbname=one" > one.txt

The lines are the columns, constraints and indexes of all tables, and their rows. Times,
secrets, and what sessions leave behind are left out. Rows are told by xml-id or content
instead of their numbers, so that two fresh installations can be compared; with --ids
the numbers stay, to see what an update has changed in the same database.
"""

import argparse
import hashlib
import json
import re
import sys
from collections import defaultdict

import psycopg2

TIMES = {
    "create_date",
    "defined_at",
    "lastcall",
    "login_date",
    "nextcall",
    "run_at",
    "write_date",
}
SECRETS = {
    "access_token",
    "message_id",
    "password",
    "rating_token",
    "session_code",
    "signup_token",
    "uuid",
}
# where in the source a view stands, and what its class says of itself
PLACES = {"arch_fs", "arch_prev", "template_fs", "info"}
# what a running server leaves behind, and what is its own
TABLES_LEFT_OUT = {
    "base_registry_signaling",
    "bus_bus",
    "bus_presence",
    "ir_cron_progress",
    "ir_cron_trigger",
    "ir_logging",
    "orm_signaling_registry",
    "res_device_log",
    "res_users_log",
}
VALUES_LEFT_OUT = {"ir_config_parameter": {"value"}, "mail_message": {"date"}}
ACTIONS = (
    "ir_actions_act_window",
    "ir_actions_server",
    "ir_actions_client",
    "ir_actions_act_url",
    "ir_actions_report",
)
# columns of numbers whose table another column tells by its model
REFERENCES = {"res_id": ("model", "res_model")}

COLUMNS = """
    SELECT table_name, column_name, format('%s %s %s', data_type, is_nullable,
        COALESCE(column_default, '')) FROM information_schema.columns
    WHERE table_schema = 'public'
"""
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
"""
INDEXES = (
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
)
FOREIGN_KEYS = """
    SELECT conrelid::regclass::text, attname, confrelid::regclass::text
    FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"


class Dump:
    def __init__(self, dsn, ids):
        self.ids = ids
        self.cursor = psycopg2.connect(dsn).cursor()
        self.foreign = defaultdict(dict)
        for table, column, target in self._query(FOREIGN_KEYS):
            self.foreign[table][column] = target
        self.rows = {
            table: self._rows(table)
            for (table,) in self._query(TABLES)
            if table not in TABLES_LEFT_OUT
        }
        self.xml_ids = {
            (
                row["model"].replace(".", "_"),
                row["res_id"],
            ): f"{row['module']}.{row['name']}"
            for row in self.rows["ir_model_data"]
        }
        self.labels = {}

    def _query(self, query):
        self.cursor.execute(query)
        return self.cursor.fetchall()

    def _rows(self, table):
        self.cursor.execute(f'SELECT row_to_json(t) FROM "{table}" t')
        left_out = TIMES | SECRETS | PLACES | VALUES_LEFT_OUT.get(table, set())
        return [
            {k: v for k, v in row.items() if k not in left_out}
            for (row,) in self.cursor.fetchall()
        ]

    def schema(self):
        for kind, query in (
            ("column", COLUMNS),
            ("constraint", CONSTRAINTS),
            ("index", INDEXES),
        ):
            for table, name, definition in self._query(query):
                yield f"schema {kind} {table} {name}: {definition}"

    def data(self):
        for table, rows in self.rows.items():
            for row in rows:
                shown = row if self.ids else self._without_numbers(table, row)
                yield f"data {table} {json.dumps(shown, ensure_ascii=False, sort_keys=True)}"

    # ------------------------------------------------------------- without numbers

    def _without_numbers(self, table, row):
        shown = {}
        for name, value in row.items():
            if name == "id":
                shown[name] = self.xml_ids.get((table, value), "-")
            elif name == "parent_path":
                continue
            elif name in self.foreign[table]:
                shown[name] = self._label(self.foreign[table][name], value)
            elif name in REFERENCES and isinstance(value, int):
                model = next(filter(None, map(row.get, REFERENCES[name])), "")
                shown[name] = self._label(model.replace(".", "_"), value)
            else:
                shown[name] = self._scalar(value)
        return shown

    def _scalar(self, value):
        if isinstance(value, dict):
            return {key: self._scalar(each) for key, each in value.items()}
        if not isinstance(value, str):
            return value
        # references "model,number", and buttons of views that open an action
        value = re.sub(
            r"^([a-z_.]+),(\d+)$",
            lambda m: f"{m[1]},{self._label(m[1].replace('.', '_'), int(m[2]))}",
            value,
        )
        return re.sub(
            r'name="(\d+)"', lambda m: f'name="{self._action(int(m[1]))}"', value
        )

    def _action(self, number):
        return next(
            (self.xml_ids[m, number] for m in ACTIONS if (m, number) in self.xml_ids),
            number,
        )

    def _label(self, table, number):
        """A name of the row that another database has for the same row too."""
        if not number:
            return number
        if (table, number) in self.xml_ids:
            return self.xml_ids[table, number]
        if table not in self.labels:
            self.labels[table] = {
                row.get("id"): self._digest(table, row)
                for row in self.rows.get(table, ())
            }
        return self.labels[table].get(number, "?")

    def _digest(self, table, row):
        own = {
            k: self._scalar(v)
            for k, v in row.items()
            if k not in ("id", "parent_path", *self.foreign[table])
            and not (k in REFERENCES and isinstance(v, int))
        }
        text = json.dumps(own, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:10]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dsn")
    parser.add_argument("--ids", action="store_true", help="keep the numbers of rows")
    options = parser.parse_args()
    dump = Dump(options.dsn, options.ids)
    for line in sorted([*dump.schema(), *dump.data()]):
        print(line)


if __name__ == "__main__":
    sys.exit(main())
