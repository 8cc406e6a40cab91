"""Wait until Odoo answers, then print its address and who may sign in."""

import csv
import sys
import time
import unicodedata
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen


def wait_for(url):
    while True:
        try:
            return urlopen(url + "/web/login").close()
        except HTTPError as error:
            sys.exit(f"error: {url} answers {error}")
        except URLError:
            time.sleep(0.2)


def width(text):
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def print_table(rows):
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = zip(row, widths, strict=True)
        print("  ", "  ".join(t + " " * (w - width(t)) for t, w in cells).rstrip())


if __name__ == "__main__":
    address, people = sys.argv[1], Path(sys.argv[2])
    wait_for(address)
    shown = ("login", "name", "lang", "description")
    rows = [shown, ("admin", "Administrator", "en_US", "Settings")]
    if people.is_file():
        with people.open(encoding="utf-8") as file:
            rows += [[row[key] for key in shown] for row in csv.DictReader(file)]
    print(f"\nMarketing office: {address}  (each password is the login)\n")
    print_table(rows)
    print(f"\nE-mails that the company sends lie in {sys.argv[3]}")
    print("Ctrl-C stops it.", flush=True)
