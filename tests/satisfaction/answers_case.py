"""Answers to the office's surveys: who reads them, whatever asks with the survey."""

from ..common import OfficeCase


class AnswersCase(OfficeCase):
    """What asks with surveys has its own `ask` and `readers`: the same holds for all of them."""

    mail_disabled = False
    # posts that read the answers
    readers = set()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer("Secretive")
        cls.answers = cls.ask(cls.company)

    @classmethod
    def ask(cls, company):
        """{label: answer} asked of the customer in the company's name."""
        raise NotImplementedError

    @classmethod
    def new_survey(cls):
        return cls.env.ref("marketing_office.survey_satisfaction").copy()

    @classmethod
    def survey_users(cls):
        return [
            u for u in cls.users.values() if u.has_group("survey.group_survey_user")
        ]


class AnswerReaders:
    def test_who_reads_them(self):
        """Not the survey users of other companies, nor those without a post."""
        stranger = self.make_holder(
            "director", "stranger", companies=self.company_b + self.company
        )
        outsider = self.make_user(
            "outsider", groups="base.group_user,survey.group_survey_manager"
        )
        readers = {self.users[code] for code in self.readers}
        for user in [*self.survey_users(), stranger, outsider]:
            for label, answer in self.answers.items():
                own = answer.with_user(user).with_context(
                    allowed_company_ids=user.company_ids.ids
                )
                with self.subTest(user.login, answer=label):
                    may = user in readers
                    self.assertEqual(own.has_access("read"), may)
                    found = own.search([("id", "=", answer.id)])
                    self.assertEqual(bool(found), may)

    def test_of_a_company_that_is_selected(self):
        user = self.make_holder(
            "director", "of_both", companies=self.company + self.company_b
        )
        self.assign(user, "director", company_id=self.company_b.id)
        for answer in self.answers.values():
            own = answer.with_user(user)
            for companies in (self.company, self.company_b):
                selected = own.with_context(allowed_company_ids=companies.ids)
                may = companies == self.company
                self.assertEqual(selected.has_access("read"), may)

    def test_lines_are_read_with_their_answers(self):
        readers = {self.users[code] for code in self.readers}
        for label, answer in self.answers.items():
            question = answer.survey_id.question_ids[0]
            answer._save_lines(question, question.suggested_answer_ids[:1].id or "3")
            line = answer.user_input_line_ids
            for user in self.survey_users():
                with self.subTest(user.login, answer=label):
                    may = user in readers
                    own = line.with_user(user)
                    self.assertEqual(own.has_access("read"), may)
                    found = own.search([("id", "=", line.id)])
                    self.assertEqual(bool(found), may)
