"""What a customer has said on a case: nobody says it for them, nobody changes it."""

import inspect
from contextlib import closing

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests.common import JsonRpcException

from ..common import OfficeCase
from .portal_case import PortalCase


class TestCustomerVoice(OfficeCase):
    posts = ("service_clerk", "customer_service_manager", "director")
    mail_disabled = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer("Li Na")
        cls.case = cls.make_complaint(partner_id=cls.customer.id)
        cls.other = cls.make_complaint(partner_id=cls.customer.id)
        cls.administrator = cls.make_user("settings", groups="base.group_system")
        cls.assign(cls.administrator, "service_clerk")
        cls.said = cls.case.message_post(
            body="It is the third one",
            author_id=cls.customer.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        cls.case.sudo().customer_wrote_at = False

    def colleagues(self):
        return [*self.users.values(), self.administrator]

    def forged(self):
        """What a colleague says in the customer's name."""
        return {
            "body": "I am content",
            "author_id": self.customer.id,
            "email_from": self.customer.email_formatted,
        }

    def record(self):
        return {"model": "mkt.complaint", "res_id": self.case.id}

    def ways(self, case):
        """Everything that makes a message, by name; each with the customer as author."""
        env = case.env
        forged, record = self.forged(), self.record()
        composer = {
            **forged,
            "model": "mkt.complaint",
            "res_ids": str(case.ids),
            "subject": "x",
        }
        unnamed = {k: v for k, v in forged.items() if k != "author_id"}
        messages = env["mail.message"]
        return {
            "message_post": lambda: case.message_post(**forged),
            "message_notify": lambda: case.message_notify(
                partner_ids=case.user_id.partner_id.ids or env.user.partner_id.ids,
                **forged,
            ),
            "message_notify of all": lambda: env["mail.thread"].message_notify(
                partner_ids=env.user.partner_id.ids, **forged, **record
            ),
            "create": lambda: messages.create({**forged, **record}),
            "create by address": lambda: messages.create({**unnamed, **record}),
            "create by defaults": lambda: messages.with_context(
                default_author_id=self.customer.id
            ).create({"body": "I am content", **record}),
            "write of the case": lambda: case.write(
                {"message_ids": [Command.create({**forged, **record})]}
            ),
            "write on the case": lambda: case.write(
                {"website_message_ids": [Command.create({**forged, **record})]}
            ),
            "copy": lambda: self.said.with_env(env).copy({"body": "I am content"}),
            "composer": lambda: (
                env["mail.compose.message"]
                .create({**composer, "composition_mode": "comment"})
                .action_send_mail()
            ),
            "composer of many": lambda: (
                env["mail.compose.message"]
                .create({**composer, "composition_mode": "mass_mail"})
                .action_send_mail()
            ),
            "later": lambda: (
                env["mail.scheduled.message"]
                .create(
                    {
                        **{k: v for k, v in forged.items() if k != "email_from"},
                        **record,
                        "scheduled_date": "2099-01-01 00:00:00",
                    }
                )
                .post_message()
            ),
        }

    def test_nobody_speaks_for_the_customer(self):
        for user in self.colleagues():
            case = self.case.with_user(user)
            for name, way in self.ways(case).items():
                with self.subTest(name, user=user.login):
                    self.assertEqual(self.customers_messages(way), self.said)

    def customers_messages(self, way):
        """The messages that pass for the customer's after the attempt, which is undone."""
        with closing(self.env.cr.savepoint()) as savepoint:
            try:
                way()
                self.env.flush_all()
            except AccessError:
                savepoint.rollback()
            self.env.invalidate_all()
            # a message of the case, or one that shows the customer as its author
            found = self.env["mail.message"].search(
                [
                    "|",
                    ("author_id", "=", self.customer.id),
                    "&",
                    ("author_id", "=", False),
                    ("email_from", "ilike", self.customer.email),
                ]
            )
            self.assertFalse(self.case.customer_wrote_at)
            savepoint.rollback()
            self.env.invalidate_all()
        return found

    def test_everybody_speaks_for_themselves(self):
        for user in self.colleagues():
            with self.subTest(user.login):
                message = self.case.with_user(user).message_post(body="We look at it")
                self.assertEqual(message.author_id, user.partner_id)

    def test_whose_contact_is_put_below_the_customer_stays_a_colleague(self):
        for user in self.colleagues():
            user.partner_id.parent_id = self.customer
            with self.subTest(user.login):
                self.case.with_user(user).message_post(
                    body="I am content",
                    message_type="comment",
                    subtype_xmlid="mail.mt_comment",
                )
                self.assertFalse(self.case.sudo().customer_wrote_at)

    def test_colleagues_do_not_speak_for_each_other(self):
        case = self.case.with_user(self.users["service_clerk"])
        director = self.users["director"].partner_id
        message = case.message_post(body="Pay", author_id=director.id)
        self.assertEqual(message.author_id, self.users["service_clerk"].partner_id)
        with self.assertRaises(AccessError):
            case.env["mail.message"].create(
                {"body": "Pay", "author_id": director.id, **self.record()}
            )

    def test_nobody_changes_what_was_said(self):
        told = self.case._message_log(body="Decided: upheld")
        changes = [
            {"body": "I am content"},
            {"author_id": self.administrator.partner_id.id},
            {"email_from": "else@elsewhere.example.com"},
            {"date": "2020-01-01 00:00:00"},
            {"res_id": self.other.id},
            {"model": "res.partner", "res_id": self.customer.id},
            {"is_internal": True},
            {"subtype_id": self.env.ref("mail.mt_note").id},
            {"attachment_ids": [Command.clear()]},
        ]
        for user in self.colleagues():
            for message in (self.said, told):
                theirs = message.with_user(user)
                for vals in changes:
                    with self.subTest(user=user.login, vals=vals):
                        with self.assertRaises(AccessError):
                            theirs.write(vals)
                with self.subTest("unlink", user=user.login):
                    with self.assertRaises(AccessError):
                        theirs.unlink()
                with self.subTest("edit", user=user.login):
                    with self.assertRaises(UserError):
                        self.case.with_user(user)._message_update_content(
                            theirs.sudo(), body="I am content"
                        )
        self.assertIn("third one", self.said.body)

    def test_star_and_thumb_are_no_change(self):
        theirs = self.said.with_user(self.users["service_clerk"])
        theirs.toggle_message_starred()
        self.assertTrue(theirs.starred)

    def test_messages_elsewhere_are_the_hosts_matter(self):
        manager = self.users["customer_service_manager"]
        note = manager.partner_id.with_user(manager).message_post(body="Back on Monday")
        note.write({"body": "Back on Tuesday"})
        self.assertIn("Tuesday", note.body)
        note.unlink()


class TestCustomerMessageParameters(PortalCase):
    """The portal's message is a text and files; whatever else is sent with it is not."""

    mail_disabled = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.strange = "victim@elsewhere.example.com"
        clerk = cls.users["service_clerk"].partner_id
        cls.extra = {
            "outgoing_email_to": cls.strange,
            "incoming_email_to": cls.strange,
            "incoming_email_cc": cls.strange,
            "email_from": clerk.email_formatted,
            "author_id": clerk.id,
            "partner_ids": cls.stranger.ids,
            "partner_emails": [cls.strange],
            "role_ids": [1],
            "subject": "You have won",
            "reply_to": cls.strange,
            "date": "2020-01-01 00:00:00",
            "message_type": "auto_comment",
            "subtype_xmlid": "mail.mt_note",
            "subtype_id": cls.env.ref("mail.mt_note").id,
            "parent_id": cls.foreign.message_ids[:1].id,
            "body_is_html": True,
            "attachments": [["virus.exe", "x"]],
            "is_internal": True,
            "email_layout_xmlid": "mail.mail_notification_light",
            "mail_server_id": 1,
            "force_send": True,
            "notify_author": True,
            "tracking_value_ids": [],
            "starred_partner_ids": [],
            "message_id": "<forged@elsewhere.example.com>",
            "record_company_id": 1,
            "scheduled_date": "2099-01-01 00:00:00",
        }

    def assertPlain(self, message):
        self.assertRecordValues(
            message,
            [
                {
                    "author_id": self.customer.id,
                    "message_type": "comment",
                    "subtype_id": self.env.ref("mail.mt_comment").id,
                    "outgoing_email_to": False,
                    "incoming_email_to": False,
                    "incoming_email_cc": False,
                    "is_internal": False,
                    "attachment_ids": [],
                    "partner_ids": [],
                }
            ],
        )
        self.assertNotEqual(message.subject, self.extra["subject"])
        self.assertNotIn(self.strange, message.reply_to or "")
        self.assertNotEqual(message.message_id, "<forged@elsewhere.example.com>")
        self.assertGreater(message.date.year, 2020)
        self.assertFalse(
            self.env["mail.mail"].search([("email_to", "ilike", "victim")])
        )

    def test_parameters_of_the_host_are_known(self):
        """A parameter that the host adds is one more that is not let through."""
        named = set()
        for cls in self.env.registry["mail.thread"].mro():
            if own := vars(cls).get("message_post"):
                named |= set(inspect.signature(own).parameters)
        named -= {"self", "args", "kwargs", "body", "attachment_ids", "rating_value"}
        self.assertFalse(named - self.extra.keys())

    def test_by_the_method(self):
        self.sign_in()
        for extra in [{name: value} for name, value in self.extra.items()]:
            with self.subTest(extra=extra):
                self.call_kw(
                    "mkt.complaint",
                    "message_post",
                    self.own.ids,
                    body="It is the third one",
                    **extra,
                )
                self.assertPlain(self.own.message_ids[0])

    def test_by_the_page(self):
        self.sign_in()
        for extra in [{name: value} for name, value in self.extra.items()]:
            with self.subTest(extra=extra):
                self.make_jsonrpc_request(
                    "/mail/message/post",
                    {
                        "thread_model": "mkt.complaint",
                        "thread_id": self.own.id,
                        "post_data": {"body": "It is the third one", **extra},
                    },
                )
                self.assertPlain(self.own.message_ids[0])

    def test_customer_does_not_change_it_either(self):
        self.sign_in()
        self.call_kw(
            "mkt.complaint", "message_post", self.own.ids, body="It is the third one"
        )
        message = self.own.message_ids[0]
        for body in ("All is well", ""):
            with self.subTest(body=body), self.assertRaises(JsonRpcException):
                self.make_jsonrpc_request(
                    "/mail/message/update_content",
                    {
                        "message_id": message.id,
                        "update_data": {"body": body, "attachment_ids": []},
                    },
                )
        with self.assertRaises(JsonRpcException):
            self.make_jsonrpc_request(
                "/mail/update_is_internal",
                {"message_id": message.id, "is_internal": True},
            )
        with self.assertRaises(JsonRpcException):
            self.call_kw("mail.message", "unlink", message.ids)
        self.assertIn("third one", message.body)
        self.assertFalse(message.is_internal)

    def test_customer_puts_a_thumb_on_our_answer(self):
        answer = self.own.message_post(
            body="We are coming",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.sign_in()
        self.make_jsonrpc_request(
            "/mail/message/reaction",
            {"message_id": answer.id, "content": "👍", "action": "add"},
        )
        self.assertEqual(answer.reaction_ids.partner_id, self.customer)
