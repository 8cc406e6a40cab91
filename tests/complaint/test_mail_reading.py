"""What customers' mail programs really send, and what must come of it: a row per input."""

from base64 import b64decode, b64encode
from binascii import b2a_uu
from contextlib import closing, contextmanager
from quopri import encodestring

from odoo.tools import mute_logger

from ..common import OfficeCase
from .mail_case import (
    JPEG,
    PDF,
    PNG,
    MailMixin,
    multipart,
    part,
    text,
    word,
)

SAID = "断路器烧坏了，陶喆、朱镕基、李堃"
TRADITIONAL = "斷路器燒壞了，陶喆"
HTML = "<p>断路器烧坏了，陶喆</p>"
PNG_TEXT = b64encode(PNG).decode()
LATIN = "Le relais est grillé — vite"


def quoted(body, charset, label):
    return part(
        b"Content-Type: text/plain; charset=" + label.encode(),
        b"Content-Transfer-Encoding: quoted-printable",
        body=encodestring(body.encode(charset)),
    )


def based(body, charset, label):
    return part(
        b"Content-Type: text/plain; charset=" + label.encode(),
        body=body.encode(charset),
        base64=True,
    )


def eight_bit(body, charset, label):
    return text(body, charset, label=label)


def picture(*headers, kind=b"image/png", body=PNG):
    return part(b"Content-Type: " + kind, *headers, body=body, base64=True)


# the text of the part -> the text that the case shows, and whether it tells of a doubt
TEXTS = {
    **{
        f"{label}, {how.__name__}": (how(SAID, charset, label), SAID, False)
        for how in (quoted, based, eight_bit)
        for charset, label in (
            ("utf-8", "utf-8"),
            ("utf-8", "UTF8"),
            ("gb18030", "gb2312"),
            ("gb18030", "GBK"),
            ("gb18030", "gb18030"),
            ("gb18030", "x-gbk"),
            ("gb18030", "cp936"),
        )
    },
    "big5": (based(TRADITIONAL, "big5hkscs", "big5"), TRADITIONAL, False),
    "latin": (based(LATIN, "cp1252", "iso-8859-1"), LATIN, False),
    "japanese": (based("リレー故障", "iso2022_jp", "iso-2022-jp"), "リレー故障", False),
    "utf-8 as ascii": (text(SAID, label="us-ascii"), SAID, False),
    "gbk as utf-8": (text(SAID, "gb18030", label="utf-8"), SAID, True),
    "unknown": (text(SAID, "gb18030", label="x-unknown-42"), SAID, True),
    "no text charset": (text(SAID, label="base64"), SAID, True),
    "strange label": (text(SAID, label="utf-8\x01?"), SAID, False),
    "none, utf-8": (part(b"Content-Type: text/plain", body=SAID.encode()), SAID, False),
    "none, gbk": (
        part(b"Content-Type: text/plain", body=SAID.encode("gb18030")),
        SAID,
        True,
    ),
    "page that says it": (
        part(
            b"Content-Type: text/html",
            body=b"<html><meta charset=gbk>" + HTML.encode("gb18030") + b"</html>",
        ),
        "断路器烧坏了，陶喆",
        False,
    ),
    "no header at all": (b"\r\n" + SAID.encode(), SAID, False),
    "signs that are none": (text(b"broken \xff\xff\xfe off"), "off", True),
    "NUL": (text("bro\x00ken"), "broken", True),
    "control signs": (text("bro\x07\x1bken"), "broken", True),
    "unended base64": (
        part(
            b"Content-Type: text/plain; charset=utf-8",
            b"Content-Transfer-Encoding: base64",
            body=b"YnJva2Vu!!!YQ",
        ),
        "broken",
        True,
    ),
    "no end": (
        multipart("mixed", text(SAID)).replace(b"--b1--", b""),
        SAID,
        True,
    ),
    "encoding misspelt": (
        part(
            b"Content-Type: text/plain; charset=utf-8",
            b"Content-Transfer-Encoding: quoted_printable",
            body=encodestring(SAID.encode()),
        ),
        SAID,
        False,
    ),
    "encoding with a comment": (
        part(
            b"Content-Type: text/plain; charset=utf-8",
            b"Content-Transfer-Encoding: Base64; x=y",
            body=b64encode(SAID.encode()),
        ),
        SAID,
        False,
    ),
    "8 bit in two words": (
        part(
            b"Content-Type: text/plain; charset=utf-8",
            b"Content-Transfer-Encoding: 8 bit",
            body=SAID.encode(),
        ),
        SAID,
        False,
    ),
    "uuencode": (
        part(
            b"Content-Type: text/plain; charset=utf-8",
            b"Content-Transfer-Encoding: x-uuencode",
            body=b"begin 644 a\n" + b2a_uu(b"broken") + b"`\nend\n",
        ),
        "broken",
        False,
    ),
    "utf-16": (based(SAID, "utf-16", "utf-16"), SAID, False),
    "utf-7": (text(SAID, "utf-7"), SAID, False),
    "hz": (text("断路器坏了", "hz", label="hz-gb-2312"), "断路器坏了", False),
    "markdown alone": (text(SAID, kind=b"markdown"), SAID, False),
    "two kinds, none of them a page": (
        multipart(
            "alternative", text(SAID, kind=b"enriched"), text(SAID, kind=b"markdown")
        ),
        SAID,
        False,
    ),
    "page of AMP alone": (text(HTML, kind=b"x-amp-html"), "断路器烧坏了，陶喆", False),
    "kind that is none": (
        multipart("mixed", text(SAID)).replace(b"/mixed", b"/\x80ixed"),
        SAID,
        False,
    ),
    "no parts": (
        part(b"Content-Type: multipart/mixed; boundary=nowhere", body=SAID.encode()),
        SAID,
        True,
    ),
}

