"""E-mails as they really come, made readable for the host's parser, which is strict.

An e-mail that is in order passes as it is. Else it is written anew with the same parts:
all texts in UTF-8, all files with a name, no sign that a database refuses.
"""

import email
import hashlib
import mimetypes
import re
from dataclasses import dataclass, field
from email import policy
from email.generator import BytesGenerator
from email.header import Header
from email.message import Message
from email.utils import encode_rfc2231, formataddr, getaddresses
from io import BytesIO

from .mail_charset import clean, decode, decoded_header, header_text, is_as_declared

ADDRESSES = {
    *("from", "to", "cc", "bcc", "sender", "reply-to", "delivered-to"),
    *("resent-to", "resent-cc", "disposition-notification-to"),
}
# written anew for each part
OF_PARTS = "content-", "mime-version"
# machines read these: written anew they would be worth less
REPORTS = {"multipart/report", "multipart/signed", "multipart/encrypted"}
CUT = {
    "StartBoundaryNotFoundDefect",
    "CloseBoundaryNotFoundDefect",
    "NoBoundaryInMultipartDefect",
    "MultipartInvariantViolationDefect",
    "InvalidBase64PaddingDefect",
    "InvalidBase64LengthDefect",
    "InvalidBase64CharactersDefect",
}
META_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}charset=["']?([\w.:-]+)""", re.IGNORECASE
)
ATOM = r"[\w!#$%&'*+/=?^`{|}~-]+"
DOTTED = rf"{ATOM}(?:\.{ATOM})*@[\w-]+(?:\.[\w-]+)*"
PLAIN_ID = re.compile(rf"<{DOTTED}>", re.ASCII)
PLAIN_ADDRESS = re.compile(DOTTED, re.ASCII)
KINDS_OF_FILES = "application/", "image/", "audio/", "video/"
NO_NAME = re.compile(r'[\\/:*?"<>|\r\n\t]+')
LONGEST_NAME = 120
# the names that Python's own table lacks, or gives differently on each machine
SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/heic": ".heic",
    "image/tiff": ".tif",
    "image/webp": ".webp",
    "text/plain": ".txt",
    "text/calendar": ".ics",
    "audio/amr": ".amr",
    "video/3gpp": ".3gp",
    "application/ms-tnef": ".dat",
    "application/pkcs7-mime": ".p7m",
    "application/pgp-encrypted": ".asc",
}


@dataclass
class Reading:
    """An e-mail as it came, as the host may parse it, and what was doubtful in it."""

    original: bytes
    readable: bytes
    # kinds of doubt: charset, lost, control, cut, unreadable
    notes: set = field(default_factory=set)


def read(original):
    """The reading of an e-mail (bytes); no e-mail makes it raise an error."""
    try:
        return _read(original)
    # whatever else the parser stumbles over: the text is there, and the original kept
    except Exception:  # pylint: disable=broad-except
        return Reading(original, _bare(original), {"unreadable"})


def headers_of(original, *names):
    """The texts of these headers of an e-mail (bytes), wherever they can be found."""
    head = re.split(rb"\r?\n\r?\n", original, maxsplit=1)[0]
    head = re.sub(rb"\r?\n[ \t]+", b" ", head)
    found = []
    for name in names:
        pattern = rb"(?im)^%s[ \t]*:[ \t]*(.*)$" % re.escape(name.encode())
        for match in re.finditer(pattern, head):
            found.append(header_text(decode(match[1])[0]))
    return found


def addresses_in(headers):
    """The addresses, in small letters, that these texts of headers name."""
    return [address.lower() for _name, address in getaddresses(headers) if address]


def made_id(original):
    """A Message-ID for an e-mail without one: the same when the e-mail comes again."""
    digest = hashlib.sha256(original).hexdigest()[:32]
    return f"<{digest}@message-id.invalid>"


def _read(original):
    message = email.message_from_bytes(original, policy=policy.compat32)
    if _is_in_order(message, original) and _can_be_parsed(original):
        return Reading(original, original)
    notes = set()
    for part in message.walk():
        _decode_headers(part)
    new = _rewritten(message, notes)
    _copy_headers(message, new, notes)
    if not PLAIN_ID.fullmatch(new["Message-ID"] or ""):
        del new["Message-ID"]
        new["Message-ID"] = made_id(original)
    readable = _as_bytes(new)
    if not _can_be_parsed(readable):
        return Reading(original, _bare(original), {"unreadable"})
    return Reading(original, readable, notes)


