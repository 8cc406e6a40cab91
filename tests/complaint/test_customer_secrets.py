"""Secrets of the customer's links in files and e-mails that customers send back to us."""

import base64
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

from ..common import OfficeCase

TOKEN = "0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0"
LINKS = (
    f"https://office.example.com/my/complaints/1?access_token={TOKEN}",
    f"https://office.example.com/rate/{TOKEN}/5",
    f"https://office.example.com/mail/view?res_id=1&amp;hash={TOKEN}",
    f"https://office.example.com/web/login?redirect=%2Frate%2F{TOKEN}%2F5",
)


class TestCustomerSecrets(OfficeCase):
    mail_disabled = False
    posts = ("service_clerk", "customer_service_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["mail.alias.domain"].create({"name": "office.example.com"})
        cls.customer = cls.make_customer()

    def quoting(self, encoding="quoted-printable", **headers):
        """An e-mail that quotes one of ours, as an answer or as a file."""
        message = EmailMessage(policy=SMTP)
        message["From"] = "Li Na <customer@customer.example.com>"
        message["To"] = "service@office.example.com"
        message["Subject"] = "Re: your decision"
        for name, value in headers.items():
            message[name.replace("_", "-")] = value
        text = "同意。" + " ".join(LINKS)
        message.set_content(text, cte=encoding)
        html = "".join(f'<a href="{link}">答复</a>' for link in LINKS)
        message.add_alternative(html, subtype="html", cte=encoding)
        return message

    def texts(self, content):
        """All texts of an e-mail, decoded, with those of the e-mails in it."""
        for part in message_from_bytes(content).walk():
            if not part.is_multipart():
                data = part.get_payload(decode=True) or b""
                if (part.get_filename() or "").endswith(".eml"):
                    yield from self.texts(data)
                else:
                    yield data.decode("utf-8", "replace")

    def assertNoSecret(self, *texts):
        for text in texts:
            self.assertNotIn(TOKEN, text)
            self.assertNotIn(TOKEN[:8], text)

    def files(self, case):
        return self.env["ir.attachment"].search(
            [("res_model", "=", case._name), ("res_id", "=", case.id)]
        )

    def receive(self, message):
        case = self.env["mail.thread"].message_process(None, message.as_bytes())
        return self.env["mkt.complaint"].browse(case)

    def test_the_original(self):
        for number, encoding in enumerate(("quoted-printable", "base64", "8bit")):
            message = self.quoting(encoding, Message_Id=f"<{number}.a@c.example.com>")
            message.add_attachment(b"\x00\xff", "image", "png", filename="p.png")
            case = self.receive(message)
            [original] = case.email_ids
            content = base64.b64decode(original.content)
            texts = list(self.texts(content))
            with self.subTest(encoding):
                self.assertNoSecret(*texts, case.description, original.note)
                self.assertIn("同意。", texts[0])
                self.assertIn("/my/complaints/1?access_token=", texts[0])
                self.assertTrue(original.note)
                parts = {
                    part.get_content_type(): part.get_payload(decode=True)
                    for part in message_from_bytes(content).walk()
                }
                self.assertEqual(parts["image/png"], b"\x00\xff")

    def test_the_same_original_twice_is_one(self):
        message = self.quoting(Message_Id="<twice@customer.example.com>")
        case = self.receive(message)
        self.receive(message)
        self.assertEqual(len(case.email_ids), 1)
        originals = case.email_ids.search([("message_id", "like", "twice@")])
        self.assertEqual(originals, case.email_ids)
        cases = case.search([("partner_id", "=", self.customer.id)])
        self.assertEqual(cases, case)

    def test_an_original_without_links_is_kept_as_it_came(self):
        message = EmailMessage(policy=SMTP)
        message["From"] = "customer@customer.example.com"
        message["To"] = "service@office.example.com"
        message["Message-Id"] = "<plain@customer.example.com>"
        message["Subject"] = "Token = password? See /rates"
        message.set_content("The token is lost, the hash too.\n" * 3)
        [original] = self.receive(message).email_ids
        self.assertEqual(base64.b64decode(original.content), message.as_bytes())
        self.assertFalse(original.note)

    def test_attached_emails_and_texts(self):
        message = EmailMessage(policy=SMTP)
        message["From"] = "customer@customer.example.com"
        message["To"] = "service@office.example.com"
        message["Message-Id"] = "<forward@customer.example.com>"
        message["Subject"] = "Fwd"
        message.set_content("See the files")
        inner = self.quoting(Message_Id="<inner@office.example.com>")
        message.add_attachment(inner, filename="attached.eml")
        message.add_attachment(
            inner.as_bytes(), "application", "octet-stream", filename="saved.eml"
        )
        message.add_attachment(LINKS[0], filename="links.txt")
        case = self.receive(message)
        files = self.files(case)
        self.assertEqual(len(files), 3)
        for file in files:
            with self.subTest(file.name):
                texts = list(self.texts(file.raw))
                self.assertNoSecret(*texts, file.index_content or "")
        content = base64.b64decode(case.email_ids.content)
        self.assertNoSecret(*self.texts(content))

    def test_files_that_come_to_a_case_later(self):
        case = self.make_complaint(partner_id=self.customer.id)
        file = self.env["ir.attachment"].create(
            {"name": "a.txt", "raw": LINKS[0].encode()}
        )
        self.assertIn(TOKEN.encode(), file.raw)
        file.write({"res_model": case._name, "res_id": case.id})
        self.assertNotIn(TOKEN.encode(), file.raw)

    def test_files_elsewhere_stay(self):
        content = self.quoting().as_bytes()
        file = self.env["ir.attachment"].create(
            {
                "name": "a.eml",
                "raw": content,
                "res_model": "res.partner",
                "res_id": self.customer.id,
            }
        )
        self.assertEqual(file.raw, content)

    def test_on_a_closed_case(self):
        case = self.make_complaint(partner_id=self.customer.id)
        case.state = "closed"
        case.message_post(
            author_id=self.customer.id,
            message_type="email",
            attachments=[("a.eml", self.quoting().as_bytes())],
        )
        self.assertNoSecret(*self.texts(self.files(case).raw))