SUBJECTS = {
    "utf-8": (word(SAID, "utf-8"), SAID),
    "gb2312": (word(SAID, "gb18030", "gb2312"), SAID),
    "8 bit, utf-8": (SAID.encode(), SAID),
    "8 bit, gbk": (SAID.encode("gb18030"), SAID),
    "a sign in two words": (
        b"=?utf-8?B?5pat6Lev5Zk=?=\r\n =?utf-8?B?qOeDp+Wdjw==?=",
        "断路器烧坏",
    ),
    "unknown": (word("坏了", "gb18030", "x-unknown"), "坏了"),
    "NUL": (word("a\x00b", "utf-8"), "ab"),
    "broken word": (b"=?utf-8?B?YQ?= c =?utf-8?Q?=ZZ?=", "a c =ZZ"),
    "folded": (b"Relay\r\n fails", "Relay fails"),
    "blank": (word(" \u3000", "utf-8"), "(no subject)"),
    "zero width": (word("\u200b\ufeff", "utf-8"), "(no subject)"),
    "long": (b"R" * 300, "R" * 300),
    "too long to be shown": (b"R" * 2000, "R" * 300 + "…"),
    "emoji": (word("🎉𠮷", "utf-8"), "🎉𠮷"),
}

# a file of the e-mail -> its name and content with the case; None: it is left out
FILES = {
    "named": (picture(b'Content-Disposition: attachment; filename="r.png"'), "r.png"),
    "nameless": (picture(b"Content-Disposition: attachment"), "image.png"),
    "nameless, inline": (picture(b"Content-ID: <1>"), "image.png"),
    "name in gbk": (
        picture(
            b'Content-Disposition: attachment; filename="'
            + word("烧坏.png", "gb18030", "gb2312")
            + b'"'
        ),
        "烧坏.png",
    ),
    "name in 8 bit": (
        picture(
            b'Content-Disposition: attachment; filename="%s"'
            % "烧坏.png".encode("gb18030")
        ),
        "烧坏.png",
    ),
    "name of RFC 2231": (
        picture(
            b"Content-Disposition: attachment;"
            b" filename*0*=gb2312''%C9%D5; filename*1*=%BB%B5.png"
        ),
        "烧坏.png",
    ),
    "name in the type": (
        picture(kind=b'image/png; name="' + word("图.png", "utf-8") + b'"'),
        "图.png",
    ),
    "name with a path": (
        picture(b'Content-Disposition: attachment; filename="..\\\\C:\\\\a/b.png"'),
        "b.png",
    ),
    "picture without suffix": (
        picture(
            b'Content-Disposition: attachment; filename="photo"',
            kind=b"application/octet-stream",
            body=JPEG,
        ),
        "photo.jpg",
    ),
    **{
        f"as {suffix}": (
            part(
                b"Content-Type: application/octet-stream",
                b'Content-Disposition: attachment; filename="f%s"' % suffix.encode(),
                body=JPEG,
                base64=True,
            ),
            f"f{suffix}",
        )
        for suffix in (".jfif", ".ofd", ".tif", ".3gp", ".heic", ".amr", ".wps")
    },
    "winmail.dat": (
        part(
            b'Content-Type: application/ms-tnef; name="winmail.dat"',
            body=b"\x78\x9f\x3e\x22" + b"\x00" * 20,
            base64=True,
        ),
        "winmail.dat",
    ),
    "e-mail in the e-mail": (
        part(
            b"Content-Type: message/rfc822",
            body=b"From: a@b.example\r\nSubject: Before\r\n\r\nIt failed before",
        ),
        "Before.eml",
    ),
    "invitation": (
        part(b"Content-Type: text/calendar; method=REQUEST", body=b"BEGIN:VCALENDAR"),
        "text.ics",
    ),
    "program": (
        part(
            b'Content-Type: application/octet-stream; name="run.exe"',
            body=b"MZ" + b"\x00" * 80,
            base64=True,
        ),
        None,
    ),
    "program as a picture": (
        part(
            b'Content-Type: image/png; name="photo.png"',
            body=b"\x7fELF\x02\x01\x01"
            + b"\x00" * 9
            + b"\x02\x00\x3e\x00"
            + b"\x00" * 80,
            base64=True,
        ),
        None,
    ),
    "page": (
        part(
            b'Content-Type: text/html; name="page.html"',
            body=b"<html><script>x()</script></html>",
        ),
        None,
    ),
}

