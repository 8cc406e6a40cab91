from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form
from odoo.tools import mute_logger

from ..research.study_case import StudyCase


class TestBrandAwareness(StudyCase):
    """Awareness by year and segment rests on validated findings, and is seen as a series."""

    posts = (*StudyCase.posts, "promotion_manager", "sales_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.brand = cls.env["mkt.brand"].create({"name": "Chengli"})
        cls.north, cls.south = cls.env["mkt.segment"].create(
            [{"name": "North"}, {"name": "South"}]
        )
        cls.study = cls.make_study()
        cls.finding = cls.env["mkt.finding"].create(
            {
                "name": "Four of ten know Chengli",
                "study_id": cls.study.id,
                "state": "validated",
            }
        )

    def year(self, number, company=None):
        periods = self.env["mkt.period"]
        return periods._of(company or self.company, "year", date(number, 1, 1))

    def figure(self, year=2026, user=None, **vals):
        figures = self.env["mkt.brand.awareness"].with_user(user or self.researcher)
        return figures.create(
            {
                "brand_id": self.brand.id,
                "period_id": self.year(year).id,
                "segment_id": self.north.id,
                "finding_id": self.finding.id,
                "awareness": 40,
                "asked_count": 100,
                **vals,
            }
        )

    def test_a_series_by_segment(self):
        for year, north, south in ((2024, 30, 20), (2025, 35, 22), (2026, 42, 31)):
            self.figure(year, awareness=north)
            self.figure(year, awareness=south, segment_id=self.south.id)
        groups = (
            self.env["mkt.brand.awareness"]
            .with_user(self.users["member"])
            ._read_group(
                [("brand_id", "=", self.brand.id)],
                ["segment_id", "date_from:year"],
                ["awareness:avg"],
            )
        )
        series = {}
        for segment, first, share in groups:
            series.setdefault(segment, []).append((first.year, share))
        self.assertEqual(series[self.north], [(2024, 30), (2025, 35), (2026, 42)])
        self.assertEqual(series[self.south], [(2024, 20), (2025, 22), (2026, 31)])

    def test_segments_together_weigh_by_who_was_asked(self):
        self.figure(awareness=40, asked_count=100)
        self.figure(awareness=10, asked_count=300, segment_id=self.south.id)
        [[share]] = self.env["mkt.brand.awareness"]._read_group(
            [("brand_id", "=", self.brand.id)], [], ["awareness:avg"]
        )
        self.assertAlmostEqual(share, (40 + 30) / 4)

    def test_with_its_margin_of_error(self):
        self.assertAlmostEqual(self.figure().margin_of_error, 9.8)

    def test_the_share_of_the_questionnaire(self):
        survey = self.env["survey.survey"].create(
            {
                "title": "Do you know Chengli?",
                "question_and_page_ids": [
                    Command.create(
                        {
                            "title": "Do you know Chengli?",
                            "question_type": "simple_choice",
                            "mkt_measure": "awareness",
                            "suggested_answer_ids": [
                                Command.create({"value": "Yes", "mkt_is_aware": True}),
                                Command.create({"value": "No"}),
                            ],
                        }
                    )
                ],
            }
        )
        self.study.survey_ids = survey
        question = survey.question_ids
        yes, no = question.suggested_answer_ids
        for choice in (yes, no, no, no):
            self.env["survey.user_input"].create(
                {
                    "survey_id": survey.id,
                    "state": "done",
                    "user_input_line_ids": [
                        Command.create(
                            {
                                "question_id": question.id,
                                "answer_type": "suggestion",
                                "suggested_answer_id": choice.id,
                            }
                        )
                    ],
                }
            )
        self.finding.sudo().survey_ids = survey
        figures = self.env["mkt.brand.awareness"]
        with Form(figures.with_user(self.users["promotion_manager"])) as form:
            form.brand_id = self.brand
            form.period_id = self.year(2026)
            form.segment_id = self.north
            form.finding_id = self.finding
            self.assertEqual((form.awareness, form.asked_count), (25, 4))

    def test_rests_on_a_validated_finding(self):
        draft = self.make_finding(self.study)
        with self.assertRaises(ValidationError):
            self.figure(finding_id=draft.id)
        self.figure()
        with self.assertRaises(UserError):
            self.finding.unlink()

    def test_is_corrected_with_a_word_on_why(self):
        figure = self.figure(note="Telephone survey")
        for vals in (
            {"awareness": 90},
            {"asked_count": 1000, "note": " \u200b"},
            {"awareness": 90, "note": "Telephone survey"},
            {"finding_id": self.finding.id, "note": 7},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                figure.write(vals)
        self.assertEqual((figure.awareness, figure.asked_count), (40, 100))
        figure.note = "Telephone survey, spring"
        figure.write({"awareness": 41, "note": "41 was meant: a slip of the pen"})
        self.env.flush_all()
        self.cr.precommit.run()
        self.assertEqual(figure.awareness, 41)
        tracked = figure.message_ids.sudo().tracking_value_ids
        self.assertIn(
            (40, 41), tracked.mapped(lambda v: (v.old_value_float, v.new_value_float))
        )
        with self.assertRaises(AccessError):
            figure.unlink()
        figure.with_user(self.users["director"]).unlink()

    def test_asked_for_while_it_is_missing(self):
        brands = self.env["mkt.brand"].with_user(self.researcher)
        lacking = [("lacks_awareness", "=", True), ("id", "=", self.brand.id)]
        title = "Brands whose awareness this year is to be entered"
        self.figure(date.today().year - 1)
        self.assertTrue(brands.search(lacking).lacks_awareness)
        self.assertIn(title, self.desk("market_researcher"))
        self.assertIn(title, self.desk("promotion_manager"))
        self.assertNotIn(title, self.desk("sales_manager"))
        action = self.brand.with_user(self.researcher).action_view_awareness()
        self.assertEqual(action["context"], {"default_brand_id": self.brand.id})
        self.figure(date.today().year)
        self.brand.invalidate_recordset()
        self.assertFalse(brands.search(lacking))
        self.assertFalse(self.brand.lacks_awareness)
        self.assertNotIn(title, self.desk("market_researcher"))

    def desk(self, code):
        desk = self.env["mkt.desk.card"].with_user(self.users[code]).get_desk()
        return str(desk["attention"]["groups"])

    def test_bad_input(self):
        month = self.env["mkt.period"]._of(self.company, "month", date(2026, 1, 1))
        with self.assertRaises(ValidationError):
            self.figure(period_id=month.id)
        with self.assertRaises(UserError):
            self.figure(period_id=self.year(2026, self.company_b).id)
        self.figure()
        for year, vals in (
            (2026, {}),
            (2025, {"awareness": 101}),
            (2025, {"awareness": -1}),
            (2025, {"asked_count": 0}),
        ):
            with (
                self.subTest(vals=vals),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self.figure(year, **vals)

    def test_who_enters_it(self):
        for number, code in enumerate(
            ("director", "marketing_manager", "promotion_manager"), 2020
        ):
            self.assertTrue(self.figure(number, self.users[code]))
        for code in ("member", "sales_manager", "product_manager"):
            with self.subTest(code=code), self.assertRaises(AccessError):
                self.figure(2019, self.users[code])
        figure = self.figure()
        with self.assertRaises(UserError):
            figure.segment_id = self.south
