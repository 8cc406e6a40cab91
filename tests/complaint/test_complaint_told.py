from odoo.exceptions import AccessError

from ..common import OfficeCase
from .case_steps import CaseStepsMixin


class TestComplaintTold(CaseStepsMixin, OfficeCase):
    """What the customer hears of a case, and what not."""

    posts = ("service_clerk", "customer_service_manager")
    mail_disabled = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()

    def mails(self):
        """E-mails to the customer that the step inside the test has put on their way."""
        return self.env["mail.mail"].search(
            [("recipient_ids", "in", self.customer.ids)]
        )

    def told_by(self, step, case):
        before = self.mails()
        step(case)
        self.env.flush_all()
        return self.mails() - before

    def test_another_address_is_on_record(self):
        """Whoever writes from it is the customer of a case without a contact."""
        case = self.make_complaint(email_from="first@example.com")
        self.cr.precommit.run()
        case.with_user(self.users["customer_service_manager"]).email_from = "b@b.cn"
        self.cr.precommit.run()
        [change] = case.message_ids.sudo().tracking_value_ids
        self.assertEqual(
            (change.old_value_char, change.new_value_char),
            ("first@example.com", "b@b.cn"),
        )

    def test_acknowledging_tells_the_customer(self):
        case = self.make_case()
        mail = self.told_by(lambda c: c.action_acknowledge(), case)
        self.assertEqual(len(mail), 1)
        self.assertIn(case.number, mail.subject)
        self.assertIn(case.user_id.name, mail.body_html)

    def test_responding_sends_the_response(self):
        case = self.make_case("investigating")
        case.response = "<p>We exchange the relay.</p>"
        mail = self.told_by(lambda c: c.action_respond(), case)
        self.assertEqual(len(mail), 1)
        self.assertIn("We exchange the relay.", mail.body_html)

    def test_inner_steps_tell_nothing(self):
        case = self.make_case("acknowledged", impact="0")
        self.assertFalse(self.told_by(lambda c: c.action_assess(), case))
        self.assertFalse(self.told_by(lambda c: c.action_investigate(), case))

    def test_in_the_customers_language(self):
        self.customer.lang = "zh_CN"
        case = self.make_case()
        mail = self.told_by(lambda c: c.action_acknowledge(), case)
        self.assertIn("尊敬的", mail.body_html)

    def test_reply_reaches_the_case(self):
        domain = self.env["mail.alias.domain"].create({"name": "office.example.com"})
        self.company.alias_domain_id = domain
        case = self.make_case()
        mail = self.told_by(lambda c: c.action_acknowledge(), case)
        self.assertIn("@office.example.com", mail.reply_to)

    def test_without_customer_or_address(self):
        case = self.make_case(partner_id=False)
        case.action_acknowledge()
        self.assertEqual(case.state, "acknowledged")

    def test_inner_notes_stay_inside(self):
        portal_user = self.make_portal_user(partner_id=self.customer.id)
        case = self.make_case()
        note = case.message_post(
            body="rude person", message_type="comment", subtype_xmlid="mail.mt_note"
        )
        with self.assertRaises(AccessError):
            note.with_user(portal_user).read(["body"])

    def test_inner_fields_stay_inside(self):
        portal_user = self.make_portal_user(partner_id=self.customer.id)
        case = self.make_case(state="investigating")
        theirs = case.with_user(portal_user)
        self.assertTrue(theirs.read(["name", "state"]))
        fields = self.env["mkt.complaint"]._fields
        inner = [
            name for name, field in fields.items() if field.groups == "base.group_user"
        ]
        self.assertIn("response", inner)
        for name in inner:
            with self.subTest(field=name), self.assertRaises(AccessError):
                theirs.read([name])
