from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Datetime

from ..common import OfficeCase


class TestSatisfactionWave(OfficeCase):
    posts = ("customer_service_manager", "account_manager", "member")
    mail_disabled = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.survey = cls.env["mkt.satisfaction.survey"].create(
            {
                "name": "Survey",
                "company_id": cls.company.id,
                "survey_id": cls.env.ref("marketing_office.survey_satisfaction").id,
            }
        )
        cls.product = cls.env["product.product"].create({"name": "Relay"})
        cls.customer = cls.active_customer("Active")

    @classmethod
    def active_customer(cls, name, days=1, **vals):
        customer = cls.make_customer(name, **vals)
        order = cls.env["sale.order"].create(
            {
                "partner_id": customer.id,
                "company_id": cls.company.id,
                "order_line": [Command.create({"product_id": cls.product.id})],
            }
        )
        order.write(
            {"state": "sale", "date_order": Datetime.now() - timedelta(days=days)}
        )
        return customer

    def send(self):
        cron = self.env.ref("marketing_office.ir_cron_send_satisfaction")
        self.survey.with_user(self.users["customer_service_manager"]).action_start()
        self.survey.with_user(self.users["customer_service_manager"]).action_send_now()
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()
        return self.survey.wave_ids

    def test_whom_it_asks(self):
        self.active_customer("No Address", email=False)
        self.active_customer("Long Ago", days=400)
        self.make_customer("Never Ordered")
        refusing = self.active_customer("Refusing")
        self.env["mail.blacklist"]._add(refusing.email)
        wave = self.send()
        asked = wave.answer_ids.partner_id
        self.assertIn(self.customer, asked)
        names = {"No Address", "Long Ago", "Never Ordered", "Refusing"}
        self.assertFalse(names & set(asked.mapped("name")))
        self.assertGreaterEqual(wave.without_address, 1)

    def test_mail_holds_the_customers_own_link(self):
        answer = self.send().answer_ids.filtered(
            lambda a: a.partner_id == self.customer
        )
        mail = self.env["mail.mail"].search([("recipient_ids", "in", self.customer.id)])
        self.assertEqual(len(mail), 1)
        self.assertIn(answer.access_token, mail.body_html)
        self.assertTrue(answer.mkt_invited_at and answer.deadline)

    def test_once_in_a_period_and_rest_days(self):
        self.assertEqual(len(self.send()), 1)
        with self.assertRaises(UserError):
            self.send()
        other = self.survey.copy()
        self.assertNotIn(self.customer, other._askable(self.customer))

    def test_figures(self):
        wave = self.send()
        answers = wave.answer_ids
        answers[0].write({"state": "done"})
        self.assertEqual((wave.invited, wave.answered), (len(answers), 1))
        self.assertAlmostEqual(wave.response_rate, 100 / len(answers))

    def test_failing_mail_stops_nobody(self):
        self.active_customer("Second")
        template = type(self.env["mail.template"])
        send_mail = template.send_mail

        def failing(template, res_id, **kwargs):
            answer = self.env["survey.user_input"].browse(res_id)
            if answer.partner_id == self.customer:
                raise ValueError("no such mailbox")
            return send_mail(template, res_id, **kwargs)

        with patch.object(template, "send_mail", failing):
            wave = self.send()
        self.assertIn("no such mailbox", wave.failures)
        self.assertEqual(wave.invited, len(wave.answer_ids) - 1)
        self.assertGreaterEqual(wave.invited, 1)

    def test_who(self):
        self.send()
        reader = self.survey.with_user(self.users["account_manager"])
        self.assertTrue(reader.wave_ids.mapped("invited"))
        with self.assertRaises(AccessError):
            reader.action_send_now()
        with self.assertRaises(AccessError):
            self.survey.with_user(self.users["member"]).read(["name"])

    def test_stays_on_record(self):
        self.send()
        with self.assertRaises(UserError):
            self.survey.unlink()
