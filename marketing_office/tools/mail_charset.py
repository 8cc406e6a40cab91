"""The characters of e-mails, as senders write them: labels are missing, wrong or unknown."""

import base64
import binascii
import quopri
import re

# senders label with the old name what they write with the newer, larger set
LARGER = {
    **dict.fromkeys(
        (
            *("gb2312", "gbk", "x-gbk", "gb_2312-80", "gb2312-80", "euc-cn", "cp936"),
            *("ms936", "windows-936", "x-cp936", "csgb2312", "chinese", "gb18030"),
        ),
        "gb18030",
    ),
    **dict.fromkeys(("big5", "x-big5", "big-5", "csbig5", "cp950"), "big5hkscs"),
    **dict.fromkeys(("shift_jis", "x-sjis", "sjis"), "cp932"),
    **dict.fromkeys(("ks_c_5601-1987", "euc-kr"), "cp949"),
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1"), "cp1252"),
    "utf8": "utf-8",
}
# codecs of Python that are no charsets of texts
NO_CHARSETS = {"idna", "punycode", "undefined", "mbcs", "oem"}
LIKELY = "utf-8", "gb18030"

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
WORD = re.compile(r"=\?([^?\s]+)\?([bBqQ])\?([^?]*)\?=")


def decode(data, declared=None):
    """The text of the bytes, and the charset that was read; None where signs are lost."""
    declared = (declared or "").strip("\"' ").lower()
    for charset in (LARGER.get(declared, declared), *LIKELY):
        if not charset or charset in NO_CHARSETS or charset.endswith("escape"):
            continue
        try:
            return data.decode(charset), charset
        # not only LookupError: labels with strange signs raise ValueError
        except (LookupError, ValueError):
            continue
    return data.decode("utf-8", "replace"), None


def is_as_declared(charset, declared):
    """Whether the charset that was read is the declared one, or a larger one of its kind."""
    declared = (declared or "us-ascii").strip("\"' ").lower()
    return charset in (declared, LARGER.get(declared)) or (
        declared in ("us-ascii", "ascii") and charset == "utf-8"
    )


def clean(text):
    """The text without signs that no database or page takes."""
    return CONTROL.sub("", text)


def header_text(value):
    """The text of a header as the parser gives it: raw bytes and encoded words alike."""
    return clean(" ".join(decoded_header(value).split()))


def decoded_header(value):
    """The same with every sign that it holds."""
    raw = value.encode("utf-8", "surrogateescape")
    text = decode(raw)[0]
    # encoded words may part a sign between two of them: as bytes they are one
    parts, pending, end = [], None, 0
    for word in WORD.finditer(text):
        between = text[end : word.start()]
        end = word.end()
        charset = word[1].split("*")[0].lower()
        data = _word_bytes(word[2], word[3])
        if pending and pending[0] == charset and not between.strip():
            pending = charset, pending[1] + data
            continue
        if pending:
            parts.append(decode(pending[1], pending[0])[0])
        if not pending or between.strip():
            parts.append(between)
        pending = charset, data
    if pending:
        parts.append(decode(pending[1], pending[0])[0])
    parts.append(text[end:])
    return "".join(parts)


def _word_bytes(encoding, content):
    if encoding in "qQ":
        return quopri.decodestring(content.encode("utf-8"), header=True)
    data = re.sub(r"[^A-Za-z0-9+/]", "", content)
    try:
        return base64.b64decode(data + "=" * (-len(data) % 4))
    except binascii.Error:
        # one letter too many: what stands before it is read
        return base64.b64decode(data[: len(data) // 4 * 4])
