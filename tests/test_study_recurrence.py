from dateutil.relativedelta import relativedelta

from odoo.exceptions import ValidationError

from .study_case import StudyCase


class TestStudyRecurrence(StudyCase):
    """A repeated study raises the next one as a draft, once."""

    def setUp(self):
        super().setUp()
        self.start = self.today - relativedelta(months=4)
        self.survey = self.make_questionnaire()
        self.study = self.make_study(
            "reported",
            date_from=self.start,
            date_to=self.start + relativedelta(days=20),
            frequency="quarter",
            survey_ids=self.survey.ids,
        )

    def run_action(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref(
                "marketing_office.ir_cron_raise_studies"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def test_raised_once(self):
        for _time in range(2):
            self.run_action()
        following = self.study.next_ids
        self.assertEqual(len(following), 1)
        self.assertEqual(following.date_from, self.start + relativedelta(months=3))
        self.assertEqual((following.date_to - following.date_from).days, 20)
        self.assertEqual(
            (following.state, following.user_id), ("draft", self.researcher)
        )
        self.assertEqual(following.question, self.study.question)
        self.assertEqual(following.survey_ids.title, self.survey.title)
        self.assertNotEqual(following.survey_ids, self.survey)
        self.assertFalse(following.answer_count or following.finding_ids)
        self.assertGreater(following.next_date, self.today)

    def test_the_series_shows_the_trend(self):
        self.assertFalse(self.study.series_ids)
        self.give_answer(self.survey, 1, 0)
        self.run_action()
        following = self.study.next_ids
        self.give_answer(following.survey_ids, 5, 10)
        following.sudo().write({"state": "reported", "next_date": self.today})
        self.run_action()
        third = following.next_ids
        series = self.study | following | third
        self.assertFalse(self.study.first_id)
        self.assertEqual((following | third).first_id, self.study)
        for study in series:
            self.assertEqual(study.series_ids.ids, series.ids)
        self.assertEqual(third.series_ids.mapped("csat"), [0, 100, 0])
        self.assertEqual(third.series_ids.mapped("csat_count"), [1, 1, 0])
        # others see what was reported alone
        seen = self.study.with_user(self.users["member"]).series_ids
        self.assertEqual(seen.ids, (self.study | following).ids)

    def test_who_has_left_is_followed_by_the_researcher(self):
        successor = self.make_holder("market_researcher", "successor")
        self.researcher.sudo().active = False
        self.run_action()
        self.assertEqual(self.study.sudo().next_ids.user_id, successor)

    def test_not_before_its_day_and_not_from_a_draft(self):
        self.study.sudo().next_date = self.today + relativedelta(days=1)
        self.run_action()
        self.study.sudo().write({"next_date": self.today, "state": "cancelled"})
        self.run_action()
        self.assertFalse(self.study.next_ids)

    def test_periods_missed_are_not_made_up_for(self):
        old = self.today - relativedelta(months=14)
        study = self.make_study("reported", date_from=old, frequency="quarter")
        self.run_action()
        self.assertEqual(study.next_ids.date_from, old + relativedelta(months=12))

    def test_begins_after_this_one(self):
        with self.assertRaises(ValidationError):
            self.make_study("draft", frequency="month", next_date=self.today)
