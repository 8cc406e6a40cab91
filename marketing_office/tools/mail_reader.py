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
from urllib.parse import unquote

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
# texts without a name that are no page to read
KINDS_OF_DATA = {"text/calendar", "text/csv", "text/vcard", "text/x-vcard", "text/css"}
# where an e-mail says to whom it was handed over, whoever stands in To
ENVELOPE = (
    *("X-Original-To", "X-Envelope-To", "Envelope-To", "X-Delivered-To"),
    *("X-Real-To", "X-RCPT-To", "Apparently-To"),
)
# whom the sender may be where From names nobody
OTHER_SENDERS = "Sender", "Reply-To", "Return-Path"
ENCODINGS = {"7bit", "8bit", "binary", "base64", "quoted-printable", "x-uuencode"}
PICTURE_LINK = re.compile(r"""(<img\b[^>]*?\bsrc\s*=\s*)(["'])(.*?)\2""", re.IGNORECASE)
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
    # kinds of doubt: charset, lost, control, cut, unreadable, sender, repeated
    notes: set = field(default_factory=set)

    def with_header(self, name, value, *notes):
        """The reading with this header in place of what it has of the name."""
        head, *body = re.split(rb"\r?\n\r?\n", self.readable, maxsplit=1)
        same = rb"(?im)^%s[ \t]*:.*\r?\n(?:[ \t]+.*\r?\n)*" % name.encode()
        head = re.sub(same, b"", head + b"\r\n")
        lines = [f"{name}: {value}\r\n".encode() + head, *body]
        return Reading(self.original, b"\r\n".join(lines), self.notes | {*notes})


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
    digest = hashlib.sha256(repr(_essence(original)).encode()).hexdigest()[:32]
    return f"<{digest}@message-id.invalid>"


def is_same(original, other):
    """Whether it is the same e-mail (bytes) again, by whatever way it came."""
    return _essence(original) == _essence(other)


def _essence(original):
    _head, *body = re.split(rb"\r?\n\r?\n", original, maxsplit=1)
    headers = headers_of(original, "From", "Subject", "Date")
    return headers, b"".join(body).replace(b"\r\n", b"\n").strip()


def _read(original):
    # a mark of the editor, or empty lines, before the first header
    found = original.removeprefix(b"\xef\xbb\xbf").lstrip()
    message = email.message_from_bytes(found, policy=policy.compat32)
    is_in_order = found == original and _is_in_order(message, original)
    if is_in_order and _can_be_parsed(original):
        return Reading(original, original)
    notes = set()
    for part in message.walk():
        _decode_headers(part)
        _name_encoding(part)
    has_page = any(_is_page(part) for part in message.walk())
    new = _rewritten(message, notes, has_page)
    _link_pictures(new)
    _copy_headers(message, new, notes)
    _find_sender(message, new, notes)
    if not PLAIN_ID.fullmatch(new["Message-ID"] or ""):
        del new["Message-ID"]
        new["Message-ID"] = made_id(original)
    readable = as_bytes(new)
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


def _name_encoding(part):
    """Name the encoding of the content as the parser knows it, however it is spelt."""
    encoding = part["Content-Transfer-Encoding"]
    if not encoding or encoding.lower() in ENCODINGS:
        return
    spelt = re.sub(r"[^a-z0-9]", "", encoding.split(";")[0].lower())
    known = {re.sub(r"[^a-z0-9]", "", name): name for name in ENCODINGS}
    part.replace_header("Content-Transfer-Encoding", known.get(spelt, encoding))


def _raw_text(value):
    return decode(str(value).encode("utf-8", "surrogateescape"))[0]


def as_bytes(message):
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
    if b"@" not in str(message["From"] or "").encode("utf-8", "replace"):
        return False
    if message.get_content_type() in REPORTS and original.isascii():
        return True
    return all(_is_part_in_order(part) for part in message.walk())


