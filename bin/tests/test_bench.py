"""Benchmarks delete what they made alone, in databases made for them."""

import json
import subprocess

import pytest
from conftest import ROOT

pytestmark = pytest.mark.slow

MINUTES = 60
SMALLEST = {"screens": ["100"], "escalation": ["100", "20"]}
ELSEWHERE = """
    . bin/lib.sh
    prepare
    start_postgres test
    export ODOO_DATA_DIR=$CACHE/data-test
    sql "comment on database mo_bench is null"
    python bench/{name}.py mo_bench {sizes}
"""


def run(*command):
    return subprocess.run(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=30 * MINUTES,
    )


@pytest.mark.parametrize("name", SMALLEST)
def test_at_its_smallest_size_and_nowhere_else(name):
    done = run("bench/run", name, *SMALLEST[name])
    assert not done.returncode, done.stdout
    assert json.loads(done.stdout.splitlines()[-1])
    sizes = " ".join(SMALLEST[name])
    done = run("bash", "-c", ELSEWHERE.format(name=name, sizes=sizes))
    assert done.returncode
    assert "error: mo_bench was not made for benchmarks" in done.stdout
