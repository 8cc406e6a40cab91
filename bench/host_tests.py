"""The host's own tests with the addon and without: what fails only beside the addon?

    bench/run host_tests [module ...]

Each side is a database of its own, with the same modules. The host's modules are updated
with their tests, as its own test farm does: tests that run while a module is loaded see the
addon's columns in the tables, and not yet its code; those at the end see both.

Tests in a browser are left out: the host skips them itself where it finds none. They click
through its own screens; `tests/base/test_click_everywhere.py` opens those of the addon.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MODULES = (
    *("crm", "sale", "survey", "rating", "mail", "test_mail"),
    *("resource", "test_resource", "hr", "event", "project", "portal"),
)
FAILED = re.compile(
    r" ERROR \S+ odoo\.addons\.(\S+?): (?:FAIL|ERROR): (?:Subtest )?(\S+)"
)
COUNTED = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")


def odoo(*arguments, path=None):
    """What the command writes, to its end."""
    done = subprocess.run(
        [sys.executable, "-m", "odoo", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={
            **os.environ,
            "PATH": path or os.environ["PATH"],
            "ODOO_LOG_LEVEL": "warn",
        },
    )
    return done.stdout


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def run_tests(database, modules, log):
    """Names of the tests that failed, and how many ran."""
    started = time.monotonic()
    listed = ",".join(modules)
    print(
        odoo("server", "-d", database, "-i", listed, "--stop-after-init", "--no-http")
    )
    with tempfile.TemporaryDirectory() as programs:
        # all that the tests need of the machine, but no browser
        for program in filter(
            None, map(shutil.which, ("wkhtmltopdf", "wkhtmltoimage"))
        ):
            Path(programs, Path(program).name).symlink_to(program)
        output = odoo(
            *("server", "-d", database, "-u", listed, "--stop-after-init"),
            *("--test-tags", ",".join(f"/{module}" for module in modules)),
            *("--http-port", str(free_port()), "--max-cron-threads=0"),
            *("--log-handler", "odoo.tests.result:INFO"),
            path=programs,
        )
    log.write_text(output)
    counted = COUNTED.findall(output)
    if not counted:
        sys.exit(f"error: the tests did not run to their end, see {log}")
    failed = {f"{module}:{test}" for module, test in FAILED.findall(output)}
    minutes = (time.monotonic() - started) / 60
    print(
        f"{database}: {counted[-1][2]} tests, {len(failed)} failed,"
        f" {minutes:.0f} minutes, see {log}",
        flush=True,
    )
    return failed


def main(beside, modules):
    alone = "mo_host_alone"
    odoo("db", "duplicate", "--force", os.environ["TEMPLATE_DB"], alone)
    logs = Path(os.environ["ODOO_DATA_DIR"]).parent
    failed = {
        database: run_tests(database, modules, logs / f"host_tests-{database}.log")
        for database in (alone, beside)
    }
    odoo("db", "drop", alone)
    for title, names in (
        ("fail on both sides", failed[alone] & failed[beside]),
        ("fail without the addon alone", failed[alone] - failed[beside]),
        ("fail beside the addon alone", failed[beside] - failed[alone]),
    ):
        print(f"\n{len(names)} {title}")
        for name in sorted(names):
            print("  ", name)
    sys.exit(1 if failed[beside] - failed[alone] else 0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:] or MODULES)
