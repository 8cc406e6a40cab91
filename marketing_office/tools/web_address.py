"""Addresses of pages that people give."""

import posixpath
import re
from urllib.parse import unquote, urlsplit

from .text import BLANK

# no blank, no control, and nothing that browsers take for something else
UNFIT = re.compile(rf"[\\<>\"{BLANK.pattern[1:-2]}]")
LONGEST_HOST = 253
HOST = re.compile(r"[a-z0-9_.-]*[a-z0-9]\.?|[0-9a-f:.]*:[0-9a-f:.]*", re.IGNORECASE)


def web_address(text):
    """The parts of a whole http(s) address; None where the text is none."""
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode()
        # an impossible port is found when it is read
        _port = parts.port
    # wrong brackets, ports and parts of hosts
    except ValueError:
        return None
    is_whole = (
        parts.scheme in ("http", "https")
        and not UNFIT.search(text)
        and len(host) <= LONGEST_HOST
        and HOST.fullmatch(host)
    )
    return parts if is_whole else None


def has_credentials(parts):
    """Whether the address carries a user's name or password."""
    return "@" in parts.netloc


def is_below(parts, base, folder):
    """Whether the address leads into the folder of the site."""
    path = posixpath.normpath("/" + unquote(parts.path).lstrip("/"))
    same = _host(parts) == _host(urlsplit(base))
    return same and f"{path}/".startswith(f"/{folder}/")


def _host(parts):
    return (parts.hostname or "").rstrip(".")
