from datetime import timedelta

from odoo.exceptions import UserError
from odoo.fields import Command, Datetime

from ..common import OfficeCase


class ReminderCase(OfficeCase):
    posts = ("customer_service_manager", "marketing_manager")
    mail_disabled = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["mkt.satisfaction.survey"].search([]).state = "stopped"
        cls.survey = cls.env["mkt.satisfaction.survey"].create(
            {
                "name": "Survey",
                "survey_id": cls.env.ref("marketing_office.survey_satisfaction").id,
                "state": "running",
                "next_date": "2999-01-01",
            }
        )
        period = cls.env["mkt.period"]._of(
            cls.company, "quarter", Datetime.now().date()
        )
        cls.wave = cls.env["mkt.satisfaction.wave"].create(
            {"survey_id": cls.survey.id, "period_id": period.id}
        )

    def invite(self, name, days_ago, **vals):
        return self.env["survey.user_input"].create(
            {
                "survey_id": self.survey.survey_id.id,
                "partner_id": self.make_customer(name).id,
                "mkt_wave_id": self.wave.id,
                "mkt_invited_at": Datetime.now() - timedelta(days=days_ago),
                "deadline": Datetime.now() + timedelta(days=10),
                **vals,
            }
        )

    def run_cron(self):
        cron = self.env.ref("marketing_office.ir_cron_send_satisfaction")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def reminders(self):
        mails = self.env["mail.mail"].search([("subject", "like", "A reminder")])
        return sorted(mails.recipient_ids.mapped("name"))


class TestSatisfactionReminder(ReminderCase):
    def test_once_and_only_who_is_silent(self):
        self.invite("Silent", 8)
        self.invite("Fresh", 3)
        self.invite("Answered", 8, state="done")
        self.invite("Too Late", 30, deadline=Datetime.now() - timedelta(days=1))
        self.run_cron()
        self.assertEqual(self.reminders(), ["Silent"])
        self.run_cron()
        self.assertEqual(self.reminders(), ["Silent"])

    def test_nobody_of_a_survey_that_was_stopped(self):
        self.invite("Silent", 8)
        self.survey.with_user(self.users["customer_service_manager"]).action_stop()
        self.run_cron()
        self.assertFalse(self.reminders())

    def test_the_questionnaire_stays_while_it_is_used(self):
        questionnaire = self.survey.survey_id.copy({"title": "Own"})
        used = self.survey.copy({"survey_id": questionnaire.id})
        theirs = questionnaire.with_user(self.users["marketing_manager"])
        used.state = "running"
        with self.assertRaisesRegex(UserError, "Survey"):
            theirs.sudo().unlink()
        with self.assertRaisesRegex(UserError, "Survey"):
            theirs.sudo().action_archive()

    def test_figures_take_as_many_queries_for_many_waves_as_for_one(self):
        self.invite("One", 1)
        periods = (
            self.env["mkt.period"].search(
                [("kind", "=", "month"), ("company_id", "=", self.company.id)], limit=10
            )
            or self.env["mkt.period"]._generate(self.company)[-10:]
        )
        waves = self.wave
        for period in periods:
            waves += self.wave.create(
                {"survey_id": self.survey.id, "period_id": period.id}
            )
        self.env.flush_all()
        counts = []
        for some in (self.wave, waves):
            self.env.invalidate_all()
            some.mapped("survey_id")
            before = self.env.cr.sql_log_count
            some.mapped("csat")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_the_answers_behind_a_wave(self):
        answer = self.invite("One", 1, user_input_line_ids=[Command.clear()])
        manager = self.users["customer_service_manager"]
        action = self.wave.with_user(manager).action_view_answers()
        found = self.env[action["res_model"]].with_user(manager)
        self.assertEqual(found.search(action["domain"]), answer)
