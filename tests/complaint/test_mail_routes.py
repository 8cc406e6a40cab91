"""To which case an e-mail goes, who speaks for the customer, and who is told."""

from odoo.exceptions import ValidationError

from ..common import OfficeCase
from .case_steps import CaseStepsMixin
from .mail_case import ADDRESS, MailMixin, multipart, part, text

AUTOMATIC = {
    "RFC 3834": {"headers": [b"Auto-Submitted: auto-replied"]},
    "Outlook": {"headers": [b"X-Auto-Response-Suppress: All"]},
    "QQ": {"subject": "自动回复: 断路器坏了".encode()},
    "163": {"subject": "自动回复：断路器坏了".encode()},
    "brackets": {"subject": "【自动回复】".encode()},
    "English": {"subject": b"Automatic reply: Relay fails"},
    "receipt": {"subject": "已读: 断路器坏了".encode()},
    "receipt of QQ": {"subject": "邮件收条".encode()},
    "thrown away": {"subject": b"Not read: Relay fails"},
    "bounce of QQ": {
        "sender": b"PostMaster@qq.example",
        "subject": "系统退信/Systems bounce".encode(),
    },
    "bounce": {"sender": b"postmaster@x.example", "subject": b"Undeliverable: Relay"},
    "out of office": {"subject": b"Out of Office: Relay fails"},
}
# what stands in a subject that a person has written
BY_PEOPLE = (
    "已读合同，断路器仍然跳闸",
    "Read this: relay 5 fails",
    "退信：断路器",
    "自动回复系统坏了",
    "回复: 断路器坏了",
    "The automatic reply of relay 5 fails",
)

FORWARDED = {
    "Outlook": "-----原始邮件-----\n发件人: 王伟 <wang@new.example.com>\n收件人: x",
    "Foxmail": "发件人： 王伟 <wang@new.example.com>\n发送时间： 2026",
    "Gmail": "---------- Forwarded message ---------\nFrom: 王伟 <wang@new.example.com>",
    "iPhone": "开始转发的邮件：\n> 发件人: 王伟 <wang@new.example.com>",
    "by a colleague of ours before": "发件人: service_clerk@office.example.com\n\n"
    "> 发件人: service@office.example.com\n>> 发件人: 王伟 <wang@new.example.com>",
    "old Outlook": "From: 王伟 [mailto:wang@new.example.com]\nSent: x",
}


