"""Contacts and customers, each beside the host's own import of the same, in one run.

    python bench/imports.py DATABASE [SIZE ...]

What is made has to be equal on both sides, ours within its bounds of time and memory.
"""

import sys
from pathlib import Path

import contacts
import customer_import

SIZES = 1_000, 10_000


def main(database, sizes):
    for script in (contacts, customer_import):
        # their measurements are fresh processes of their own
        sys.argv[0] = str(Path(script.__file__))
        script.main(database, sizes)


if __name__ == "__main__":
    database, *sizes = sys.argv[1:]
    main(database, [int(size) for size in sizes] or SIZES)
