"""Every odd call and every door to a governed field, as each kind of user, with counts.

The tests make some of these calls; here all kinds of users make all of them. That takes
days: MODELS=budget tries only the models with "budget" in their names, PART=3/40 the third
of forty parts. Each call is in one part, drawn by lot, so that a part is a fair sample.
"""

import sys
from pathlib import Path

import pytest

CASE = Path(__file__).with_name("attack_case.py")

if __name__ == "__main__":
    plugins = ["-p", "tests.conftest", "-p", "no:cacheprovider", "-p", "no:subtests"]
    sys.path.insert(0, str(CASE.parents[1]))
    sys.exit(
        pytest.main(["-q", "-s", *plugins, f"--odoo-database={sys.argv[1]}", str(CASE)])
    )
