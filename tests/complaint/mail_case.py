"""E-mails for the tests: written by hand, as the mail programs of customers write them."""

from base64 import b64encode
from pathlib import Path

from ..common import OfficeMixin

EMAILS = Path(__file__).parent / "emails"
ADDRESS = "service@office.example.com"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def word(text, charset, label=None):
    """An encoded word of a header (RFC 2047), in bytes."""
    return b"=?%s?B?%s?=" % (
        (label or charset).encode(),
        b64encode(text.encode(charset)),
    )


def part(*headers, body=b"", base64=False):
    """A part of an e-mail; the headers are bytes."""
    if base64:
        headers += (b"Content-Transfer-Encoding: base64",)
        body = b64encode(body)
    return b"\r\n".join(headers) + b"\r\n\r\n" + body


def multipart(subtype, *parts, boundary=b"b1", extra=b""):
    body = b"".join(b"--%s\r\n%s\r\n" % (boundary, p) for p in parts)
    return part(
        b'Content-Type: multipart/%s; boundary="%s"%s'
        % (subtype.encode(), boundary, extra),
        body=body + b"--%s--\r\n" % boundary,
    )


def text(body, charset="utf-8", kind=b"plain", label=None):
    return part(
        b"Content-Type: text/%s; charset=%s" % (kind, (label or charset).encode()),
        b"Content-Transfer-Encoding: 8bit",
        body=body if isinstance(body, bytes) else body.encode(charset),
    )


class MailMixin(OfficeMixin):
    """An office with an address for cases, and a customer who writes to it."""

    mail_disabled = False
    sent = 0

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.domain = cls.env["mail.alias.domain"].create({"name": "office.example.com"})
        cls.company.alias_domain_id = cls.domain
        cls.alias = cls.env.ref("marketing_office.mail_alias_complaint")
        cls.alias.alias_domain_id = cls.domain
        cls.customer = cls.make_customer("Li Na")

    @classmethod
    def mail(cls, content, subject=b"Relay fails", sender=None, to=ADDRESS, headers=()):
        """A whole e-mail around a part."""
        MailMixin.sent += 1
        if sender is None:
            sender = cls.customer.email_formatted.encode()
        number = b"<%d.mail@customer.example.com>" % MailMixin.sent
        lines = [
            b"From: " + sender,
            b"To: " + to.encode(),
            b"Message-ID: " + number,
            b"MIME-Version: 1.0",
            *([b"Subject: " + subject] if subject is not None else []),
            *headers,
        ]
        return b"\r\n".join(lines) + b"\r\n" + content

    def take_in(self, raw):
        """The case that the e-mail opened; no case if it opened none."""
        complaints = self.env["mkt.complaint"]
        before = complaints.search([])
        # what goes wrong is recorded on the alias, in a transaction of its own
        with self.enter_registry_test_mode():
            self.env["mail.thread"].message_process(False, raw)
        return complaints.search([]) - before

    def shared(self, name):
        """One of the e-mails that are kept as files, to the address of the tests."""
        raw = (EMAILS / name).read_bytes()
        return raw.replace(b"service@chengli.example", ADDRESS.encode())

    def files_of(self, case):
        return case.message_ids.attachment_ids