def _can_be_parsed(readable):
    """Whether the parser that the host uses takes all that the host asks it for."""
    try:
        message = email.message_from_bytes(readable, policy=policy.SMTP)
        for part in message.walk():
            list(part.items())
            part.get_filename()
            is_file = part.get_content_type().startswith(KINDS_OF_FILES)
            if not (is_file or part.is_multipart()):
                part.get_content()
    # it raises whatever its own code stumbles over
    except Exception:  # pylint: disable=broad-except
        return False
    return True


def _decode_headers(part):
    """Headers as texts: the parser makes objects of those that have other signs."""
    headers = [(name, _raw_text(value)) for name, value in part.raw_items()]
    for name, _value in headers:
        del part[name]
    for name, value in headers:
        part.set_raw(name, value)


def _raw_text(value):
    return decode(str(value).encode("utf-8", "surrogateescape"))[0]


def _as_bytes(message):
    buffer = BytesIO()
    # the host parses with the same line ends
    generator = BytesGenerator(
        buffer, mangle_from_=False, policy=policy.compat32.clone(linesep="\r\n")
    )
    generator.flatten(message)
    return buffer.getvalue()


# ----------------------------------------------------------------- is it in order?


def _is_in_order(message, original):
    if b"\x00" in original or not PLAIN_ID.fullmatch(str(message["Message-ID"] or "")):
        return False
    if message.get_content_type() in REPORTS and original.isascii():
        return True
    return all(_is_part_in_order(part) for part in message.walk())


def _is_part_in_order(part):
    if any(not _is_header_in_order(value) for _name, value in part.raw_items()):
        return False
    kind = part.get_content_type()
    if part.defects or part.get_content_maintype() == "message":
        return False
    if part.is_multipart():
        return True
    if not part.get_filename():
        return kind in ("text/plain", "text/html") and _is_text_in_order(part)
    # the host reads files that are texts as texts, and writes what it has read
    return part.get_content_maintype() != "text"


def _is_header_in_order(value):
    if not isinstance(value, str) or not value.isascii():
        return False
    # a charset with another name, or a file name in pieces, is read more safely here
    return "=?" not in value and "*" not in value and value == clean(value)


def _is_text_in_order(part):
    data = part.get_payload(decode=True)
    declared = part.get_content_charset()
    if not declared and not data.isascii():
        return False
    if declared and declared not in ("utf-8", "us-ascii"):
        return False
    try:
        text = data.decode(declared or "utf-8")
    except ValueError:
        return False
    return text == clean(text) and not part.defects


# ----------------------------------------------------------------- written anew


def _copy_headers(message, new, notes):
    for name, value in message.items():
        if name.lower().startswith(OF_PARTS):
            continue
        text = header_text(str(value))
        if "\x00" in decoded_header(str(value)):
            notes.add("control")
        if "\ufffd" in text:
            notes.add("lost")
        if name.lower() in ADDRESSES:
            text = ", ".join(_address(*pair) for pair in getaddresses([text]))
            new[name] = text
        elif text.isascii():
            new[name] = text
        else:
            new[name] = Header(text, "utf-8", header_name=name).encode()


def _address(name, address):
    if PLAIN_ADDRESS.fullmatch(address):
        return formataddr((name, address))
    # what no mail server would take as an address is told as a name
    return Header(f"{name} {address}".strip(), "utf-8").encode()


def _rewritten(part, notes):
    """A new part with the content of the old one."""
    _note_defects(part, notes)
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        new = Message()
        subtype = re.sub(r"[^a-z.-]", "", part.get_content_subtype()) or "mixed"
        new["Content-Type"] = f"multipart/{subtype}"
        if report := part.get_param("report-type"):
            new.set_param("report-type", str(report))
        new.set_payload([])
        for inner in part.get_payload():
            new.attach(_rewritten(inner, notes))
        return new
    if part.get_content_maintype() == "message":
        return _rewritten_message(part)
    data = part.get_payload(decode=True)
    if data is None:
        data = _as_bytes(part)
    _note_defects(part, notes)
    kind, name = part.get_content_type(), _file_name(part)
    disposition = part.get_content_disposition()
    is_text = kind in ("text/plain", "text/html") and not name
    if part.get_content_maintype() == "multipart":
        # a multipart without parts: what there is of it
        kind, is_text = "text/plain", True
    if is_text and disposition != "attachment":
        return _text(data, kind, part.get_content_charset(), notes)
    return _file(part, data, kind, name)


