from ..common import OfficeHttpCase


class TestSatisfactionPublic(OfficeHttpCase):
    """A customer without a login answers by the own link, and by no other."""

    posts = ()

    def setUp(self):
        super().setUp()
        self.survey = self.env.ref("marketing_office.survey_satisfaction")
        self.answer = self.survey._create_answer(partner=self.make_customer())

    def test_answers(self):
        page = self.url_open(self.answer.get_start_url())
        self.assertEqual(page.status_code, 200)
        urls = f"{self.survey.access_token}/{self.answer.access_token}"
        self.make_jsonrpc_request(f"/survey/begin/{urls}", {})
        scores = {"csat": "5", "nps": "9"}
        given = {
            str(question.id): scores[question.mkt_measure]
            for question in self.survey.question_ids
            if question.mkt_measure
        }
        self.make_jsonrpc_request(f"/survey/submit/{urls}", given)
        self.env.invalidate_all()
        self.assertTrue(self.answer.mkt_is_answered)
        self.assertEqual((self.answer.mkt_csat, self.answer.mkt_nps_points), (100, 100))

    def test_no_answer_without_the_link(self):
        page = self.url_open(self.survey.get_start_url())
        self.assertNotIn(self.survey.question_ids[0].title, page.text)
        self.assertEqual(len(self.survey.user_input_ids), 1)
