"""Texts in workbooks: how wide they are, how sheets may be called."""

import re
from unicodedata import east_asian_width

FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
MOST_LETTERS = 31


def width(text):
    """Width in the units of a column: what is Chinese is twice as wide."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def sheet_name(name, taken):
    """A name that a sheet may have, and none of the others has."""
    plain = FORBIDDEN.sub(" ", name).strip("' ")[:MOST_LETTERS] or "-"
    found, number = plain, 2
    while found.casefold() in taken:
        ending = f" {number}"
        found = plain[: MOST_LETTERS - len(ending)] + ending
        number += 1
    taken.add(found.casefold())
    return found
