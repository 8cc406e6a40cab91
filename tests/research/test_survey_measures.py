from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from ..common import OfficeCase

# one customer's form: is it handed in, is it a test, answers (None: passed over)
CSAT = st.none() | st.integers(1, 5)
FORM = st.tuples(
    st.sampled_from(["new", "in_progress", "done"]),
    st.booleans(),
    st.tuples(CSAT, CSAT, CSAT),
    st.none() | st.integers(0, 10),
)
SQL_FIGURES = """
    SELECT ui.id,
           coalesce(avg(100.0 * (l.value_scale - q.scale_min)
               / (q.scale_max - q.scale_min))
               FILTER (WHERE q.mkt_measure = 'csat'), 0),
           count(*) FILTER (WHERE q.mkt_measure = 'csat') > 0,
           coalesce(max(l.value_scale) FILTER (WHERE q.mkt_measure = 'nps'), 0),
           count(*) FILTER (WHERE q.mkt_measure = 'nps') > 0,
           coalesce(max(CASE WHEN l.value_scale > 8 THEN 100
                             WHEN l.value_scale < 7 THEN -100 ELSE 0 END)
               FILTER (WHERE q.mkt_measure = 'nps'), 0)
      FROM survey_user_input ui
      LEFT JOIN survey_user_input_line l ON l.user_input_id = ui.id
           AND NOT l.skipped AND l.answer_type = 'scale'
           AND ui.state = 'done' AND NOT ui.test_entry
      LEFT JOIN survey_question q ON q.id = l.question_id
     WHERE ui.id = ANY(%s) GROUP BY ui.id
"""


class TestSurveyMeasures(OfficeCase):
    posts = ("customer_service_manager",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.survey = cls.env.ref("marketing_office.survey_satisfaction")
        questions = cls.survey.question_ids
        cls.csat = questions.filtered(lambda q: q.mkt_measure == "csat")
        cls.nps = questions.filtered(lambda q: q.mkt_measure == "nps")

    @classmethod
    def vals(cls, state="done", test_entry=False, csat=(), nps=None):
        answers = [*zip(cls.csat, csat, strict=False), (cls.nps, nps)]
        return {
            "survey_id": cls.survey.id,
            "state": state,
            "test_entry": test_entry,
            "user_input_line_ids": [
                Command.create(
                    {
                        "question_id": question.id,
                        "answer_type": "scale" if value is not None else False,
                        "skipped": value is None,
                        "value_scale": value or 0,
                    }
                )
                for question, value in answers
            ],
        }

    @classmethod
    def answers(cls, forms):
        return cls.env["survey.user_input"].create([cls.vals(*form) for form in forms])

    @settings(max_examples=30, deadline=None)
    @given(st.lists(FORM, min_size=1, max_size=8))
    def test_equal_to_sql(self, forms):
        answers = self.answers(forms)
        self.env.flush_all()
        self.env.cr.execute(SQL_FIGURES, [answers.ids])
        rows = {row[0]: row[1:] for row in self.env.cr.fetchall()}
        for answer in answers:
            csat, *others = rows[answer.id]
            self.assertAlmostEqual(answer.mkt_csat, float(csat), places=6)
            self.assertEqual(
                others,
                [
                    answer.mkt_has_csat,
                    answer.mkt_nps,
                    answer.mkt_has_nps,
                    answer.mkt_nps_points,
                ],
            )

    def test_zero_is_an_answer(self):
        [answer] = self.answers([("done", False, (1, 1, 1), 0)])
        self.assertTrue(answer.mkt_has_csat and answer.mkt_has_nps)
        self.assertEqual((answer.mkt_csat, answer.mkt_nps), (0, 0))
        self.assertEqual(answer.mkt_nps_points, -100)

    def test_counts_when_handed_in(self):
        [answer] = self.answers([("in_progress", False, (5, 5, 4), 9)])
        self.assertFalse(answer.mkt_is_answered or answer.mkt_has_csat)
        answer._mark_done()
        self.assertTrue(answer.mkt_is_answered)
        self.assertAlmostEqual(answer.mkt_csat, 275 / 3)
        self.assertEqual(answer.mkt_nps_points, 100)

    def test_test_entry_never_counts(self):
        [answer] = self.answers([("done", True, (5, 5, 5), 10)])
        self.assertFalse(
            answer.mkt_is_answered or answer.mkt_has_csat or answer.mkt_has_nps
        )

    def queries(self, number):
        answers = self.answers([("in_progress", False, (3, 4, 5), 8)] * number)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        answers.write({"state": "done"})
        answers.flush_recordset()
        return self.env.cr.sql_log_count - before

    def test_queries_do_not_grow(self):
        self.queries(1)  # warms the caches
        self.assertEqual(self.queries(5), self.queries(100))

    def test_measure_needs_its_scale(self):
        comment = self.survey.question_ids.filtered(
            lambda q: q.question_type == "text_box"
        )
        with self.assertRaises(ValidationError):
            comment.mkt_measure = "csat"
        with self.assertRaises(ValidationError):
            self.nps.scale_max = 5
        with self.assertRaises(ValidationError):
            self.csat[0].write({"mkt_measure": "nps", "scale_min": 0, "scale_max": 10})

    def test_scale_stays_once_answered(self):
        self.csat.scale_max = 7
        self.answers([("done", False, (7, 7, 7), 9)])
        with self.assertRaises(UserError):
            self.csat.scale_max = 5

    def test_what_counts_stays_once_answered(self):
        """Who is judged by the answers does not choose which of them count."""
        manager = self.users["customer_service_manager"]
        [answer] = self.answers([("done", False, (1, 5, 5), 9)])
        survey = self.env["mkt.satisfaction.survey"].create(
            {"name": "Satisfaction", "survey_id": self.survey.id}
        )
        today = self.company._mkt_today()
        period = self.env["mkt.period"]._of(self.company, "quarter", today)
        answer.mkt_wave_id = self.env["mkt.satisfaction.wave"].create(
            {"survey_id": survey.id, "period_id": period.id}
        )
        before = answer.mkt_csat
        bad, other = (q.with_user(manager) for q in (self.csat[0], self.nps))
        for change in (
            lambda: bad.write({"mkt_measure": False}),
            lambda: other.write({"mkt_measure": "csat"}),
            bad.unlink,
        ):
            with self.assertRaises(AccessError):
                change()
        self.assertEqual(answer.mkt_csat, before)

    def test_invitation_is_recorded_by_the_system_only(self):
        manager = self.users["customer_service_manager"]
        customer = self.make_customer()
        self.give_customer(customer, manager)
        contact = self.make_customer("Contact", parent_id=customer.id)
        answer = self.survey.with_user(manager)._create_answer(partner=contact)
        with self.assertRaises(AccessError):
            answer.mkt_csat = 100
        with self.assertRaises(AccessError):
            answer.mkt_invited_at = "2026-01-01"
        answer._mkt_mark_invited(self.company)
        self.assertEqual(answer.mkt_user_id, manager)
        self.assertEqual(answer.mkt_company_id, self.company)
        self.assertTrue(answer.mkt_invited_at)
