"""The way of an e-mail through real mail servers: fetched from one, sent to another."""

import email
from email import policy
from unittest.mock import patch

from odoo.tools import mute_logger

from ..common import OfficeCase
from ..mail_servers import PASSWORD, USER, Mailbox, Postbox
from .mail_case import MailMixin, text


class TestMailServers(MailMixin, OfficeCase):
    posts = ("service_clerk", "customer_service_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mailbox = cls.enterClassContext(Mailbox())

    def setUp(self):
        super().setUp()
        self.server = self.env["fetchmail.server"].create(
            {
                "name": "Service",
                "server_type": "imap",
                "server": "127.0.0.1",
                "port": self.mailbox.port,
                "is_ssl": False,
                "user": USER,
                "password": PASSWORD,
            }
        )
        self.server.button_confirm_login()
        self.mailbox.empty()
        self.before = self.env["mkt.complaint"].search([])

    def fetch(self):
        """What the host's scheduled action does."""
        cron = self.env.ref("mail.ir_cron_mail_gateway_action")
        with (
            self.enter_registry_test_mode(),
            mute_logger("odoo.addons.mail.models.fetchmail"),
        ):
            cron.method_direct_trigger()
        self.env.invalidate_all()
        return self.env["mkt.complaint"].search([]) - self.before

    def reported(self, said="could not be taken in"):
        manager = self.users["customer_service_manager"].partner_id
        return self.env["mail.message"].search(
            [
                ("message_type", "=", "user_notification"),
                ("partner_ids", "in", manager.ids),
                ("subject", "ilike", said),
            ]
        )

    def test_fetched_from_a_mailbox(self):
        self.mailbox.put(self.mail(text("断路器坏了", "gb18030", label="gb2312")))
        case = self.fetch()
        self.assertIn("断路器坏了", case.description)
        self.assertEqual(case.partner_id, self.customer)
        self.assertEqual(self.mailbox.flags(), [{b"\\Seen"}])

    def test_bad_email_stops_no_other_and_waits(self):
        complaints = type(self.env["mkt.complaint"])
        create = complaints.create

        def fail(records, values):
            if "Fatal" in str(values):
                raise RuntimeError("no room")
            return create(records, values)

        mails = [b"Before", b"Fatal", b"After"]
        self.mailbox.put(*(self.mail(text("x"), subject=name) for name in mails))
        with patch.object(complaints, "create", fail):
            cases = self.fetch()
            self.assertEqual(set(cases.mapped("name")), {"Before", "After"})
            seen = [b"\\Seen" in flags for flags in self.mailbox.flags()]
            self.assertEqual(seen, [True, False, True])
            self.assertIn("Fatal", self.reported().body)
            # tried again after what is new, and reported once
            self.mailbox.put(self.mail(text("x"), subject=b"Later"))
            self.assertIn("Later", self.fetch().mapped("name"))
            self.assertEqual(len(self.reported()), 1)
        self.assertIn("Fatal", self.fetch().mapped("name"))
        self.assertTrue(all(b"\\Seen" in flags for flags in self.mailbox.flags()))

    def test_mailbox_of_an_address_of_cases(self):
        """A blind copy names nobody whom the office knows."""
        self.mailbox.put(self.mail(text("x"), to="boss@customer.example.com"))
        self.alias.alias_name = USER
        self.server.user = f"{USER}@office.example.com"
        self.assertEqual(self.fetch().name, "Relay fails")

    def test_manager_reads_in_their_own_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.users["customer_service_manager"].lang = "zh_CN"
        self.server._mkt_report("1", self.mail(text("x")), RuntimeError("no room"))
        self.assertTrue(self.reported("邮件"))

    def test_what_is_not_for_cases_is_done_as_ever(self):
        self.mailbox.put(self.mail(text("x"), to="nobody@elsewhere.example.com"))
        self.assertFalse(self.fetch())
        self.assertEqual(self.mailbox.flags(), [{b"\\Seen"}])
        self.assertFalse(self.reported())

    def test_answer_reaches_the_customer_and_the_reply_its_case(self):
        self.mailbox.put(self.mail(text("It fails.")))
        case = self.fetch()
        with Postbox() as postbox:
            self.env["ir.mail_server"].create(
                {
                    "name": "Out",
                    "smtp_host": "127.0.0.1",
                    "smtp_port": postbox.port,
                    "smtp_encryption": "none",
                }
            )
            case.with_user(self.users["service_clerk"]).action_acknowledge()
            mails = self.env["mail.mail"].search(
                [("model", "=", "mkt.complaint"), ("res_id", "=", case.id)]
            )
            with patch.object(
                type(self.env["ir.mail_server"]), "_disable_send", return_value=False
            ):
                mails.send()
            [envelope] = [
                e for e in postbox.mails if "li.na@customer.example.com" in e.rcpt_tos
            ]
        sent = email.message_from_bytes(envelope.content, policy=policy.default)
        self.assertIn(case.number, str(sent))
        reply = self.mail(
            text("It is the third one."),
            subject=b"Re: Relay fails",
            to="catchall@office.example.com",
            headers=[b"In-Reply-To: " + sent["Message-Id"].encode()],
        )
        self.mailbox.put(reply)
        self.assertEqual(self.fetch(), case)
        self.assertIn("third one", case.message_ids[0].body)
