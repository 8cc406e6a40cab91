"""The certification at the doors of the host's own pages."""

from odoo.tests import HttpCase

from .training_case import TrainingCase


class TestCertificationHttp(TrainingCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.survey = self.make_survey()
        session = self.held(survey_id=self.survey.id)
        self.attendance = self.row(session, "sales_staff")
        self.right, self.wrong = self.survey.question_ids.suggested_answer_ids

    def sign_in(self, code):
        self.authenticate(code, code.ljust(8, "x"))

    def begin(self):
        self.by(self.attendance, "sales_staff").action_start_certification()
        self.sign_in("sales_staff")
        return self.attendance.answer_id

    def send(self, route, answer, chosen=None, **more):
        question = self.survey.question_ids
        tokens = f"{self.survey.access_token}/{answer.access_token}"
        given = {str(question.id): str(chosen.id)} if chosen else {}
        return self.make_jsonrpc_request(
            f"/survey/{route}/{tokens}", {"question_id": question.id, **given, **more}
        )

    def hand_in(self, answer, chosen):
        self.send("begin", answer)
        self.send("submit", answer, chosen)
        return answer

    def again(self, answer):
        """The new attempt that the host's page offers."""
        before = self.survey.user_input_ids
        self.url_open(f"/survey/retry/{self.survey.access_token}/{answer.access_token}")
        self.env.invalidate_all()
        return self.survey.user_input_ids - before

    def facts(self):
        self.env.invalidate_all()
        row = self.attendance
        return row.score, bool(row.certified_on), row.answer_id.state

    def test_what_was_handed_in_stays(self):
        failed = self.hand_in(self.begin(), self.wrong)
        facts = self.facts()
        self.assertEqual(facts, (0, False, "done"))
        for route in ("submit", "begin", "next_question"):
            for more in ({}, {"previous_page_id": self.survey.question_ids.id}):
                with self.subTest(route=route, more=more):
                    self.send(route, failed, self.right, **more)
                    self.assertEqual(self.facts(), facts)
        lines = failed.user_input_line_ids
        self.assertEqual(lines.suggested_answer_id, self.wrong)

    def test_taken_again_it_counts(self):
        failed = self.hand_in(self.begin(), self.wrong)
        self.hand_in(self.again(failed), self.right)
        self.assertEqual(self.facts(), (100, True, "done"))

    def test_who_has_passed_loses_nothing_by_an_old_link(self):
        passed = self.hand_in(self.begin(), self.right)
        self.assertEqual(self.facts(), (100, True, "done"))
        self.hand_in(self.again(passed), self.wrong)
        self.assertEqual(self.facts(), (100, True, "done"))

    def test_nobody_else_hands_it_in(self):
        answer = self.begin()
        for code in ("service_clerk", "market_researcher", "director", None):
            with self.subTest(code):
                self.authenticate(code, code and code.ljust(8, "x"))
                self.hand_in(answer, self.right)
                self.assertEqual(self.facts(), (False, False, "new"))

    def test_certificates_are_printed_for_who_reads_the_row(self):
        self.hand_in(self.begin(), self.right)
        url = "/report/html/marketing_office.report_training_certificate"
        for code, status in (
            ("sales_staff", 200),
            ("director", 200),
            ("service_clerk", 403),
            ("promotion_manager", 403),
        ):
            with self.subTest(code):
                self.sign_in(code)
                response = self.url_open(f"{url}/{self.attendance.id}")
                self.assertEqual(response.status_code, status)
                is_printed = "has passed its certification" in response.text
                self.assertEqual(is_printed, status == 200)
