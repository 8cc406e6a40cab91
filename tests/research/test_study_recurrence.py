from datetime import date

from dateutil.relativedelta import relativedelta

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time

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

    def first_days(self, start, frequency, count):
        """Those of the studies that follow one, all raised on their day."""
        study = self.make_study(
            "approved", date_from=start, date_to=start, frequency=frequency
        )
        return [str(s.date_from) for s in self.raise_on_their_day(study, count)]

    def raise_on_their_day(self, study, count):
        for _study in range(count):
            with freeze_time(study.next_date):
                study = study.sudo()._raise_next()
            yield study

    def test_each_month_on_its_last_day(self):
        self.assertEqual(
            self.first_days(date(2027, 12, 31), "month", 5),
            ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30", "2028-05-31"],
        )
        self.assertEqual(
            self.first_days(date(2027, 1, 30), "month", 3),
            ["2027-02-28", "2027-03-30", "2027-04-30"],
        )

    def test_each_quarter_on_its_last_day(self):
        self.assertEqual(
            self.first_days(date(2027, 8, 31), "quarter", 4),
            ["2027-11-30", "2028-02-29", "2028-05-31", "2028-08-31"],
        )

    def test_each_year_on_leap_day(self):
        self.assertEqual(
            self.first_days(date(2028, 2, 29), "year", 4),
            ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"],
        )

    def test_a_day_given_by_hand_is_kept(self):
        study = self.make_study(
            "approved",
            date_from=date(2027, 1, 31),
            date_to=date(2027, 1, 31),
            frequency="month",
            next_date=date(2027, 3, 30),
        )
        *_raised, study = following = list(self.raise_on_their_day(study, 3))
        days = [str(s.date_from) for s in following]
        self.assertEqual(days, ["2027-03-30", "2027-04-30", "2027-05-30"])
        # an earlier study that moves does not move what was given by hand
        study.sudo().next_date = date(2027, 6, 15)
        study.previous_id.sudo().date_from = date(2027, 4, 29)
        self.assertEqual(study.next_date, date(2027, 6, 15))

    def test_periods_missed_from_the_last_day(self):
        study = self.make_study(
            "approved",
            date_from=date(2027, 1, 31),
            date_to=date(2027, 1, 31),
            frequency="month",
        )
        with freeze_time("2027-07-15"):
            following = study.sudo()._raise_next()
        self.assertEqual(following.date_from, date(2027, 6, 30))
        self.assertEqual(following.next_date, date(2027, 7, 31))
