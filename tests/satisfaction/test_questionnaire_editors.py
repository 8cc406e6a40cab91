"""Who changes the questionnaires with which the office asks."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..common import OfficeCase
from ..research.study_case import StudyMixin


class TestQuestionnaireEditors(StudyMixin, OfficeCase):
    posts = (*StudyMixin.posts, "customer_service_manager", "promotion_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = cls.make_holder(
            "director", login="stranger", companies=cls.company_b
        )
        cls.survey = cls.make_questionnaire()
        cls.question = cls.env["survey.question"].create(
            {
                "title": "Which supplier?",
                "survey_id": cls.survey.id,
                "question_type": "simple_choice",
                "suggested_answer_ids": [
                    Command.create({"value": "Rival"}),
                    Command.create({"value": "Other"}),
                ],
            }
        )

    def changes(self, user):
        """What a survey user of the host can do to a questionnaire."""
        survey = self.survey.with_user(user)
        question = self.question.with_user(user)
        choice = question.suggested_answer_ids[:1]
        return (
            lambda: survey.write({"title": "Forged"}),
            lambda: question.write({"title": "Forged"}),
            lambda: question.copy({"survey_id": survey.id}),
            lambda: choice.write({"value": "Forged"}),
            lambda: choice.copy(),
            choice.unlink,
            question.unlink,
            survey.unlink,
        )

    def assertEditedBy(self, *users):
        everybody = (self.stranger, *self.users.values())
        survey_users = [u for u in everybody if u.has_group("survey.group_survey_user")]
        self.assertTrue(set(users) <= set(survey_users))
        for user in survey_users:
            for number, change in enumerate(self.changes(user)):
                # whether a questionnaire in use may go is looked at elsewhere
                if user in users and number < 5:
                    change()
                elif user not in users:
                    with self.subTest(user=user.login, change=number):
                        with self.assertRaises(AccessError):
                            change()

    def test_of_a_study(self):
        self.make_study(survey_ids=[Command.set(self.survey.ids)])
        self.assertEditedBy(
            *(self.users[c] for c in RESEARCH_EDITORS),
        )

    def test_of_customer_satisfaction(self):
        self.env["mkt.satisfaction.survey"].create(
            {"name": "Survey", "survey_id": self.survey.id}
        )
        self.assertEditedBy(
            *(self.users[c] for c in SATISFACTION_EDITORS),
        )

    def test_no_live_session(self):
        """The host ends a session by marking everybody's answers as done."""
        boss = self.make_user("boss", groups="survey.group_survey_manager")
        hosts = self.survey.copy().with_user(self.stranger)
        hosts.action_start_session()
        hosts.action_end_session()
        self.make_study(survey_ids=[Command.set(self.survey.ids)])
        answer = self.survey._create_answer(partner=self.make_customer())
        for user in (boss, self.stranger, *self.users.values()):
            survey = self.survey.with_user(user)
            for door in (
                survey.action_start_session,
                survey.action_end_session,
                lambda survey=survey: survey.write({"session_state": "in_progress"}),
            ):
                with self.subTest(user=user.login), self.assertRaises(UserError):
                    door()
        self.assertEqual((answer.state, self.survey.session_state), ("new", False))

    def test_of_nobody_else(self):
        """Questionnaires of the host's own stay as open as the host has them."""
        self.changes(self.stranger)[0]()
        self.assertEqual(self.survey.title, "Forged")

    def test_the_author_edits(self):
        author = self.users["promotion_manager"]
        self.survey.user_id = author
        self.make_study(survey_ids=[Command.set(self.survey.ids)])
        self.changes(author)[0]()
        self.assertEqual(self.survey.title, "Forged")


RESEARCH_EDITORS = (
    "market_researcher",
    "marketing_manager",
    "product_manager",
    "director",
)
SATISFACTION_EDITORS = ("director", "customer_service_manager", "marketing_manager")