# the structures that mail programs give the same text and picture
INLINE = multipart(
    "related",
    text('<p>见图</p><img src="cid:one">', kind=b"html"),
    picture(b"Content-ID: <one>", b'Content-Disposition: inline; filename="1.png"'),
)
STRUCTURES = {
    "Outlook": multipart(
        "related",
        multipart(
            "alternative",
            text("见图"),
            text('<p>见图</p><img src="cid:image001.png@01">', kind=b"html"),
            boundary=b"----=_Inner",
        ),
        picture(
            b"Content-ID: <image001.png@01>",
            kind=b'image/png; name="image001.png"',
        ),
        boundary=b"----=_NextPart_000",
        extra=b'; type="multipart/alternative"',
    ),
    "Foxmail": multipart(
        "mixed",
        multipart(
            "alternative",
            based("见图", "gb18030", "GB2312"),
            part(
                b'Content-Type: text/html; charset="GB2312"',
                body='<div>见图</div><img src="cid:_Foxmail.1@x">'.encode("gb18030"),
                base64=True,
            ),
            boundary=b"=====003_Dragon=====",
        ),
        picture(
            b"Content-ID: <_Foxmail.1@x>",
            kind=b'image/png; name="InsertPic_.png"',
        ),
        boundary=b"=====001_Dragon=====",
    ),
    "QQ": multipart(
        "mixed",
        multipart(
            "related",
            multipart(
                "alternative",
                based("见图", "gb18030", "gb18030"),
                part(
                    b'Content-Type: text/html; charset="gb18030"',
                    body='<div>见图</div><img src="cid:0@foxmail.com">'.encode(
                        "gb18030"
                    ),
                    base64=True,
                ),
                boundary=b"----=_NextPart_3",
            ),
            picture(
                b"Content-ID: <0@foxmail.com>",
                kind=b'image/png; name="'
                + word("截图.png", "gb18030", "gb18030")
                + b'"',
            ),
            boundary=b"----=_NextPart_2",
        ),
        boundary=b"----=_NextPart_1",
    ),
    "163": multipart(
        "mixed",
        multipart(
            "alternative",
            based("见图", "gb18030", "GBK"),
            part(
                b"Content-Type: text/html; charset=GBK",
                body="<div>见图</div>".encode("gb18030"),
                base64=True,
            ),
            boundary=b"----=_Part_2",
        ),
        picture(
            b'Content-Disposition: attachment; filename="'
            + word("图.png", "gb18030", "GBK")
            + b'"'
        ),
        boundary=b"----=_Part_1",
    ),
    "iPhone": multipart(
        "mixed",
        text("见图"),
        picture(b'Content-Disposition: inline; filename="IMG_1.png"'),
        text("发自我的 iPhone"),
        boundary=b"Apple-Mail-1",
    ),
    "Gmail": multipart(
        "mixed",
        multipart(
            "related",
            multipart(
                "alternative",
                text("见图 [image: 1.png]"),
                text('<div>见图<img src="cid:ii_1"></div>', kind=b"html"),
                boundary=b"0003",
            ),
            picture(
                b"Content-ID: <ii_1>",
                b'Content-Disposition: inline; filename="1.png"',
                b"X-Attachment-Id: ii_1",
            ),
            boundary=b"0002",
        ),
        boundary=b"0001",
    ),
    "link in other letters": multipart(
        "related",
        text('<p>见图</p><img src="CID:Image001.png%4001DAB">', kind=b"html"),
        picture(b"Content-ID: <image001.png@01DAB>", kind=b'image/png; name="1.png"'),
    ),
    "link with a blank": multipart(
        "related",
        text('<p>见图</p><img src="cid:pic two@x">', kind=b"html"),
        picture(b"Content-ID: <pic two@x>", kind=b'image/png; name="1.png"'),
    ),
    "link to a place": multipart(
        "related",
        text('<p>见图</p><img alt="cid:" src="photo1.png">', kind=b"html"),
        picture(b"Content-Location: photo1.png", kind=b'image/png; name="photo1.png"'),
    ),
    "picture in the page itself": text(
        f'<p>见图</p><img alt="cid:" src="data:image/png;base64,{PNG_TEXT}">',
        kind=b"html",
    ),
    "signed (S/MIME)": multipart(
        "signed",
        multipart("mixed", text("见图"), picture(kind=b"image/png"), boundary=b"in"),
        part(
            b'Content-Type: application/pkcs7-signature; name="smime.p7s"',
            body=b"0\x82",
            base64=True,
        ),
        extra=b'; protocol="application/pkcs7-signature"; micalg=sha-256',
    ),
    "signed (PGP)": multipart(
        "signed",
        multipart("mixed", text("见图"), picture(kind=b"image/png"), boundary=b"in"),
        part(
            b'Content-Type: application/pgp-signature; name="signature.asc"',
            body=b"-----BEGIN PGP SIGNATURE-----",
        ),
        extra=b'; protocol="application/pgp-signature"',
    ),
}