def _note_defects(part, notes):
    if CUT & {type(defect).__name__ for defect in part.defects}:
        notes.add("cut")


def _text(data, kind, declared, notes):
    if (
        not declared
        and kind == "text/html"
        and (meta := META_CHARSET.search(data[:4096]))
    ):
        declared = meta[1].decode()
    text, charset = decode(data, declared)
    if not charset or "\ufffd" in text:
        notes.add("lost")
    elif not is_as_declared(charset, declared):
        notes.add("charset")
    if text != clean(text):
        notes.add("control")
    new = Message()
    new["Content-Type"] = f"{kind}; charset=utf-8"
    new["Content-Transfer-Encoding"] = "base64"
    new.set_payload(_base64(clean(text).encode()))
    return new


def _file(part, data, kind, name):
    new = Message()
    # bytes stay as they are: a text that the host decodes may come out as another
    is_plain = kind.startswith(KINDS_OF_FILES) and re.fullmatch(r"[\w.+/-]+", kind)
    new["Content-Type"] = kind if is_plain else "application/octet-stream"
    name = name or f"{kind.split('/')[0]}{suffix_of(kind)}"
    inline = part.get_content_disposition() != "attachment" and part["Content-ID"]
    new["Content-Disposition"] = "{}; filename*={}".format(
        "inline" if inline else "attachment", encode_rfc2231(name, "utf-8")
    )
    if part["Content-ID"]:
        new["Content-ID"] = header_text(str(part["Content-ID"]))
    new["Content-Transfer-Encoding"] = "base64"
    new.set_payload(_base64(data))
    return new


def _rewritten_message(part):
    """An e-mail within the e-mail, as a file: it is a text of its own."""
    inner = part.get_payload()
    inner = inner[0] if isinstance(inner, list) and inner else part
    if part.get_content_type() in ("message/rfc822", "message/global"):
        subject = header_text(str(inner.get("Subject") or "")) or "message"
        name = _file_name(part) or f"{as_name(subject)}.eml"
        return _file(part, _as_bytes(inner), "message/rfc822", name)
    # what mail servers report
    name = _file_name(part) or f"{part.get_content_subtype()}.txt"
    return _file(part, _as_bytes(part), "message/rfc822", name)


def _base64(data):
    return email.base64mime.body_encode(data)


def suffix_of(kind):
    return SUFFIXES.get(kind) or mimetypes.guess_extension(kind) or ""


def _file_name(part):
    """The name of a file: encoded in each of the ways that are in use."""
    for header, param in (
        ("content-disposition", "filename"),
        ("content-type", "name"),
    ):
        value = part.get_param(param, header=header)
        if isinstance(value, tuple):
            charset, _language, text = value
            value = decode(text.encode("latin-1", "replace"), charset)[0]
        if value and (name := as_name(header_text(str(value)))):
            return name
    return ""


def as_name(text):
    """A name for a file: without a path, and not longer than systems take."""
    last = re.split(r"[\\/]", clean(text))[-1]
    stem, dot, suffix = NO_NAME.sub("_", last).strip(" .").rpartition(".")
    if not dot or len(suffix) > 10:
        return f"{stem}{dot}{suffix}"[:LONGEST_NAME]
    return f"{stem[:LONGEST_NAME]}.{suffix}"


# ----------------------------------------------------------------- as a last resort


def _bare(original):
    """An e-mail made of the sender, the recipients and all the rest as its text."""
    new = Message()
    for name in ("From", "To", "Cc", "Delivered-To"):
        pairs = getaddresses(headers_of(original, name))
        if addresses := [a for _name, a in pairs if PLAIN_ADDRESS.fullmatch(a)]:
            new[name] = ", ".join(addresses)
    subjects = headers_of(original, "Subject")
    new["Subject"] = Header(" ".join(subjects), "utf-8").encode()
    new["Message-ID"] = made_id(original)
    new["Content-Type"] = "text/plain; charset=utf-8"
    new["Content-Transfer-Encoding"] = "base64"
    new.set_payload(_base64(clean(decode(original)[0]).encode()))
    return _as_bytes(new)
