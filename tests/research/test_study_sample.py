"""How far the answers of a study can be off, and who has not answered."""

import random
from math import sqrt

from hypothesis import given
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError
from odoo.tests import BaseCase

from odoo.addons.marketing_office.tools.sample import margin_of_error

from .study_case import StudyCase


class TestMarginOfError(BaseCase):
    def test_known_figures(self):
        for count, margin in ((100, 9.8), (400, 4.9), (1067, 3.0)):
            self.assertAlmostEqual(margin_of_error(count), margin, 1)
        self.assertIs(margin_of_error(0), False)

    @given(st.integers(1, 10**6), st.floats(0, 1))
    def test_never_less_than_of_the_share(self, count, share):
        own = 196 * sqrt(share * (1 - share) / count)
        self.assertGreaterEqual(margin_of_error(count) + 1e-9, own)

    def test_holds_for_samples(self):
        chance = random.Random(7)
        for share in (0.5, 0.2):
            within = 0
            for _sample in range(400):
                aware = sum(chance.random() < share for _person in range(200))
                off = abs(100 * aware / 200 - 100 * share)
                within += off <= margin_of_error(200)
            self.assertGreater(within / 400, 0.93)


class TestStudySample(StudyCase):
    def setUp(self):
        super().setUp()
        self.survey = self.make_questionnaire()
        self.study = self.make_study(survey_ids=self.survey.ids)

    def test_margin_beside_the_number(self):
        self.assertIs(self.study.margin_of_error, False)
        for csat in (5, 4, 1, 3):
            self.give_answer(self.survey, csat, None)
        self.give_answer(self.survey, 1, None, test_entry=True)
        self.study.invalidate_recordset()
        self.assertAlmostEqual(self.study.margin_of_error, 98 / sqrt(4))
        self.assertIn("(n = 4, ± 49.0)", self.study.result)

    def test_figures_are_rounded_alike(self):
        for csat in (5, 4, 4, 4):
            self.give_answer(self.survey, csat, None)
        self.study.invalidate_recordset()
        self.assertEqual(self.study.csat, 81.25)
        self.assertIn("81.3 %", self.study.result)

    def test_nobody_adds_to_it_by_hand(self):
        """Who reports on the sample could make it as large as was planned."""
        theirs = self.env["survey.user_input"].with_user(self.researcher)
        invited = theirs.create({"survey_id": self.survey.id})
        other = theirs.create({"survey_id": self.make_questionnaire().id})
        trial = {"survey_id": self.survey.id, "state": "done", "test_entry": True}
        tried = theirs.create(trial)
        for door in (
            lambda: tried.write({"test_entry": False}),
            lambda: theirs.create({"survey_id": self.survey.id, "state": "done"}),
            lambda: invited.write({"state": "done"}),
            lambda: other.write({"survey_id": self.survey.id}),
        ):
            with self.assertRaises(AccessError):
                door()
        other.state = "done"
        self.assertEqual(self.study.answer_count, 0)

    def test_nonsense_is_left_out_until_it_is_reported(self):
        nonsense, answer = (self.give_answer(self.survey, 5) for _ in range(2))
        theirs = (nonsense | answer).with_user(self.researcher)
        theirs[0].test_entry = True
        self.study.sudo().state = "reported"
        for door in (lambda: theirs[1].write({"test_entry": True}), theirs[1].unlink):
            with self.assertRaises(UserError):
                door()
        self.assertEqual(self.study.answer_count, 1)

    def test_who_has_not_answered(self):
        partners = self.make_customer("First") | self.make_customer("Second")
        answers = self.env["survey.user_input"].create(
            [
                {
                    "survey_id": self.survey.id,
                    "partner_id": partner.id,
                    "mkt_invited_at": "2026-01-01",
                }
                for partner in partners
            ]
        )
        # somebody came by the open link
        self.give_answer(self.survey, 5, None, state="in_progress")
        answers[0].state = "done"
        self.study.invalidate_recordset()
        self.assertEqual((self.study.asked_count, self.study.silent_count), (2, 1))
        study = self.study.with_user(self.researcher)
        found = self.env["survey.user_input"].with_user(self.researcher)
        found = found.search(study.action_view_silent()["domain"])
        self.assertEqual(found.partner_id, partners[1])
