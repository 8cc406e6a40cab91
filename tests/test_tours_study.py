from io import BytesIO

from openpyxl import load_workbook

from .common import OfficeHttpCase
from .study_case import StudyMixin


class TestToursStudy(StudyMixin, OfficeHttpCase):
    """A researcher, customers on the public page and the manager reach a finding."""

    posts = ("market_researcher", "marketing_manager", "member")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.users.values():
            # the host's own introductions would lie over the screen
            user.tour_enabled = False

    def tour(self, name, user):
        self.start_tour("/odoo", f"marketing_office_study_{name}", login=user.login)
        self.env.invalidate_all()

    def customer_answers(self, survey, scores):
        """What the public page sends, by somebody who is not signed in."""
        self.authenticate(None, None)
        page = self.url_open(survey.get_start_url())
        self.assertEqual(page.status_code, 200)
        answer = survey.user_input_ids.sorted("id")[-1:]
        urls = f"{survey.access_token}/{answer.access_token}"
        self.make_jsonrpc_request(f"/survey/begin/{urls}", {})
        given = {
            str(question.id): scores[question.mkt_measure]
            for question in survey.question_ids
        }
        self.make_jsonrpc_request(f"/survey/submit/{urls}", given)

    def test_from_the_brief_to_the_validated_finding(self):
        self.tour("brief", self.researcher)
        study = self.env["mkt.study"].search([("name", "=", "Why do customers go?")])
        self.assertEqual((study.state, study.user_id), ("submitted", self.researcher))
        self.tour("approval", self.manager)
        survey = self.make_questionnaire()
        mine = study.with_user(self.researcher)
        mine.survey_ids = survey
        mine.action_start_fieldwork()
        self.customer_answers(survey, {"csat": "5", "nps": "9", False: "Fast"})
        self.customer_answers(survey, {"csat": "1", "nps": "2", False: "=Slow"})
        self.env.invalidate_all()
        self.assertEqual((study.answer_count, study.sample_reached), (2, 2))
        self.assertEqual((study.csat, study.nps), (50, 0))
        mine.action_start_analysis()
        self.tour("finding", self.researcher)
        finding = study.finding_ids
        self.assertEqual(finding.survey_ids, survey)
        self.tour("validation", self.manager)
        self.assertEqual(
            (finding.state, finding.validated_by_id), ("validated", self.manager)
        )
        mine.action_report()
        self.assertEqual(study.state, "reported")

    def test_workbook_over_http(self):
        survey = self.make_questionnaire()
        self.give_answer(survey, 4, 9, "=1+1")
        study = self.make_study(survey_ids=survey.ids)
        url = f"/marketing_office/study/{study.id}/answers.xlsx"
        self.authenticate(self.researcher.login, self.researcher.login)
        sheet = load_workbook(BytesIO(self.url_open(url).content)).active
        self.assertEqual(sheet["G2"].value, "=1+1")
        self.assertEqual(sheet["G2"].data_type, "s")
        member = self.users["member"]
        self.authenticate(member.login, member.login)
        self.assertEqual(self.url_open(url).status_code, 403)
