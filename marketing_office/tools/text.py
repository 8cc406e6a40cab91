"""Texts that people write."""

import re

# nothing that anybody sees: blanks, controls, marks of zero width, fillers
BLANK = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
    r"\U000e0000-\U000e0fff]*"
)


def is_blank(text):
    """Whether nobody would see anything of the text."""
    return BLANK.fullmatch(text) is not None


def title_of(*parts):
    """The parts that are there, in the way titles of records name them together."""
    return " · ".join(filter(None, parts))


def shortened(text, most):
    """The text on one line of so many characters; Chinese has no words to break at."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
