"""Answers to the office's surveys: read by who may see them, given by customers alone."""

from odoo.exceptions import AccessError, UserError

from .answers_case import AnswerReaders, AnswersCase

COMPOSED = {"default_model": "survey.user_input", "default_composition_mode": "comment"}


class TestAnswerSecrets(AnswerReaders, AnswersCase):
    readers = {
        "director",
        "customer_service_manager",
        "account_manager",
        "leadership",
        "marketing_manager",
        "report_analyst",
    }

    @classmethod
    def ask(cls, company):
        satisfaction = cls.env["mkt.satisfaction.survey"].create(
            {
                "name": f"Survey of {company.name}",
                "company_id": company.id,
                "survey_id": cls.new_survey().id,
            }
        )
        wave = cls.env["mkt.satisfaction.wave"].create(
            {
                "survey_id": satisfaction.id,
                "period_id": cls.env["mkt.period"]
                ._of(company, "quarter", company._mkt_today())
                .id,
            }
        )
        drawn = satisfaction.survey_id._create_answer(
            partner=cls.customer, mkt_wave_id=wave.id
        )
        shared = satisfaction.survey_id._create_answer(partner=cls.customer)
        return {"wave": drawn, "shared": shared}

    def assertSecret(self, answer, text):
        self.env.flush_all()
        self.assertNotIn(answer.sudo().access_token, str(text))

    def test_other_surveys_stay_as_the_host_has_them(self):
        outsider = self.make_user(
            "outsider", groups="base.group_user,survey.group_survey_user"
        )
        other = self.new_survey()._create_answer(partner=self.customer)
        self.assertTrue(other.with_user(outsider).read(["access_token"]))
        for user in self.survey_users():
            own = other.with_user(user)
            self.assertIn(other.access_token, own.get_start_url())
            self.assertIn(other.access_token, own.get_print_url())

    def test_tokens_are_read_by_nobody(self):
        for user in self.survey_users():
            for label, answer in self.answers.items():
                own = answer.with_user(user)
                with self.subTest(user.login, answer=label):
                    for name in ("access_token", "invite_token"):
                        with self.assertRaises(AccessError):
                            own.read([name])
                        with self.assertRaises(AccessError):
                            own.search([(name, "=like", "a%")])
                        with self.assertRaises(AccessError):
                            own.search([], order=name)
                        with self.assertRaises(AccessError):
                            own.formatted_read_group([], [name], ["__count"])
                        self.assertNotIn(name, own.fields_get())
                    surveys = answer.survey_id.with_user(user)
                    with self.assertRaises(AccessError):
                        surveys.search([("user_input_ids.access_token", "=like", "a%")])

    def test_addresses_are_those_of_the_survey(self):
        for code in self.readers:
            user = self.users[code]
            if user not in self.survey_users():
                continue
            for answer in self.answers.values():
                own = answer.with_user(user)
                self.assertSecret(answer, own.get_start_url())
                self.assertSecret(answer, own.get_print_url())
                with self.assertRaises(AccessError):
                    own.action_print_answers()
                self.assertSecret(answer, own.action_resend())
                self.assertSecret(answer, own.read())
                self.assertSecret(answer, own.export_data([*own.fields_get()]))
                self.assertSecret(answer, own.message_ids.read(["body"]))

    def test_templates_show_no_token(self):
        templates = self.env["mail.template"].search(
            [("model", "=", "survey.user_input")]
        )
        self.assertGreater(len(templates), 1)
        user = self.users["customer_service_manager"]
        for answer in self.answers.values():
            for template in templates:
                composer = self.env["mail.compose.message"].with_user(user)
                composer = composer.with_context(
                    **COMPOSED,
                    default_res_ids=answer.ids,
                    default_template_id=template.id,
                )
                shown = composer.onchange({}, [], {n: {} for n in composer._fields})
                self.assertSecret(answer, shown)
                preview = self.env["mail.template.preview"].with_user(user)
                preview = preview.create(
                    {
                        "mail_template_id": template.id,
                        "resource_ref": f"survey.user_input,{answer.id}",
                    }
                )
                self.assertSecret(answer, preview.read(["body_html", "error_msg"]))
                composer.create({"composition_mode": "mass_mail"}).action_send_mail()
                self.assertSecret(answer, answer.message_ids.mapped("body"))

    def test_mails_of_the_wave_are_not_on_the_answer(self):
        answer = self.answers["wave"]
        for name in ("", "_reminder"):
            template = self.env.ref(
                f"marketing_office.mail_template_satisfaction{name}"
            )
            answer._mkt_send(template)
        mails = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.customer.id)]
        )
        self.assertEqual(len(mails), 2)
        for mail in mails:
            self.assertIn(answer.access_token, mail.body_html)
        for user in self.survey_users():
            messages = mails.mail_message_id.with_user(user)
            with self.assertRaises(AccessError):
                messages.read(["body"])
        self.assertSecret(answer, answer.message_ids.mapped("body"))

    def test_invitation_by_hand_has_the_link(self):
        user = self.users["customer_service_manager"]
        shared = self.answers["shared"]
        mails = self.env["mail.mail"].search([])
        invite = self.env["survey.invite"].with_user(user)
        invite = invite.create(
            {
                "survey_id": shared.survey_id.id,
                "partner_ids": self.customer.ids,
                "existing_mode": "resend",
                "template_id": self.env.ref(
                    "survey.mail_template_user_input_invite"
                ).id,
            }
        )
        self.assertSecret(shared, invite.read())
        invite.action_invite()
        mail = self.env["mail.mail"].search([]) - mails
        self.assertIn(shared.access_token, mail.body_html)
        self.assertNotIn(self.answers["wave"].access_token, mail.body_html)
        self.assertSecret(shared, mail.mail_message_id.with_user(user).read(["body"]))

    def test_links_that_customers_hold_stay(self):
        user = self.users["customer_service_manager"]
        user.group_ids += self.env.ref("survey.group_survey_manager")
        asked = self.answers["wave"].survey_id
        surveys = self.env["mkt.satisfaction.survey"].sudo()
        survey = surveys.search([("survey_id", "=", asked.id)])
        known = asked.access_token
        self.assertEqual(survey.state, "draft")
        asked.with_user(user).write({"access_token": "chosen"})
        survey.state = "running"
        for vals in ({"access_token": known}, {"access_token": False}):
            with self.assertRaisesRegex(UserError, survey.name):
                asked.with_user(user).write(vals)
        self.assertEqual(asked.access_token, "chosen")
        asked.with_user(user).write({"title": "Another title"})

    def test_nobody_answers_for_the_customer(self):
        user = self.users["customer_service_manager"]
        user.group_ids += self.env.ref("survey.group_survey_manager")
        for answer in self.answers.values():
            own = answer.with_user(user)
            question = answer.survey_id.question_ids[0]
            line = {
                "user_input_id": answer.id,
                "question_id": question.id,
                "answer_type": "scale",
                "value_scale": 5,
            }
            for vals in (
                {"access_token": "known"},
                {"invite_token": "known"},
                {"state": "done"},
                {"user_input_line_ids": [(0, 0, line)]},
            ):
                with self.assertRaises(AccessError):
                    own.write(vals)
                with self.assertRaises(AccessError):
                    own.create({"survey_id": answer.survey_id.id, **vals})
            with self.assertRaises(AccessError):
                own.env["survey.user_input.line"].create(line)
            trial = {"survey_id": answer.survey_id.id, "test_entry": True}
            with self.assertRaises(AccessError):
                own.create({**trial, "state": "done"}).test_entry = False
            answer._save_lines(question, "3")
            given = answer.user_input_line_ids.with_user(user)
            with self.assertRaises(AccessError):
                given.write({"value_scale": 5})
            with self.assertRaises(AccessError):
                given.unlink()
