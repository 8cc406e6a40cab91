"""Links that act for the customer reach the customer alone, by whatever door."""

from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests.common import JsonRpcException

from ..common import OfficeCase, OfficeHttpCase
from .case_steps import CaseStepsMixin

LINK = "https://office.example.com/my/complaints/1?access_token={token}"
REPLY = """Message-Id: <{id}@customer.example.com>
From: customer@customer.example.com
To: service@office.example.com
Subject: Re: your decision
References: {references}
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<p>I agree.</p><blockquote>{quoted}</blockquote>
"""


class CustomerLinksMixin(CaseStepsMixin):
    posts = ("service_clerk", "customer_service_manager", "director")
    mail_disabled = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()

    def secrets(self, case):
        """What acts for the customer wherever it stands in a text."""
        customers = case._for_customer()
        tokens = customers.rating_ids.mapped("access_token")
        own = [
            customers._portal_ensure_token(),
            customers._sign_token(self.customer.id),
        ]
        return [*tokens, *own]

    def assertNoSecret(self, case, text, message=None):
        for secret in self.secrets(case):
            self.assertNotIn(secret, str(text), message)


class TestCustomerLinks(CustomerLinksMixin, OfficeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.templates = cls.env["mail.template"].search(
            [("model", "=", "mkt.complaint")]
        )

    def readers(self, case):
        return [(user, case.with_user(user)) for user in self.users.values()]

    def composer(self, case, template):
        return case.env["mail.compose.message"].with_context(
            default_model="mkt.complaint",
            default_res_ids=case.ids,
            default_template_id=template.id,
            default_composition_mode="comment",
        )

    def test_composer(self):
        case = self.make_case("closed")
        for _user, own in self.readers(case):
            for template in self.templates:
                composer = self.composer(own, template)
                shown = composer.onchange(
                    {}, [], {name: {} for name in composer._fields}
                )
                self.assertNoSecret(case, shown, template.name)
                self.assertNoSecret(case, composer.create({}).read(), template.name)

    def test_composer_writing_to_many(self):
        case = self.make_case("closed")
        for _user, own in self.readers(case):
            for template in self.templates:
                composer = self.composer(own, template).create(
                    {"composition_mode": "mass_mail", "auto_delete": False}
                )
                composer.action_send_mail()
                mails = self.env["mail.mail"].search(
                    [("model", "=", "mkt.complaint"), ("res_id", "=", case.id)]
                )
                bodies = own.message_ids.mapped("body")
                self.assertTrue(mails)
                self.assertNoSecret(case, bodies, template.name)

    def test_preview(self):
        case = self.make_case("closed")
        for user, own in self.readers(case):
            for template in self.templates:
                preview = self.env["mail.template.preview"].with_user(user)
                preview = preview.create(
                    {
                        "mail_template_id": template.id,
                        "resource_ref": f"mkt.complaint,{own.id}",
                    }
                )
                shown = preview.read(["body_html", "subject", "error_msg"])
                self.assertNoSecret(case, shown, template.name)

    def test_message_made_of_a_template(self):
        case = self.make_case("closed")
        for _user, own in self.readers(case):
            for template in self.templates:
                own.message_post_with_source(template)
            self.assertNoSecret(case, own.message_ids.mapped("body"))

    def test_nobody_asks_for_a_rating_by_hand(self):
        case = self.make_case("closed")
        template = self.env.ref("marketing_office.mail_template_rating")
        for _user, own in self.readers(case):
            with self.assertRaises(AccessError):
                own.rating_send_request(template)

    def test_dialog_to_share(self):
        case = self.make_case("closed")
        for user, own in self.readers(case):
            share = self.env["portal.share"].with_user(user)
            share = share.with_context(active_model=case._name, active_id=case.id)
            self.assertNoSecret(case, share.default_get(["share_link"]))
            self.assertNoSecret(case, own._get_share_url(pid=self.customer.id))
            self.assertNoSecret(case, own._get_share_url(signup_partner=True))
        user.group_ids += self.env.ref("base.group_partner_manager")
        shared = share.create({"partner_ids": self.customer.ids})
        self.assertNoSecret(case, shared.read())

    def test_records_around_the_case(self):
        case = self.make_case("closed")
        for user, own in self.readers(case):
            self.assertNoSecret(case, own.read())
            self.assertNoSecret(case, own.message_ids.read())
            if user.has_group("base.group_allow_export"):
                self.assertNoSecret(case, own.export_data([*own.fields_get()]))
            with self.assertRaises(AccessError):
                self.env["mail.mail"].with_user(user).search([])
            rating_mails = self.env["mail.mail"].search(
                [("recipient_ids", "in", self.customer.ids), ("model", "=", False)]
            )
            for mail in rating_mails:
                with self.assertRaises(AccessError):
                    mail.mail_message_id.with_user(user).read(["body"])

    def test_tokens_are_not_found_by_searching(self):
        case = self.make_case("closed")
        token = case.sudo().rating_ids.access_token
        for _user, own in self.readers(case):
            for path in (
                "rating_ids.access_token",
                "message_ids.rating_ids.access_token",
            ):
                try:
                    found = own.search([(path, "=like", f"{token[:4]}%")])
                except AccessError:
                    continue
                self.assertNotIn(case.id, found.ids, path)

    def test_mail_of_the_customer_quotes_them(self):
        case = self.make_case("closed")
        quoted = "".join(
            f'<a href="{LINK.format(token=secret)}&amp;pid=3&amp;hash={secret}">Case</a>'
            f'<a href="https://office.example.com/rate/{secret}/5">Rate</a>'
            f"https://safe.example.com/?url=office%2Frate%2F{secret}%2F5"
            f"%3Faccess_token%3D{secret}"
            for secret in self.secrets(case)
        )
        sent = case.sudo().message_ids.filtered("message_id")[:1]
        threads = self.env["mail.thread"]
        for number, references in enumerate((sent.message_id, "")):
            mail = REPLY.format(id=number, references=references, quoted=quoted)
            threads.message_process("mkt.complaint", mail.encode())
        cases = self.env["mkt.complaint"].search(
            [("partner_id", "=", self.customer.id)]
        )
        self.assertGreater(len(cases), 1)
        for one in cases:
            self.assertNoSecret(case, one.description)
            self.assertNoSecret(case, one.message_ids.mapped("body"))
        self.assertIn("I agree.", "".join(case.sudo().message_ids.mapped("body")))


class TestCustomerLinksPages(CustomerLinksMixin, OfficeHttpCase):
    def test_page_of_the_case_for_a_colleague(self):
        case = self.make_case("decided")
        self.authenticate("service_clerk", "service_clerk")
        for path in ("/my/complaints", f"/my/complaints/{case.id}"):
            page = self.url_open(path)
            self.assertEqual(page.status_code, 200)
            self.assertNoSecret(case, page.text)

    def test_colleague_with_a_link_does_not_rate(self):
        case = self.make_case("closed")
        rating = case.sudo().rating_ids
        self.authenticate("service_clerk", "service_clerk")
        self.url_open(
            f"/rate/{rating.access_token}/submit_feedback",
            data={"rate": "5", "csrf_token": Request.csrf_token(self)},
        )
        self.env.invalidate_all()
        self.assertFalse(rating.consumed)

    def test_rating_over_rpc(self):
        case = self.make_case("closed")
        self.authenticate("service_clerk", "service_clerk")
        token = case.sudo().rating_ids.access_token
        with self.assertRaises(JsonRpcException):
            self.call_kw("mkt.complaint", "rating_apply", case.ids, 5, token=token)
