from odoo.tests.common import JsonRpcException

from .portal_case import PortalCase


class TestPortalComplaintMessage(PortalCase):
    def say(self, case, body="It is the third one", **kwargs):
        return self.make_jsonrpc_request(
            "/mail/message/post",
            {
                "thread_model": "mkt.complaint",
                "thread_id": case.id,
                "post_data": {
                    "body": body,
                    "message_type": "comment",
                    "subtype_xmlid": "mail.mt_comment",
                },
                **kwargs,
            },
        )

    def test_on_an_own_case(self):
        self.sign_in()
        self.say(self.own)
        message = self.own.message_ids[0]
        self.assertIn("third one", message.body)
        self.assertEqual(message.author_id, self.customer)

    def test_the_conversation_speaks_the_customers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.sign_in()
        words = self.url_open("/website/translations/?lang=zh_CN").text
        self.assertIn("The conversation is empty.", words)

    def test_on_another_customers_case(self):
        self.sign_in()
        before = self.foreign.message_ids
        with self.assertRaises(JsonRpcException):
            self.say(self.foreign)
        self.assertEqual(self.foreign.message_ids, before)

    def test_by_the_public(self):
        self.authenticate(None, None)
        before = self.own.message_ids
        for kwargs in ({}, {"token": "x"}):
            with self.subTest(kwargs=kwargs), self.assertRaises(JsonRpcException):
                self.say(self.own, **kwargs)
        self.assertEqual(self.own.message_ids, before)

    def test_reading_another_customers_messages(self):
        self.foreign.message_post(body="not for you", subtype_xmlid="mail.mt_comment")
        self.sign_in()
        params = {"thread_model": "mkt.complaint", "thread_id": self.foreign.id}
        try:
            found = self.make_jsonrpc_request("/mail/chatter_fetch", params)
        except JsonRpcException:
            return
        self.assertNotIn("not for you", str(found))

    def test_customer_speaks_in_nobody_elses_name(self):
        clerk = self.users["service_clerk"].partner_id
        self.sign_in()
        self.call_kw(
            "mkt.complaint",
            "message_post",
            self.own.ids,
            body="We pay you a million",
            author_id=clerk.id,
            email_from=clerk.email_formatted,
            partner_ids=[self.stranger.id],
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        message = self.own.message_ids[0]
        self.assertEqual(message.author_id, self.customer)
        self.assertFalse(message.partner_ids)