def _is_part_in_order(part):
    if any(not _is_header_in_order(value) for _name, value in part.raw_items()):
        return False
    kind = part.get_content_type()
    encoding = str(part["Content-Transfer-Encoding"] or "7bit").strip().lower()
    if encoding not in ENCODINGS or part["Content-ID"] or part["Content-Location"]:
        return False
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


def _find_sender(message, new, notes):
    """Where From names no address: one that the e-mail names elsewhere."""
    if any(PLAIN_ADDRESS.fullmatch(a) for _n, a in getaddresses([new["From"] or ""])):
        return
    if any("@" in text for text in addresses_in([header_text(message["From"] or "")])):
        return
    others = [header_text(str(message[name] or "")) for name in OTHER_SENDERS]
    for address in addresses_in(others):
        if PLAIN_ADDRESS.fullmatch(address):
            name = header_text(message["From"] or "")
            del new["From"]
            new["From"] = formataddr((name, address))
            notes.add("sender")
            return


def _is_page(part):
    """Whether this is a text that people read, in a kind that the host shows."""
    kind = part.get_content_type()
    is_shown = part.get_content_disposition() != "attachment" and not _file_name(part)
    return kind in ("text/plain", "text/html") and is_shown


def _link_pictures(new):
    """Let the links of a page to its pictures be such as the host knows."""
    parts, known = [part for part in new.walk() if not part.is_multipart()], {}
    for number, part in enumerate(parts):
        names = (part["Content-ID"] or "").strip("<> "), part["Content-Location"] or ""
        for name in filter(None, names):
            known.setdefault(unquote(name).lower(), f"picture{number}@message")
            part.replace_header("Content-ID", f"<{known[unquote(name).lower()]}>")
        del part["Content-Location"]
    if not known:
        return

    def link(match):
        target = unquote(match[3]).strip()
        name = re.sub("^cid:", "", target, flags=re.IGNORECASE).strip("<> ").lower()
        return (
            f"{match[1]}{match[2]}cid:{known[name]}{match[2]}"
            if name in known
            else match[0]
        )

    for part in parts:
        if part.get_content_type() == "text/html" and not part.get_filename():
            page = part.get_payload(decode=True).decode()
            part.set_payload(_base64(PICTURE_LINK.sub(link, page).encode()))


def _rewritten(part, notes, has_page=True):
    """A new part with the content of the old one.

    `has_page`: whether there is a text to read; else other kinds of text are taken for it.
    """
    _note_defects(part, notes)
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        new = Message()
        subtype = re.sub(r"[^a-z.-]", "", part.get_content_subtype()) or "mixed"
        new["Content-Type"] = f"multipart/{subtype}"
        if report := part.get_param("report-type"):
            new.set_param("report-type", str(report))
        new.set_payload([])
        for inner in part.get_payload():
            new.attach(_rewritten(inner, notes, has_page))
        return new
    if part.get_content_maintype() == "message":
        return _rewritten_message(part)
    data = part.get_payload(decode=True)
    if data is None:
        data = as_bytes(part)
    _note_defects(part, notes)
    kind, name = part.get_content_type(), _file_name(part)
    disposition = part.get_content_disposition()
    is_text = kind in ("text/plain", "text/html") and not name
    if not (has_page or name or kind in KINDS_OF_DATA) and kind.startswith("text/"):
        kind, is_text = "text/html" if "html" in kind else "text/plain", True
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
    location = header_text(str(part["Content-Location"] or ""))
    content_id = header_text(str(part["Content-ID"] or ""))
    is_inline = part.get_content_disposition() != "attachment"
    inline = is_inline and (content_id or location)
    new["Content-Disposition"] = "{}; filename*={}".format(
        "inline" if inline else "attachment", encode_rfc2231(name, "utf-8")
    )
    if content_id or location:
        new["Content-ID"], new["Content-Location"] = content_id, location
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
        return _file(part, as_bytes(inner), "message/rfc822", name)
    # what mail servers report
    name = _file_name(part) or f"{part.get_content_subtype()}.txt"
    return _file(part, as_bytes(part), "message/rfc822", name)


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
    return as_bytes(new)
