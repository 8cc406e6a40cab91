"""Awareness before and after a campaign, beside SQL that is written by hand."""

from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger

from .campaign_case import CampaignCase

# who answered: handed in or not, a test or not, which answer (None: passed over)
ANSWERS = st.lists(
    st.tuples(
        st.sampled_from(["new", "in_progress", "done", "done"]),
        st.sampled_from([True, False, False]),
        st.none() | st.integers(0, 2),
    ),
    max_size=6,
)
BY_HAND = """
    SELECT COUNT(*), COUNT(*) FILTER (WHERE aware)
    FROM (
        SELECT form.id, bool_or(COALESCE(choice.mkt_is_aware,
            line.value_scale >= question.mkt_aware_from)) AS aware
        FROM survey_user_input form
        JOIN survey_user_input_line line ON line.user_input_id = form.id
        JOIN survey_question question ON question.id = line.question_id
        LEFT JOIN survey_question_answer choice
            ON choice.id = line.suggested_answer_id
        WHERE form.survey_id = %s AND form.state = 'done' AND form.test_entry IS NOT TRUE
            AND question.mkt_measure = 'awareness' AND line.skipped IS NOT TRUE
        GROUP BY form.id
    ) forms
"""


class TestCampaignAwareness(CampaignCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director = cls.users["director"]

    def setUp(self):
        super().setUp()
        self.campaign = self.approved_campaign()
        self.campaign.action_create_questionnaires()
        self.before = self.campaign.survey_before_id.sudo()
        self.after = self.campaign.survey_after_id.sudo()

    def answer(self, survey, choice, state="done", test_entry=False):
        """Somebody chooses the answer of that number, or point of the scale."""
        question = survey.question_ids
        if choice is None:
            given = {"skipped": True, "answer_type": False}
        elif question.question_type == "scale":
            given = {"answer_type": "scale", "value_scale": choice}
        else:
            answers = question.suggested_answer_ids
            given = {
                "answer_type": "suggestion",
                "suggested_answer_id": answers[choice % len(answers)].id,
            }
        return self.env["survey.user_input"].create(
            {
                "survey_id": survey.id,
                "state": state,
                "test_entry": test_entry,
                "user_input_line_ids": [
                    Command.create({"question_id": question.id, **given})
                ],
            }
        )

    def scale(self):
        question = {
            "title": "How well do you know us?",
            "question_type": "scale",
            "scale_min": 0,
            "scale_max": 5,
            "mkt_measure": "awareness",
            "mkt_aware_from": 2,
        }
        return self.env["survey.survey"].create(
            {
                "title": "On a scale",
                "question_and_page_ids": [Command.create(question)],
            }
        )

    def by_hand(self, survey):
        self.env.flush_all()
        self.env.cr.execute(BY_HAND, [survey.id])
        return self.env.cr.fetchone()

    def assertAgrees(self):
        self.campaign.invalidate_recordset()
        read = self.campaign.with_user(self.director)
        shares = {}
        for side in ("before", "after"):
            asked, aware = self.by_hand(self.campaign[f"survey_{side}_id"])
            shares[side] = 100 * aware / asked if asked else None
            self.assertEqual(read[f"awareness_{side}_count"], asked)
            self.assertAlmostEqual(read[f"awareness_{side}"], shares[side] or 0, 1)
        both = None not in shares.values()
        self.assertEqual(read.has_awareness_change, both)
        change = shares["after"] - shares["before"] if both else 0
        self.assertAlmostEqual(read.awareness_change, change, 1)
        return read

    @settings(max_examples=20)
    @given(ANSWERS, ANSWERS)
    def test_equal_to_sql(self, before, after):
        savepoint = self.env.cr.savepoint()
        try:
            self.campaign.survey_after_id = self.scale()
            for survey, forms in (
                (self.before, before),
                (self.campaign.survey_after_id.sudo(), after),
            ):
                for state, test_entry, choice in forms:
                    self.answer(survey, choice, state, test_entry)
            self.assertAgrees()
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()

    def test_shares_with_their_numbers_and_points(self):
        for choice in (0, 1, 1, 1):
            self.answer(self.before, choice)
        self.answer(self.before, 0, test_entry=True)
        self.answer(self.before, 0, state="in_progress")
        read = self.assertAgrees()
        self.assertEqual((read.awareness_before, read.awareness_before_count), (25, 4))
        self.assertFalse(read.has_awareness_change)
        self.assertIn("25.0%", read.awareness_result)
        self.assertIn("No data", read.awareness_result)
        for choice in (0, 1):
            self.answer(self.after, choice)
        read = self.assertAgrees()
        self.assertEqual(read.awareness_change, 25)
        self.assertIn("+25.0 points", read.awareness_result)

    def test_nobody_asked_is_no_data(self):
        read = self.assertAgrees()
        self.assertEqual(read.awareness_result.count("No data"), 2)

    def test_several_choices_count_once(self):
        question = self.before.question_ids
        question.write(
            {
                "question_type": "multiple_choice",
                "suggested_answer_ids": [
                    Command.create({"value": "From a friend", "mkt_is_aware": True})
                ],
            }
        )
        form = self.answer(self.before, 0)
        form.user_input_line_ids.copy(
            {"suggested_answer_id": question.suggested_answer_ids[2].id}
        )
        read = self.assertAgrees()
        self.assertEqual((read.awareness_before, read.awareness_before_count), (100, 1))

    def test_figures_are_for_the_posts_that_read_them(self):
        self.answer(self.before, 0)
        for code in ("sales_manager", "finance_manager", "leadership"):
            read = self.campaign.with_user(self.users[code])
            self.assertEqual(read.awareness_before_count, 1, code)
        staff = self.campaign.with_user(self.users["sales_staff"])
        self.assertNotIn("awareness_before", staff.fields_get())
        with self.assertRaises(AccessError):
            staff.read(["awareness_result"])

    def test_who_is_judged_does_not_touch_the_answers(self):
        form = self.answer(self.before, 1).with_user(self.promoter)
        for vals in ({"test_entry": True}, {"state": "new"}, {"mkt_is_aware": True}):
            with self.assertRaises(AccessError):
                form.write(vals)
        with self.assertRaises(AccessError):
            form.unlink()
        answers = self.before.question_ids.suggested_answer_ids
        forged = {
            "question_id": self.before.question_ids.id,
            "answer_type": "suggestion",
            "suggested_answer_id": answers[0].id,
        }
        with self.assertRaises(AccessError):
            form.create(
                {
                    "survey_id": self.before.id,
                    "state": "done",
                    "user_input_line_ids": [Command.create(forged)],
                }
            )

    @mute_logger("odoo.sql_db")
    def test_a_copied_questionnaire_asks_the_same(self):
        self.campaign.survey_after_id = False
        self.campaign.survey_after_id = self.before.copy()
        self.answer(self.campaign.survey_after_id.sudo(), 0)
        read = self.assertAgrees()
        self.assertEqual((read.awareness_after, read.awareness_after_count), (100, 1))
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.campaign.survey_after_id = self.before
            self.env.flush_all()

    def test_what_counts_as_aware_stays_once_answered(self):
        question = self.before.question_ids.with_user(self.promoter)
        yes, no = question.suggested_answer_ids
        no.mkt_is_aware, yes.mkt_is_aware = True, False
        no.mkt_is_aware, yes.mkt_is_aware = False, True
        self.answer(self.before, 1)
        elsewhere = self.env["survey.survey"].create({"title": "Elsewhere"})
        for change in (
            lambda: no.write({"mkt_is_aware": True}),
            no.unlink,
            lambda: question.write({"survey_id": elsewhere.id}),
            lambda: question.write({"survey_id": False}),
            lambda: question.write({"mkt_measure": False}),
            question.unlink,
        ):
            with self.assertRaisesRegex(UserError, "Spring Fair"):
                change()
        with self.assertRaisesRegex(UserError, "Spring Fair"):
            self.before.with_user(self.promoter).unlink()

    def test_a_questionnaire_must_ask_for_awareness(self):
        plain = self.env["survey.survey"].create({"title": "Plain"})
        with self.assertRaises(ValidationError):
            self.campaign.survey_after_id = plain
        with self.assertRaises(ValidationError):
            self.before.question_ids.suggested_answer_ids.mkt_is_aware = True
            self.campaign._check_awareness_question()
        with self.assertRaises(ValidationError):
            self.scale().question_ids.mkt_aware_from = 0
        with self.assertRaises(ValidationError):
            self.before.question_ids.copy({"survey_id": self.before.id})

    def test_the_questionnaires_stay_once_the_campaign_is_over(self):
        self.campaign.action_start()
        self.campaign.write({"result": "good", "lessons": "none"})
        self.campaign.action_close()
        with self.assertRaises(UserError):
            self.campaign.survey_after_id = self.scale()
        with self.assertRaises(UserError):
            self.campaign.survey_after_id = False

    def test_from_the_questionnaire_to_the_campaign(self):
        survey = self.before.with_user(self.promoter)
        self.assertEqual(survey.mkt_campaign_count, 1)
        self.assertEqual(survey.action_mkt_campaigns()["res_id"], self.campaign.id)
        with self.assertRaises(AccessError):
            self.campaign.with_user(
                self.users["sales_staff"]
            ).action_create_questionnaires()

    def test_one_query_for_all(self):
        campaigns = self.campaign
        for number in range(6):
            campaigns += self.approved_campaign(f"Fair {number}")
        self.env.flush_all()

        def queries(shown):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            shown.with_user(self.director).read(["awareness_before", "awareness_after"])
            return self.env.cr.sql_log_count - before

        queries(campaigns)
        self.assertEqual(queries(campaigns[:2]), queries(campaigns))