class TestMailReading(MailMixin, OfficeCase):
    posts = ("service_clerk", "customer_service_manager")

    @contextmanager
    def row(self, name):
        """A row of a table, what it does being undone."""
        with self.subTest(name), closing(self.env.cr.savepoint()) as savepoint:
            yield
            savepoint.rollback()
            self.env.invalidate_all()

    def assertKept(self, case, raw):
        self.assertEqual(b64decode(case.email_ids.content), raw)

    def test_texts(self):
        for kind, (content, said, doubtful) in TEXTS.items():
            with self.row(kind):
                raw = self.mail(content)
                case = self.take_in(raw)
                self.assertIn(said, case.description)
                self.assertIn(
                    said, case.message_ids.filtered("author_id.email")[:1].body
                )
                self.assertEqual(
                    bool(case.email_ids.note), doubtful, case.email_ids.note
                )
                self.assertEqual("About the e-mail" in self.log(case), doubtful)
                self.assertKept(case, raw)

    def log(self, case):
        return " ".join(case.message_ids.mapped("body"))

    def test_subjects(self):
        for kind, (subject, name) in SUBJECTS.items():
            with self.row(kind):
                case = self.take_in(self.mail(text("It fails."), subject=subject))
                self.assertEqual(case.name, name)

    def test_sender_in_chinese(self):
        senders = {
            "gbk": word("王伟", "gb18030", "gb2312") + b" <wang@new.example.com>",
            "8 bit": "王伟".encode("gb18030") + b" <wang@new.example.com>",
            "utf-8": '"王伟" <wang@new.example.com>'.encode(),
        }
        for kind, sender in senders.items():
            with self.row(kind):
                case = self.take_in(self.mail(text("It fails."), sender=sender))
                self.assertIn("王伟", case.email_from)
                self.assertIn("wang@new.example.com", case.email_from)

    def test_files(self):
        for kind, (content, name) in FILES.items():
            with self.row(kind):
                raw = self.mail(multipart("mixed", text("见图"), content))
                case = self.take_in(raw)
                self.assertIn("见图", case.description)
                files = self.files_of(case)
                self.assertEqual(files.mapped("name"), [name] if name else [])
                if not name:
                    self.assertIn("left out", self.log(case))
                self.assertKept(case, raw)

    def test_files_keep_their_bytes(self):
        for body in (PDF, PNG, SAID.encode("gb18030"), b"a\r\nb\nc\x00\xff"):
            file = part(
                b'Content-Type: text/plain; charset=gb2312; name="f.txt"',
                b"Content-Disposition: attachment",
                body=body,
                base64=True,
            )
            case = self.take_in(self.mail(multipart("mixed", text("见图"), file)))
            with self.subTest(body=body):
                self.assertEqual(self.files_of(case).raw, body)

    def test_structures(self):
        for kind, content in STRUCTURES.items():
            with self.row(kind):
                case = self.take_in(self.mail(content))
                self.assertIn("见图", case.description)
                files = self.files_of(case)
                pictures = files.filtered(lambda f: f.mimetype == "image/png")
                self.assertEqual(pictures.mapped("raw"), [PNG])
                if b"cid:" in content:
                    self.assertIn(f"/web/image/{pictures.id}", case.description)

    def test_deep_and_wide(self):
        nested, files = text(SAID), [picture(), picture(), picture()]
        for number in range(30):
            nested = multipart("mixed", nested, boundary=b"deep%d" % number)
        case = self.take_in(self.mail(multipart("mixed", nested, *files)))
        self.assertIn(SAID, case.description)
        self.assertEqual(len(self.files_of(case)), 3)

    def test_what_no_browser_would_show_is_cut(self):
        page = "<p>The beginning</p>" + "<p>It fails again.</p>" * 50_000
        raw = self.mail(text(page, kind=b"html"))
        case = self.take_in(raw)
        self.assertIn("The beginning", case.description)
        self.assertLess(len(case.description), 200_000)
        self.assertIn("very long", self.log(case))
        self.assertKept(case, raw)
        # pictures make a page no longer
        big = b64encode(PNG + b"\x00" * 300_000).decode()
        page = f'<p>The end</p><img src="data:image/png;base64,{big}"><p>ends</p>'
        case = self.take_in(self.mail(text(page, kind=b"html")))
        self.assertNotIn("very long", self.log(case))
        self.assertIn("/web/image/", case.description)

    def test_before_the_first_header(self):
        mail = self.mail(text(SAID))
        before = {
            "mark of an editor": b"\xef\xbb\xbf",
            "empty lines": b"\r\n\r\n",
            "line of a mailbox": b"From li.na@customer.example.com Mon Sep 1 2026\r\n",
            "both": b"\xef\xbb\xbfFrom li.na@customer.example.com Mon Sep 1 2026\r\n",
        }
        for kind, extra in before.items():
            with self.row(kind):
                case = self.take_in(extra + mail)
                self.assertEqual(case.partner_id, self.customer)
                self.assertEqual(case.name, "Relay fails")

    def test_sender_who_stands_elsewhere(self):
        address = b"wang@new.example.com"
        senders = {
            "Sender": (b"", b"Sender: " + address),
            "Reply-To": ("王伟".encode(), b"Reply-To: <" + address + b">"),
            "Return-Path": (b"nobody", b"Return-Path: <" + address + b">"),
        }
        for kind, (sender, header) in senders.items():
            with self.row(kind):
                mail = self.mail(text("It fails."), sender=sender, headers=[header])
                case = self.take_in(mail)
                self.assertIn(address.decode(), case.email_from)
                self.assertIn("who sent it", case.email_ids.note)

    def test_sender_who_is_nobody(self):
        for sender in (b"", "王伟".encode(), b"<>", b"nobody at nowhere"):
            with self.row(sender):
                case = self.take_in(self.mail(text("It fails."), sender=sender))
                self.assertFalse(case.partner_id)
                self.assertNotIn("@", case.email_from or "")
                self.assertIn("no sender", " ".join(self.summaries(case)))
                message = case.message_ids.filtered(lambda m: m.message_type == "email")
                self.assertFalse(message.author_id)
                self.assertTrue(message.email_from)

    def summaries(self, case):
        return [summary for summary in case.activity_ids.mapped("summary") if summary]

    def test_office_reads_in_its_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.company.partner_id.lang = "zh_CN"
        raw = self.mail(text("broken \x00"), sender=b"", subject=b"")
        case = self.take_in(raw)
        told = [case.name, self.log(case), case.email_ids.note, *self.summaries(case)]
        for said in told:
            self.assertRegex(said, "[\u4e00-\u9fff]{3}")

    def test_encrypted_is_kept_whole(self):
        wrapped = part(
            b'Content-Type: application/pkcs7-mime; name="smime.p7m"',
            body=b"0\x82\x01",
            base64=True,
        )
        raw = self.mail(wrapped)
        case = self.take_in(raw)
        self.assertEqual(self.files_of(case).mapped("name"), ["smime.p7m"])
        self.assertKept(case, raw)

    def test_inputs_kept_as_files(self):
        case = self.take_in(self.shared("gbk_labelled_gb2312.eml"))
        self.assertIn("陶喆", case.name)
        for name in ("朱镕基", "陶喆", "李堃", "𠮷"):
            self.assertIn(name, case.description)
        raw = self.shared("unknown_charset.eml")
        case = self.take_in(raw)
        self.assertIn("断路器坏了", case.description)
        self.assertKept(case, raw)
        self.assertEqual(self.take_in(self.shared("nul_subject.eml")).name, "ab")
        case = self.take_in(self.shared("inline_nameless.eml"))
        self.assertEqual(self.files_of(case).mapped("name"), ["image.png"])

    def test_picture_in_the_text_shows_everywhere(self):
        case = self.take_in(self.shared("inline_named.eml"))
        picture = self.files_of(case)
        self.assertIn(f'src="/web/image/{picture.id}?access_token=', case.description)
        report = self.env.ref("marketing_office.mkt_complaint_report")
        page = self.env["ir.actions.report"]._render_qweb_html(report, case.ids)[0]
        self.assertIn(f"/web/image/{picture.id}", page.decode())

    def test_large_file_is_noted(self):
        self.company.mkt_attachment_mb = 1
        file = picture(
            b'Content-Disposition: attachment; filename="large.png"',
            body=PNG + b"\x00" * (1024 * 1024),
        )
        case = self.take_in(self.mail(multipart("mixed", text("见图"), file)))
        self.assertFalse(self.files_of(case))
        self.assertIn("large.png", self.log(case))

    def test_without_message_id_it_is_known_again(self):
        raw = self.mail(text("It fails."))
        raw = b"\r\n".join(
            line for line in raw.split(b"\r\n") if not line.startswith(b"Message-ID")
        )
        self.assertTrue(self.take_in(raw))
        self.assertFalse(self.take_in(raw))

    def test_same_message_id_of_another(self):
        """Forms on the web give all their e-mails one number."""
        first = self.mail(text("Relay 1 fails"))
        number = first.split(b"Message-ID: ")[1].split(b"\r\n")[0]
        second = self.mail(text("Relay 2 fails"))
        other = second.split(b"Message-ID: ")[1].split(b"\r\n")[0]
        second = second.replace(other, number)
        self.assertTrue(self.take_in(first))
        case = self.take_in(second)
        self.assertIn("Relay 2", case.description)
        self.assertIn("another e-mail", case.email_ids.note)
        self.assertKept(case, second)
        for again in (first, second):
            with self.subTest("by another way"):
                way = b"Received: from relay\r\nDelivered-To: x@office.example.com\r\n"
                self.assertFalse(self.take_in(way + again))

    def test_default_values_that_are_wrong(self):
        """The customer does not pay for a mistake in the set-up."""
        for defaults in (
            {"company_id": 999999},
            {"kind": "nonsense"},
            {"received_at": "2099-01-01 00:00:00"},
            {"unknown": 1},
        ):
            self.alias.alias_defaults = repr(defaults)
            with self.subTest(defaults), mute_logger("odoo.sql_db"):
                case = self.take_in(self.mail(text("It fails.")))
                self.assertIn("It fails.", case.description)
                self.assertEqual(case.company_id, self.company)

    def test_what_the_host_cannot_process_is_a_case(self):
        threads = type(self.env["mail.thread"])

        def fail(*args, **kwargs):
            raise KeyError("strange")

        self.patch(threads, "_message_parse_extract_payload", fail)
        raw = self.mail(text(SAID), subject=SAID.encode("gb18030"))
        with mute_logger("odoo.addons.marketing_office"):
            case = self.take_in(raw)
            self.assertFalse(self.take_in(raw))
        self.assertEqual(case.name, SAID)
        self.assertIn(SAID, case.description)
        self.assertIn("li.na@customer.example.com", case.email_from)
        self.assertIn("strange", self.log(case))
        self.assertKept(case, raw)

    def test_what_is_not_for_cases_fails_as_ever(self):
        with self.assertRaises(ValueError):
            self.take_in(self.mail(text(SAID), to="nobody@elsewhere.example.com"))

    def test_originals_are_forgotten_after_the_companys_time(self):
        case = self.take_in(self.mail(text("It fails.")))
        self.env.cr.execute(
            "UPDATE mkt_complaint_email SET create_date = '2020-01-01' WHERE id = %s",
            case.email_ids.ids,
        )
        self.env.invalidate_all()
        self.company.mkt_email_days = 0
        self.env["mkt.complaint.email"]._gc_old()
        self.assertTrue(case.email_ids.exists())
        self.company.mkt_email_days = 365
        self.env["mkt.complaint.email"]._gc_old()
        self.assertFalse(case.email_ids.exists())
