from io import BytesIO

from openpyxl import load_workbook

from ..common import OfficeTourCase
from ..market.market_case import OwnSalesMixin
from .study_case import StudyMixin


class TestToursStudy(StudyMixin, OwnSalesMixin, OfficeTourCase):
    """A researcher, customers on the public page and the manager: finding and share."""

    posts = ("market_researcher", "marketing_manager", "member")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.users.values():
            # the host's own introductions would lie over the screen
            user.tour_enabled = False

    def tour(self, name, user=None, path="/odoo"):
        login = user and user.login
        self.start_tour(path, f"marketing_office_{name}", login=login)
        self.env.invalidate_all()

    def test_from_the_brief_to_the_finding_and_the_share(self):
        self.tour("study_brief", self.researcher)
        study = self.env["mkt.study"].search([("name", "=", "Why do customers go?")])
        self.assertEqual((study.state, study.user_id), ("submitted", self.researcher))
        self.tour("study_approval", self.manager)
        survey = self.make_questionnaire("Supplier questionnaire")
        self.tour("study_fieldwork", self.researcher)
        self.assertEqual((study.state, study.survey_ids), ("fieldwork", survey))
        for answer in ("pleased", "displeased"):
            self.tour(f"study_answer_{answer}", path=survey.get_start_url())
        self.assertEqual((study.answer_count, study.sample_reached), (2, 2))
        self.assertEqual((study.csat, study.nps), (50, 0))
        self.tour("study_analysis", self.researcher)
        self.tour("study_finding", self.researcher)
        finding = study.finding_ids
        self.assertEqual(finding.survey_ids, survey)
        self.tour("study_validation", self.manager)
        self.assertEqual(
            (finding.state, finding.validated_by_id), ("validated", self.manager)
        )
        self.tour("study_report", self.researcher)
        self.assertEqual(study.state, "reported")
        self.check_share()

    def test_a_day_of_the_researcher(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.researcher.lang = "zh_CN"
        gathering = self.env["mkt.gathering"].create(
            {"name": "竞品价格", "kind": "trend", "user_id": self.researcher.id}
        )
        survey = self.make_questionnaire("供应商问卷")
        self.make_study(name="客户为何更换供应商？", survey_ids=survey.ids)
        self.give_answer(survey, 4, 9)
        self.tour("researcher", self.researcher)
        observation = gathering.task_ids.observation_ids
        self.assertEqual(observation.user_id, self.researcher)
        self.assertEqual(gathering.outcome, "collected")

    def check_share(self):
        """How large the market is, and the share of it, with the sources of both."""
        self.tour("market_size", self.researcher, "/odoo/mkt-market-sizes")
        self.tour("market_share", self.manager, "/odoo/mkt-market-sizes")
        size = self.env["mkt.market.size"].search([])
        self.assertEqual(
            (size.state, size.validated_by_id), ("validated", self.manager)
        )
        share = self.env["mkt.market.share"].with_user(self.manager).browse(size.id)
        self.assertEqual(share.share_label, "15.00%")
        self.assertEqual(share.source, "Yearbook of the association")
        self.assertEqual(share.own_source, "Posted Invoices · all products")

    def test_workbook_over_http(self):
        survey = self.make_questionnaire()
        self.give_answer(survey, 4, 9, "=1+1")
        study = self.make_study(survey_ids=survey.ids)
        url = f"/marketing_office/study/{study.id}/answers.xlsx"
        self.authenticate(self.researcher.login, self.researcher.login)
        sheet = load_workbook(BytesIO(self.url_open(url).content)).active
        self.assertEqual(sheet["G2"].value, "=1+1")
        self.assertEqual(sheet["G2"].data_type, "s")
        scales = survey.question_ids[:2]
        crosstab = url.replace("answers", f"crosstab/{scales[0].id}/{scales[1].id}")
        sheet = load_workbook(BytesIO(self.url_open(crosstab).content)).active
        self.assertEqual(sheet["A1"].value, "Scale csat × Scale nps")
        member = self.users["member"]
        self.authenticate(member.login, member.login)
        for address in (url, crosstab):
            self.assertEqual(self.url_open(address).status_code, 403)
