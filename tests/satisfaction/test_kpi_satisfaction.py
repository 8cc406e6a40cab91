from datetime import date, datetime

from ..indicator.kpi_case import KpiCase


class TestKpiSatisfaction(KpiCase):
    """What invited customers answer, against hand-written SQL."""

    posts = ("director", "account_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.survey = cls.env["survey.survey"].create({"title": "Satisfaction"})
        cls.questions = {
            measure: cls.env["survey.question"].create(
                {
                    "survey_id": cls.survey.id,
                    "title": measure,
                    "question_type": "scale",
                    "scale_min": low,
                    "scale_max": high,
                    "mkt_measure": measure,
                }
            )
            for measure, low, high in (("csat", 1, 5), ("nps", 0, 10))
        }

    def answer(self, csat=None, nps=None, invited="2026-10-05", **vals):
        user_input = self.survey._create_answer(partner=self.make_customer())
        user_input.write(
            {
                "mkt_invited_at": invited,
                "mkt_company_id": self.company.id,
                "mkt_user_id": self.users["account_manager"].id,
                **vals,
            }
        )
        for measure, value in (("csat", csat), ("nps", nps)):
            if value is not None:
                user_input._save_lines(self.questions[measure], str(value))
        if csat is not None or nps is not None:
            user_input.write(
                {"state": "done", "end_datetime": datetime(2026, 10, 20, 3)}
            )
        return user_input

    def test_satisfaction(self):
        self.answer(5, 10)
        self.answer(4, 9)
        self.answer(1, 0)
        self.answer(3, 8)
        self.answer(None, 6)
        self.answer()
        self.answer(5, 10, invited=False)  # came by another road
        self.answer(1, 1, mkt_company_id=self.company_b.id)
        self.answer(5, 10, test_entry=True)
        kpis = [
            self.kpi(name)
            for name in (
                "customer_satisfaction",
                "net_promoter_score",
                "survey_response",
            )
        ]
        self.compute(*kpis)
        account_manager = {"user_id": self.users["account_manager"]}
        # 100, 75, 0 and 50 percent of the scale; 2 promoters, 2 detractors of 5
        for kpi, expected, n in zip(kpis, (56.25, 0, 500 / 6), (4, 5, 6), strict=True):
            for scope in ({}, account_manager):
                row = self.value(kpi, self.period("month"), **scope)
                self.assertAlmostEqual(row.value, expected, 4)
                self.assertEqual(row.denominator, n)

    def test_invited_in_one_month_and_answered_in_the_next(self):
        self.answer(5, 10, invited="2026-09-30 15:59:59")
        kpi, response = self.kpi("customer_satisfaction"), self.kpi("survey_response")
        self.compute(kpi, response)
        self.assertFigure(kpi, self.period("month"), 100)
        self.assertFigure(response, self.period("month", date(2026, 9, 1)), 100)
        self.assertFalse(self.value(response, self.period("month")))
