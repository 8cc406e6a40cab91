"""Satisfaction, recommendation and response at random, against hand-written SQL."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ..indicator.kpi_case import KpiCase

POOL = 6
MOMENTS = st.integers(-120, 90).map(
    lambda n: datetime(2026, 9, 30, 16) + timedelta(hours=7 * n)
)
FORMS = st.lists(
    st.fixed_dictionaries(
        {
            "invited": st.none() | MOMENTS,
            "answered": MOMENTS,
            "state": st.sampled_from(["new", "in_progress", "done", "done"]),
            "test": st.sampled_from([False, False, True]),
            "company": st.sampled_from(["a", "a", "b"]),
            "person": st.integers(0, 1),
            "csat": st.none() | st.integers(1, 5),
            "nps": st.none() | st.integers(0, 10),
        }
    ),
    max_size=POOL,
)
FIGURES = """
    WITH form AS (
        SELECT f.id, f.mkt_user_id AS person, f.state = 'done' AS answered,
            date_trunc('month', f.mkt_invited_at + interval '8 hours')::date AS invited_in,
            date_trunc('month', f.end_datetime + interval '8 hours')::date AS answered_in,
            csat.value_scale AS csat, nps.value_scale AS nps
        FROM survey_user_input f
        LEFT JOIN survey_user_input_line csat
            ON csat.user_input_id = f.id AND csat.question_id = %(csat)s
        LEFT JOIN survey_user_input_line nps
            ON nps.user_input_id = f.id AND nps.question_id = %(nps)s
        WHERE f.mkt_invited_at IS NOT NULL AND NOT f.test_entry
            AND f.mkt_company_id = %(company)s
    ), figure AS (
        SELECT 'customer_satisfaction' AS name, answered_in AS month, person,
            25.0 * (csat - 1) AS figure
        FROM form WHERE answered AND csat IS NOT NULL
        UNION ALL
        SELECT 'net_promoter_score', answered_in, person,
            CASE WHEN nps > 8 THEN 100 WHEN nps < 7 THEN -100 ELSE 0 END
        FROM form WHERE answered AND nps IS NOT NULL
        UNION ALL
        SELECT 'survey_response', invited_in, person,
            CASE WHEN answered THEN 100 ELSE 0 END
        FROM form
    )
    SELECT name, month, NULL, AVG(figure), COUNT(*) FROM figure GROUP BY 1, 2
    UNION ALL
    SELECT name, month, person, AVG(figure), COUNT(*) FROM figure
    WHERE person IS NOT NULL GROUP BY 1, 2, 3
"""
NAMES = ("customer_satisfaction", "net_promoter_score", "survey_response")


class TestKpiRandomAnswers(KpiCase):
    posts = ("director", "account_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.periods._generate(cls.company)
        survey = cls.env["survey.survey"].create({"title": "Satisfaction"})
        cls.questions = {
            measure: cls.env["survey.question"].create(
                {
                    "survey_id": survey.id,
                    "title": measure,
                    "question_type": "scale",
                    "scale_min": low,
                    "scale_max": high,
                    "mkt_measure": measure,
                }
            )
            for measure, low, high in (("csat", 1, 5), ("nps", 0, 10))
        }
        cls.pool = cls.env["survey.user_input"].union(
            *(survey._create_answer(partner=cls.customer) for _n in range(POOL))
        )

    def write_forms(self, forms):
        companies = {"a": self.company, "b": self.company_b}
        people = [self.env["res.users"], self.users["account_manager"]]
        self.pool.user_input_line_ids.unlink()
        self.pool.mkt_invited_at = False
        for answer, form in zip(self.pool, forms, strict=False):
            for measure, question in self.questions.items():
                if form[measure] is not None:
                    answer._save_lines(question, str(form[measure]))
            answer.write(
                {
                    "mkt_invited_at": form["invited"],
                    "mkt_company_id": companies[form["company"]].id,
                    "mkt_user_id": people[form["person"]].id,
                    "state": form["state"],
                    "end_datetime": form["answered"],
                    "test_entry": form["test"],
                }
            )
        self.env.flush_all()

    @given(FORMS)
    @settings(max_examples=20)
    def test_against_sql(self, forms):
        self.write_forms(forms)
        kpis = {self.kpi(name): name for name in NAMES}
        self.compute(*kpis)
        ids = {measure: question.id for measure, question in self.questions.items()}
        self.env.cr.execute(FIGURES, {**ids, "company": self.company.id})
        expected = {row[:3]: row[3:] for row in self.env.cr.fetchall()}
        rows = self.values.search(
            [
                ("kpi_id.measure", "in", NAMES),
                ("period_kind", "=", "month"),
                ("scope", "in", ("company", "user")),
            ]
        )
        found = {(kpis[r.kpi_id], r.date_from, r.user_id.id or None): r for r in rows}
        self.assertEqual(set(found), set(expected))
        for key, (figure, n) in expected.items():
            self.assertAlmostEqual(found[key].value, float(figure), 4)
            self.assertEqual(found[key].denominator, n)
