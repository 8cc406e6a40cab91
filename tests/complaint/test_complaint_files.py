"""Files of customers: what is allowed is kept, what is not is refused or named."""

from email.message import EmailMessage

from odoo.exceptions import AccessError, UserError, ValidationError

from ..common import OfficeCase, OfficeHttpCase


class TestMailedFiles(OfficeCase):
    posts = ("customer_service_manager",)
    mail_disabled = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["mail.alias.domain"].create({"name": "office.example.com"})
        cls.customer = cls.make_customer()

    def receive(self, *files, **headers):
        message = EmailMessage()
        message["From"] = self.customer.email
        message["To"] = "service@office.example.com"
        message["Subject"] = "Relay burns"
        message["Message-Id"] = f"<{len(files)}.{id(message)}@customer.example.com>"
        for name, value in headers.items():
            message[name.replace("_", "-")] = value
        message.set_content("See the files")
        for file in files:
            if isinstance(file, EmailMessage):
                message.add_attachment(file, filename="forwarded.eml")
                continue
            name, content = file
            message.add_attachment(
                content, maintype="application", subtype="octet-stream", filename=name
            )
        thread = self.env["mail.thread"].message_process(None, message.as_bytes())
        return self.env["mkt.complaint"].browse(thread or [])

    def files(self, case):
        return self.env["ir.attachment"].search(
            [("res_model", "=", case._name), ("res_id", "=", case.id)]
        )

    def test_allowed_file_is_kept(self):
        case = self.receive(("照片.jpg", b"picture"))
        self.assertEqual(self.files(case).mapped("name"), ["照片.jpg"])

    def test_finished_cases_are_named_to_their_readers_alone(self):
        case = self.make_complaint(name="Secret subject")
        file = self.env["ir.attachment"].create(
            {"name": "a.txt", "raw": b"a", "res_model": case._name, "res_id": case.id}
        )
        case.state = "closed"
        vals = {"name": "b.txt"}
        with self.assertRaises(AccessError) as refused:
            file.with_user(self.make_user("outsider")).write(vals)
        self.assertNotIn("Secret subject", str(refused.exception))
        with self.assertRaises(UserError) as refused:
            file.with_user(self.users["customer_service_manager"]).write(vals)
        self.assertIn("Secret subject", str(refused.exception))

    def test_forbidden_file_is_left_out_and_named(self):
        case = self.receive(("virus.exe", b"MZ"), ("list.pdf", b"%PDF"))
        self.assertEqual(self.files(case).mapped("name"), ["list.pdf"])
        self.assertTrue(any("virus.exe" in m.body for m in case.message_ids))
        self.assertIn("See the files", case.description)

    def test_ten_megabytes_pass_eleven_do_not(self):
        case = self.receive(
            ("ten.pdf", b"x" * 10 * 2**20), ("eleven.pdf", b"x" * 11 * 2**20)
        )
        self.assertEqual(self.files(case).mapped("name"), ["ten.pdf"])
        self.assertTrue(any("eleven.pdf" in m.body for m in case.message_ids))

    def test_forwarded_mail_counts_with_its_size(self):
        inner = EmailMessage()
        inner["Subject"] = "Forwarded"
        inner.set_content("x" * 11 * 2**20)
        case = self.receive(inner)
        self.assertFalse(self.files(case))

    def test_automatic_answer_opens_no_case(self):
        for header, value in (
            ("Auto_Submitted", "auto-replied"),
            ("Precedence", "bulk"),
            ("X_Autoreply", "yes"),
        ):
            with self.subTest(header):
                self.assertFalse(self.receive(**{header: value}))

    def test_person_writing_with_the_harmless_header_opens_one(self):
        self.assertTrue(self.receive(Auto_Submitted="no"))

    def test_automatic_answer_to_a_case_is_logged_as_such(self):
        case = self.receive()
        first = case.message_ids.filtered(lambda m: m.message_type == "email")
        self.receive(Auto_Submitted="auto-replied", In_Reply_To=first.message_id)
        self.assertIn("out_of_office", case.message_ids.mapped("message_type"))
        self.assertEqual(case.customer_wrote_at, first.date)


class TestPortalFiles(OfficeHttpCase):
    posts = ("customer_service_manager",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = cls.make_portal_user()
        cls.case = cls.make_complaint(partner_id=cls.portal.partner_id.id)

    def upload(self, name, content):
        self.authenticate(self.portal.login, self.portal.login)
        return self.url_open(
            "/mail/attachment/upload",
            data={
                "thread_id": self.case.id,
                "thread_model": "mkt.complaint",
                "is_pending": "true",
                "csrf_token": self.csrf_token(),
            },
            files=[("ufile", (name, content, "application/octet-stream"))],
        ).json()

    def csrf_token(self):
        page = self.url_open("/my/complaints/new").text
        return (
            page.split('name="csrf_token"', 1)[1]
            .split('value="', 1)[1]
            .split('"', 1)[0]
        )

    def test_upload_beside_a_message(self):
        self.assertIn("data", self.upload("a.png", b"x"))
        self.assertIn("error", self.upload("a.exe", b"x"))
        self.assertIn("error", self.upload("a.png", b"x" * (10 * 2**20 + 1)))

    def test_no_way_round_the_upload(self):
        attachments = self.env["ir.attachment"].with_user(self.portal).sudo()
        with self.assertRaises(ValidationError):
            attachments.create(
                {
                    "name": "a.exe",
                    "raw": b"x",
                    "res_model": "mkt.complaint",
                    "res_id": self.case.id,
                }
            )

    def new_case(self, name, content):
        self.authenticate(self.portal.login, self.portal.login)
        return self.url_open(
            "/my/complaints/new",
            data={
                "csrf_token": self.csrf_token(),
                "name": "With a file",
                "kind": "complaint",
                "description": "Look at the file",
            },
            files=[("attachments", (name, content, "application/octet-stream"))],
        )

    def found(self):
        return self.env["mkt.complaint"].search([("name", "=", "With a file")])

    def test_new_case_with_a_file(self):
        self.new_case("a.png", b"x")
        self.assertEqual(
            self.found().message_ids.attachment_ids.mapped("name"), ["a.png"]
        )

    def test_refused_file_takes_the_case_back_and_keeps_the_words(self):
        page = self.new_case("a.exe", b"x")
        self.assertFalse(self.found())
        self.assertIn("a.exe", page.text)
        self.assertIn("Look at the file", page.text)