class TestMailRoutes(CaseStepsMixin, MailMixin, OfficeCase):
    posts = ("service_clerk", "customer_service_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls.users["service_clerk"]
        cls.manager = cls.users["customer_service_manager"]

    def open_case(self, state="acknowledged", **vals):
        case = self.make_complaint(
            partner_id=self.customer.id, user_id=self.clerk.id, **vals
        )
        case.state = state
        return case

    def reply(self, case, content="It is the third one.", **kwargs):
        """An answer to what we wrote to the customer."""
        told = case.message_post(body="We look at it", subtype_xmlid="mail.mt_comment")
        headers = [
            *kwargs.pop("headers", ()),
            b"In-Reply-To: " + told.message_id.encode(),
        ]
        self.assertFalse(
            self.take_in(self.mail(text(content), headers=headers, **kwargs))
        )
        return case.message_ids[0]

    def tasks(self, case):
        """What somebody is asked to do about the case, besides that it is new."""
        return case.activity_ids.filtered("summary")

    # ------------------------------------------------------------- automatic ones

    def test_automatic_answers_open_no_case(self):
        for kind, mail in AUTOMATIC.items():
            with self.subTest(kind):
                self.assertFalse(self.take_in(self.mail(text("I am away."), **mail)))

    def test_answer_to_an_invitation_opens_no_case(self):
        answer = part(
            b"Content-Type: text/calendar; method=REPLY; charset=utf-8",
            body=b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR",
        )
        content = multipart("alternative", text("Accepted"), answer)
        self.assertFalse(self.take_in(self.mail(content)))

    def test_what_did_not_reach_the_customer_is_somebodys_task(self):
        case = self.open_case()
        self.reply(case, "No such user", **AUTOMATIC["bounce of QQ"])
        self.assertIn("did not reach", self.tasks(case).summary)
        self.assertEqual(self.tasks(case).user_id, self.clerk)
        self.assertFalse(case.unsure_sender)

    def test_read_receipt_opens_no_case(self):
        receipt = multipart(
            "report",
            text("Read"),
            part(b"Content-Type: message/disposition-notification", body=b"x: y"),
            extra=b"; report-type=disposition-notification",
        )
        self.assertFalse(self.take_in(self.mail(receipt)))

    def test_automatic_answers_end_no_pause(self):
        for kind, mail in AUTOMATIC.items():
            case = self.open_case()
            case.with_user(self.clerk).action_pause("We ask for the number")
            with self.subTest(kind):
                self.reply(case, "I am away.", **mail)
                self.assertTrue(case.is_paused)
                self.assertFalse(case.customer_wrote_at)

    def test_people_write_of_automatic_things(self):
        for subject in BY_PEOPLE:
            with self.subTest(subject):
                mail = self.mail(text("It fails."), subject=subject.encode())
                self.assertTrue(self.take_in(mail))

    # ------------------------------------------------------------- who writes often

    def write_often(self, times, **kwargs):
        cases = self.env["mkt.complaint"]
        for number in range(times):
            subject = b"Relay %d fails" % number
            cases += self.take_in(
                self.mail(text("It fails."), subject=subject, **kwargs)
            )
        return cases

    def test_what_is_too_much_comes_to_one_case(self):
        sent = [("email_to", "ilike", self.customer.email)]
        cases = self.write_often(24)
        self.assertEqual(len(cases), 21)
        holding = cases.filtered("holds_emails")
        self.assertEqual(len(holding), 1)
        self.assertEqual(len(holding.email_ids), 4)
        self.assertTrue(self.tasks(holding))
        self.assertFalse(self.env["mail.mail"].search(sent))

    def test_trusted_senders_write_as_often_as_they_like(self):
        self.alias.mkt_trusted = "web.example.com\ncall@centre.example.com"
        for sender in (b"form@web.example.com", b"Calls <call@centre.example.com>"):
            with self.subTest(sender):
                machine = {"headers": [b"Auto-Submitted: auto-generated"]}
                cases = self.write_often(22, sender=sender, **machine)
                self.assertEqual(len(cases), 22)
        self.assertFalse(
            self.take_in(
                self.mail(
                    text("x"),
                    sender=b"form@other-web.example.com",
                    headers=[b"Auto-Submitted: auto-generated"],
                )
            )
        )

    def test_many_answers_on_one_case_are_all_kept(self):
        case = self.open_case()
        for number in range(22):
            message = self.reply(case, f"Word {number}")
            self.assertIn(f"Word {number}", message.body)

    # ------------------------------------------------------------- by number

    def test_number_in_the_subject(self):
        case = self.open_case()
        colleague = self.make_customer("Wu", parent_id=self.customer.id)
        for sender in (self.customer, colleague):
            mail = self.mail(
                text("It is the third one."),
                subject=f"回复: {case.number} 断路器".encode(),
                sender=sender.email_formatted.encode(),
            )
            with self.subTest(sender.name):
                self.assertFalse(self.take_in(mail))
                self.assertEqual(case.message_ids[0].author_id, sender)

    def test_number_as_people_type_it(self):
        case = self.open_case()
        wide = case.number.translate({n: n + 0xFEE0 for n in range(0x21, 0x7F)})
        for subject in (
            f"工单{case.number}的问题",
            f"Re: {case.number.lower()}",
            f"回复：{wide}",
            f"【{case.number}】",
        ):
            with self.subTest(subject):
                mail = self.mail(text("It is the third."), subject=subject.encode())
                self.assertFalse(self.take_in(mail))

    def test_number_from_somebody_unknown_is_suggested(self):
        case = self.open_case()
        new = self.take_in(
            self.mail(
                text("Me too"),
                subject=f"回复: {case.number}".encode(),
                sender=b"eve@strange.example.com",
            )
        )
        self.assertTrue(new)
        self.assertIn(case.number, self.tasks(new).summary)
        self.assertNotIn("Me too", " ".join(case.message_ids.mapped("body")))

    def test_number_in_what_goes_to_the_catch_all(self):
        """What the host would send back: an answer that has lost its references."""
        catchall = "catchall@office.example.com"
        case = self.open_case()
        mail = self.mail(
            text("It is the third one."),
            subject=f"回复: {case.number}".encode(),
            to=catchall,
        )
        self.assertFalse(self.take_in(mail))
        self.assertIn("third one", case.message_ids[0].body)
        new = self.take_in(
            self.mail(
                text("Me too"),
                subject=f"回复: {case.number}".encode(),
                sender=b"eve@strange.example.com",
                to=catchall,
            )
        )
        self.assertIn(case.number, self.tasks(new).summary)
        self.assertEqual(new.company_id, case.company_id)
        self.assertFalse(self.env["mail.mail"].search([("email_to", "ilike", "eve@")]))

    # ------------------------------------------------------------- by which address

    def test_answers_go_to_the_address_of_cases(self):
        self.env["ir.sequence"].search(
            [("code", "=", "mkt.complaint")]
        ).company_id = False
        own = self.alias.copy(
            {
                "alias_name": "service-b",
                "alias_defaults": repr({"company_id": self.company_b.id}),
            }
        )
        self.company_b.alias_domain_id = self.domain
        case_b = self.make_complaint(company_id=self.company_b.id)
        for case, address in (
            (self.open_case(), ADDRESS),
            (case_b, own.alias_full_name),
        ):
            told = case.message_post(body="x", subtype_xmlid="mail.mt_comment")
            with self.subTest(address):
                self.assertIn(f"<{address}>", told.reply_to)

    def test_without_an_address_of_cases_answers_go_where_the_host_says(self):
        self.alias.unlink()
        told = self.open_case().message_post(body="x", subtype_xmlid="mail.mt_comment")
        self.assertIn("catchall@office.example.com", told.reply_to)

    def test_blind_copies_that_the_mail_server_names(self):
        for header in (
            b"Delivered-To",
            b"X-Original-To",
            b"Envelope-To",
            b"X-Envelope-To",
            b"Apparently-To",
        ):
            for to in ("undisclosed-recipients:;", "boss@customer.example.com"):
                mail = self.mail(
                    text("It fails."),
                    to=to,
                    headers=[header + b": " + ADDRESS.encode()],
                )
                with self.subTest(header, to=to):
                    case = self.take_in(mail)
                    self.assertIn("It fails.", case.description)
                    self.assertEqual(case.name, "Relay fails")

    # ------------------------------------------------------------- on what is over

    def test_word_on_a_case_that_is_over_is_somebodys_task(self):
        for state in ("closed", "cancelled"):
            case = self.open_case(state)
            with self.subTest(state):
                self.reply(case)
                self.assertEqual(self.tasks(case).user_id, self.clerk)
                self.reply(case, "And another")
                self.assertEqual(len(self.tasks(case)), 1)

    # ------------------------------------------------------------- whose voice

    def test_private_address_counts_until_somebody_says_no(self):
        case = self.open_case()
        case.with_user(self.clerk).action_pause("We ask for the number")
        self.reply(case, sender=b"lina@private.example.com")
        self.assertFalse(case.is_paused)
        self.assertTrue(case.customer_wrote_at)
        self.assertIn("lina@private.example.com", case.unsure_sender)
        self.assertEqual(self.tasks(case).user_id, self.clerk)
        case.with_user(self.clerk).action_is_not_the_customer()
        self.assertTrue(case.is_paused)
        self.assertFalse(case.customer_wrote_at)
        self.assertFalse(case.unsure_sender)

    def test_private_address_that_is_the_customers(self):
        case = self.open_case()
        self.reply(case, sender=b"lina@private.example.com")
        case.with_user(self.clerk).action_is_the_customer()
        self.assertFalse(case.unsure_sender)
        self.assertTrue(case.customer_wrote_at)

    def test_colleague_of_ours_is_not_the_customer(self):
        case = self.open_case()
        case.with_user(self.clerk).action_pause("We ask for the number")
        self.reply(case, sender=self.manager.email_formatted.encode())
        self.assertTrue(case.is_paused)
        self.assertFalse(case.unsure_sender)

    # ------------------------------------------------------------- who is told

    def test_handler_who_has_left(self):
        case = self.open_case()
        assignments = self.env["mkt.post.assignment"]
        own = assignments.search([("user_id", "=", self.clerk.id)])
        # as time does it: by hand nobody moves what has begun
        self.env.cr.execute(
            "UPDATE mkt_post_assignment SET date_from = '2020-01-01',"
            " date_to = '2020-02-01' WHERE id = %s",
            own.ids,
        )
        self.env.invalidate_all()
        self.reply(case)
        self.assertEqual(self.tasks(case).user_id, self.manager)

    def test_clerk_who_forwards_is_not_the_customer(self):
        sender = self.clerk.email_formatted.encode()
        for kind, said in FORWARDED.items():
            with self.subTest(kind):
                case = self.take_in(self.mail(text(said), sender=sender))
                self.assertFalse(case.partner_id)
                self.assertIn("wang@new.example.com", case.email_from)
                self.assertFalse(self.tasks(case))

    def test_forwarded_as_a_page_or_file(self):
        page = (
            "<b>发件人：</b> 王伟 &lt;<a href='mailto:wang@new.example.com'>"
            "wang@new.example.com</a>&gt;<br><b>收件人：</b> x"
        )
        file = part(
            b"Content-Type: message/rfc822",
            body=b"From: Wang <wang@new.example.com>\r\nSubject: x\r\n\r\nIt fails",
        )
        sender = self.clerk.email_formatted.encode()
        for kind, content in (
            ("page", text(page, kind=b"html")),
            ("table", text(page.replace("</b>", "</b></td><td>"), kind=b"html")),
            ("file", multipart("mixed", text("See there"), file)),
        ):
            with self.subTest(kind):
                case = self.take_in(self.mail(content, sender=sender))
                self.assertIn("wang@new.example.com", case.email_from)
                self.assertFalse(self.tasks(case))

    def test_forwarded_from_a_customer_we_know(self):
        said = f"发件人: {self.customer.email_formatted}"
        sender = self.clerk.email_formatted.encode()
        case = self.take_in(self.mail(text(said), sender=sender))
        self.assertEqual(case.partner_id, self.customer)

    def test_forwarded_without_its_sender_is_asked_for(self):
        sender = self.clerk.email_formatted.encode()
        case = self.take_in(self.mail(text("See above"), sender=sender))
        self.assertFalse(case.partner_id)
        self.assertFalse(case.email_from)
        self.assertEqual(self.tasks(case).user_id, self.clerk)

    # ------------------------------------------------------------- numbers

    def test_numbers_of_the_company(self):
        self.env["ir.sequence"].create(
            {
                "name": "Cases of B",
                "code": "mkt.complaint",
                "prefix": "B-",
                "company_id": self.company_b.id,
            }
        )
        self.alias.alias_defaults = repr({"company_id": self.company_b.id})
        case = self.take_in(self.mail(text("It fails.")))
        self.assertTrue(case.number.startswith("B-"), case.number)

    def test_company_without_numbers(self):
        self.env["ir.sequence"].search([("code", "=", "mkt.complaint")]).active = False
        with self.assertRaisesRegex(ValidationError, "sequence"):
            self.alias.alias_defaults = repr({"company_id": self.company_b.id})
