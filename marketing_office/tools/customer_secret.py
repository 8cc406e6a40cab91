"""Secrets of links that act for a customer, taken out of what colleagues read."""

import base64
import email
import re
from pathlib import PurePath

from .mail_reader import as_bytes

# what makes a link the customer's own: its secret, in the query or behind /rate/
SECRET = r"((?:[?&;]|%3F|%26)(?:\w+_)?(?:token|hash)(?:=|%3D)|/rate/|%2Frate%2F)[\w-]+"
IN_TEXTS = re.compile(SECRET, re.IGNORECASE)
IN_FILES = re.compile(SECRET.encode(), re.IGNORECASE)
# files that are texts, whatever kind they were sent as
TEXTS = {".txt", ".csv", ".log", ".rtf", ".ics", ".vcf", ".htm", ".html"}


def without_secrets(text):
    """The text with links that work for those alone who may sign in."""
    return type(text)(IN_TEXTS.sub(r"\1", text))


def file_without_secrets(name, kind, content):
    """The same of a file: of its name, its kind (MIME) and its bytes."""
    suffix = PurePath(name or "").suffix.lower()
    if suffix == ".eml" or kind == "message/rfc822":
        return email_without_secrets(content)
    if suffix in TEXTS or (kind or "").startswith("text/"):
        return IN_FILES.sub(rb"\1", content)
    return content


def email_without_secrets(original):
    """The same of an e-mail (bytes) with all that hangs on it; unchanged where it has none."""
    message = email.message_from_bytes(original)
    changed = [_clean_part(part) for part in message.walk() if not part.is_multipart()]
    return as_bytes(message) if any(changed) else original


def _clean_part(part):
    content = part.get_payload(decode=True) or b""
    cleaned = file_without_secrets(
        part.get_filename(), part.get_content_type(), content
    )
    if cleaned == content:
        return False
    del part["Content-Transfer-Encoding"]
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(base64.encodebytes(cleaned).decode("ascii"))
    return True
