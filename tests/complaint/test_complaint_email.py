from email.message import EmailMessage
from email.policy import SMTP

from ..common import OfficeCase

PNG = b"\x89PNG\r\n\x1a\n0000"


class TestComplaintEmail(OfficeCase):
    """Real e-mails go in at the mail gateway and come out as cases."""

    posts = ("service_clerk",)
    mail_disabled = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        domain = cls.env["mail.alias.domain"].create({"name": "office.example.com"})
        cls.company.alias_domain_id = domain
        cls.alias = cls.env.ref("marketing_office.mail_alias_complaint")
        cls.alias.alias_domain_id = domain
        cls.clerk = cls.users["service_clerk"]
        cls.customer = cls.make_customer("Li Na")
        cls.sent = 0

    def email(
        self,
        subject="Relay fails",
        sender=None,
        text="It fails.",
        charset="utf-8",
        **headers,
    ):
        type(self).sent += 1
        email = EmailMessage(policy=SMTP)
        if subject is not None:
            email["Subject"] = subject
        email["From"] = sender or self.customer.email_formatted
        email["To"] = "service@office.example.com"
        email["Message-Id"] = f"<{self.sent}.{self.id()}@customer.example.com>"
        for name, value in headers.items():
            email[name.replace("_", "-")] = value
        email.set_content(text, charset=charset)
        return email

    def receive(self, email):
        """The case that the e-mail opened; no case if it opened none."""
        complaints = self.env["mkt.complaint"]
        before = complaints.search([])
        raw = email if isinstance(email, bytes) else email.as_bytes()
        # what goes wrong is recorded on the alias, in a transaction of its own
        with self.enter_registry_test_mode():
            complaints.env["mail.thread"].message_process(False, raw)
        return complaints.search([]) - before

    def test_known_customer(self):
        complaint = self.receive(self.email())
        self.assertRecordValues(
            complaint,
            [
                {
                    "name": "Relay fails",
                    "partner_id": self.customer.id,
                    "email_from": self.customer.email_formatted,
                    "channel": "email",
                    "kind": "complaint",
                    "state": "received",
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertTrue(complaint.number)
        self.assertIn("It fails.", complaint.description)

    def test_clerk_finds_it(self):
        complaint = self.receive(self.email())
        self.assertTrue(complaint.with_user(self.clerk).has_access("write"))

    def test_unknown_sender_becomes_a_contact_when_acknowledged(self):
        complaint = self.receive(self.email(sender="Wang Wei <wang@new.example.com>"))
        self.assertFalse(complaint.partner_id)
        complaint.with_user(self.clerk).action_acknowledge()
        self.assertEqual(complaint.partner_id.email, "wang@new.example.com")
        self.assertEqual(complaint.partner_id.name, "Wang Wei")

    def test_chinese_in_either_encoding(self):
        for charset in ("utf-8", "gb18030"):
            email = self.email(text="继电器两周后失效。", charset=charset)
            del email["Subject"]
            raw = email.as_bytes()
            subject = self._encoded("继电器故障", charset)
            complaint = self.receive(b"Subject: " + subject + b"\r\n" + raw)
            with self.subTest(charset=charset):
                self.assertEqual(complaint.name, "继电器故障")
                self.assertIn("继电器两周后失效。", complaint.description)

    def _encoded(self, text, charset):
        from base64 import b64encode

        encoded = b64encode(text.encode(charset))
        return b"=?%s?B?%s?=" % (charset.encode(), encoded)

    def test_attachment_is_kept(self):
        email = self.email()
        email.add_attachment(PNG, maintype="image", subtype="png", filename="relay.png")
        complaint = self.receive(email)
        attachments = self.env["ir.attachment"].search(
            [("res_model", "=", "mkt.complaint"), ("res_id", "=", complaint.id)]
        )
        self.assertEqual(attachments.filtered(lambda a: a.name == "relay.png").raw, PNG)

    def test_no_subject(self):
        for subject in ("", None):
            with self.subTest(subject=subject):
                self.assertTrue(self.receive(self.email(subject=subject)).name)

    def test_script_is_taken_out(self):
        email = self.email()
        email.add_alternative(
            "<p>It fails</p><script>alert(1)</script><img src=x onerror=alert(2)>",
            subtype="html",
        )
        complaint = self.receive(email)
        self.assertIn("It fails", complaint.description)
        self.assertNotIn("<script", complaint.description)
        self.assertNotIn("onerror", complaint.description)

    def test_reply_lands_on_the_case(self):
        complaint = self.receive(self.email())
        complaint.with_user(self.clerk).action_acknowledge()
        told = complaint.message_ids.filtered(lambda m: self.customer in m.partner_ids)
        reply = self.email("Re: Relay fails", text="It is the third one.")
        reply["In-Reply-To"] = told[0].message_id
        reply["References"] = told[0].message_id
        self.assertFalse(self.receive(reply))
        self.assertIn("third one", complaint.message_ids[0].body)
        self.assertEqual(complaint.message_ids[0].author_id, self.customer)

    def test_same_email_twice_is_one_case(self):
        email = self.email()
        self.assertTrue(self.receive(email))
        self.assertFalse(self.receive(email))

    def test_automatic_answer_opens_no_case(self):
        for headers in (
            {"Auto_Submitted": "auto-replied"},
            {"Precedence": "bulk"},
            {"X_Autoreply": "yes"},
        ):
            with self.subTest(headers=headers):
                self.assertFalse(self.receive(self.email(**headers)))

    def test_person_with_harmless_headers_opens_a_case(self):
        self.assertTrue(self.receive(self.email(Auto_Submitted="no")))

    def test_loop_of_one_sender_is_kept_on_one_case(self):
        opened = [self.receive(self.email(f"Loop {i}")) for i in range(22)]
        self.assertEqual([bool(c) for c in opened], [True] * 21 + [False])

    def test_another_sender_is_not_stopped(self):
        for i in range(20):
            self.make_complaint(name=f"Loop {i}", email_from=self.customer.email)
        self.assertTrue(self.receive(self.email(sender="wang@new.example.com")))

    def test_customer_of_another_company(self):
        self.customer.company_id = self.company_b
        self.assertTrue(self.receive(self.email()))

    def test_sender_is_a_colleague(self):
        self.assertTrue(self.receive(self.email(sender=self.clerk.email_formatted)))

    def test_defaults_of_an_alias_set_no_governed_field(self):
        self.alias.alias_defaults = "{'state': 'closed', 'kind': 'service_request'}"
        complaint = self.receive(self.email())
        self.assertEqual(complaint.state, "received")
        self.assertEqual(complaint.kind, "service_request")
