"""What the benchmarks share: an environment, a meter, a fresh process for each measurement."""

import io
import json
import resource
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import xlsxwriter

import odoo
from odoo import api
from odoo.modules.registry import Registry
from odoo.tools import config

MADE_HERE = "made by bench/run"


@contextmanager
def environment(database):
    """Superuser environment; nothing is kept unless the caller commits."""
    config.parse_config(["--no-http", "--log-level=error"])
    with Registry(database).cursor() as cr:
        # benchmarks delete and commit: nobody's data may be at stake
        cr.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
            " WHERE datname = current_database()"
        )
        if cr.fetchone() != (MADE_HERE,):
            sys.exit(
                f"error: {database} was not made for benchmarks, which delete and add"
                " records: bench/run NAME makes a database of its own"
            )
        yield api.Environment(cr, odoo.SUPERUSER_ID, {})
        cr.rollback()


class Meter:
    """Queries, seconds, CPU seconds and growth of memory (MB) of a block, and its flush.

    CPU seconds are those of this process and of its database server process: unlike the
    seconds on the wall they hardly depend on what else the machine does.
    """

    def __init__(self, env):
        self.env = env

    def __enter__(self):
        self.env.flush_all()
        self.queries = -self.env.cr.sql_log_count
        self.memory = -_peak()
        self.cpu = -self._cpu()
        self.seconds = -time.perf_counter()
        return self

    def __exit__(self, *exception):
        # as a commit does: what is computed and tracked is written too
        self.env.cr.flush()
        self.seconds += time.perf_counter()
        self.cpu += self._cpu()
        self.memory += _peak()
        self.queries += self.env.cr.sql_log_count

    def _cpu(self):
        server = self.env.cr._cnx.info.backend_pid
        # in nanoseconds; the ticks of /proc/…/stat are a sample of short bursts
        ran = Path(f"/proc/{server}/schedstat").read_text().split()[0]
        return time.process_time() + int(ran) / 1e9


def vacuum(env, table):
    """What the database server does by itself soon after so many rows are new."""
    env.cr.commit()
    connection = env.cr._cnx
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {table}")
    connection.autocommit = False


def _peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_fresh_process(*arguments):
    """Run the calling script with the arguments; the JSON it prints on its last line."""
    done = subprocess.run(
        [sys.executable, sys.argv[0], *map(str, arguments)],
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def in_turns(rounds, sides, database, *arguments):
    """Each side measured so many times in turn with the others, {side: [result, …]}."""
    results = {side: [] for side in sides}
    for _round in range(rounds):
        for side, found in results.items():
            found.append(in_fresh_process(database, side, *arguments))
    return results


def import_figures(meters):
    """What an import took in all its parts, and how long the user waited for the request."""
    return {
        # more than 1,000 rows go on in the background
        "request": meters[0].seconds,
        "seconds": sum(meter.seconds for meter in meters),
        "CPU": sum(meter.cpu for meter in meters),
        "queries": sum(meter.queries for meter in meters),
        "memory": sum(meter.memory for meter in meters),
    }


def medians(results):
    return {key: median(result[key] for result in results) for key in results[0]}


def check_import(ours, host):
    """An import takes at most 0.6 of the host's time, and memory that stays as it is."""
    assert ours["CPU"] <= 0.6 * host["CPU"], "more than 0.6 of the host's time"
    assert ours["memory"] <= 64, "the memory grows with the file"


def appoint(env, login, *codes):
    """A user of the main company who holds the posts, made if need be."""
    users = env["res.users"]
    user = users.search([("login", "=", login)]) or users.create(
        {"login": login, "name": login, "email": f"{login}@example.com"}
    )
    for code in codes:
        post = env["mkt.post"].search([("code", "=", code)])
        values = {"post_id": post.id, "user_id": user.id}
        if not env["mkt.post.assignment"].search_count(
            [(k, "=", v) for k, v in values.items()]
        ):
            department = env["hr.department"].search([], limit=1)
            env["mkt.post.assignment"].create(
                {**values, "department_id": department.id}
            )
    return user


def workbook(head, rows):
    """The bytes of a workbook with a heading and rows."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    for number, row in enumerate([head, *rows]):
        sheet.write_row(number, 0, row)
    book.close()
    return stream.getvalue()
