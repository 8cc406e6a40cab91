"""Two questions of a study against each other: equal to SQL, by one query, as a workbook."""

import random
from io import BytesIO

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .study_case import StudyCase

BY_SQL = """
    SELECT r.{row}, c.{column}, count(DISTINCT i.id)
    FROM survey_user_input i
    JOIN survey_user_input_line r ON r.user_input_id = i.id
    JOIN survey_user_input_line c ON c.user_input_id = i.id
    WHERE r.question_id = %s AND c.question_id = %s AND i.state = 'done'
        AND i.test_entry IS NOT TRUE AND r.skipped IS NOT TRUE AND c.skipped IS NOT TRUE
    GROUP BY 1, 2"""
TOTAL_BY_SQL = """
    SELECT {key}, count(DISTINCT i.id)
    FROM survey_user_input i
    JOIN survey_user_input_line r ON r.user_input_id = i.id AND r.question_id = %s
    JOIN survey_user_input_line c ON c.user_input_id = i.id AND c.question_id = %s
    WHERE i.state = 'done' AND i.test_entry IS NOT TRUE
        AND r.skipped IS NOT TRUE AND c.skipped IS NOT TRUE
    GROUP BY 1"""


class TestCrosstab(StudyCase):
    posts = (*StudyCase.posts, "promotion_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.survey = cls.env["survey.survey"].create(
            {
                "title": "Suppliers",
                "question_and_page_ids": [
                    Command.create(
                        {
                            "title": title,
                            "question_type": kind,
                            "suggested_answer_ids": [
                                Command.create({"value": value}) for value in values
                            ],
                        }
                    )
                    for title, kind, values in (
                        ("Where?", "simple_choice", ("Dealer", "Maker", "Nobody")),
                        ("What?", "multiple_choice", ("Price", "Time", "Service")),
                        ("How satisfied?", "scale", ()),
                        ("Why?", "text_box", ()),
                    )
                ],
            }
        )
        cls.where, cls.what, cls.scale, cls.text = cls.survey.question_ids
        cls.scale.write({"scale_min": 1, "scale_max": 5})
        cls.study = cls.make_study(survey_ids=cls.survey.ids)
        rng = random.Random(7)
        for number in range(60):
            cls.answer(
                rng.choice(cls.where.suggested_answer_ids[:2]),
                rng.sample(list(cls.what.suggested_answer_ids), rng.randrange(3)),
                rng.choice((None, 1, 2, 3, 4, 5)),
                state="in_progress" if number % 10 == 0 else "done",
                test_entry=number % 13 == 0,
            )

    @classmethod
    def answer(cls, where, what, point, **vals):
        lines = [
            {
                "question_id": choice.question_id.id,
                "answer_type": "suggestion",
                "suggested_answer_id": choice.id,
            }
            for choice in (where, *what)
        ]
        if not what:
            lines.append({"question_id": cls.what.id, "skipped": True})
        if point:
            lines.append(
                {
                    "question_id": cls.scale.id,
                    "answer_type": "scale",
                    "value_scale": point,
                }
            )
        return cls.env["survey.user_input"].create(
            {
                "survey_id": cls.survey.id,
                "user_input_line_ids": [Command.create(line) for line in lines],
                **vals,
            }
        )

    def crosstab(self, row, column, user=None):
        study = self.study.with_user(user or self.researcher)
        return study._crosstab(row.with_env(study.env), column.with_env(study.env))

    def by_sql(self, row, column):
        names = {
            question: "value_scale" if question == self.scale else "suggested_answer_id"
            for question in (row, column)
        }
        self.env.flush_all()
        ids = [row.id, column.id]
        keys = {"row": names[row], "column": names[column]}
        self.env.cr.execute(BY_SQL.format(**keys), ids)
        counts = {(one, other): count for one, other, count in self.env.cr.fetchall()}
        totals = []
        for key in (f"r.{names[row]}", f"c.{names[column]}", "true"):
            self.env.cr.execute(TOTAL_BY_SQL.format(key=key), ids)
            totals.append(dict(self.env.cr.fetchall()))
        return counts, *totals

    def test_equal_to_sql(self):
        for row, column in (
            (self.where, self.what),
            (self.what, self.where),
            (self.where, self.scale),
            (self.scale, self.what),
        ):
            with self.subTest(row=row.title, column=column.title):
                found = self.crosstab(row, column)
                counts, rows, columns, base = self.by_sql(row, column)
                self.assertTrue(counts)
                self.assertEqual(found.counts, counts)
                self.assertEqual(found.row_totals, rows)
                self.assertEqual(found.column_totals, columns)
                self.assertEqual({True: found.base}, base)

    def test_percents_of_the_row(self):
        found = self.crosstab(self.where, self.scale)
        for row in found.row_totals:
            shares = [found.percent(row, column) for column in found.columns]
            self.assertAlmostEqual(sum(shares), 100)
        # people, not sums: who chooses two things counts once
        found = self.crosstab(self.where, self.what)
        self.assertLess(found.base, sum(found.column_totals.values()))
        # what nobody chose is there, with nothing to divide by
        nobody = self.where.suggested_answer_ids[2]
        self.assertEqual(found.rows[nobody.id], "Nobody")
        self.assertIsNone(found.percent(nobody.id, next(iter(found.columns))))

    def test_nothing_answered(self):
        survey = self.survey.copy()
        study = self.make_study(survey_ids=survey.ids)
        found = study._crosstab(*survey.question_ids[:2])
        self.assertEqual((found.base, found.counts), (0, {}))
        self.assertEqual(len(found.rows), 3)
        workbook = self.env["mkt.study.crosstab.xlsx"]
        self.assertTrue(workbook._render(study, *survey.question_ids[:2]))

    def test_the_dialog(self):
        study = self.study.with_user(self.researcher)
        action = study.action_open_crosstab()
        dialog = self.env[action["res_model"]].with_user(self.researcher)
        dialog = dialog.with_context(**action["context"]).create({})
        self.assertEqual((dialog.row_id, dialog.column_id), (self.where, self.what))
        found = self.crosstab(self.where, self.what)
        dealer, price = next(iter(found.rows)), next(iter(found.columns))
        self.assertIn("Dealer", dialog.table)
        self.assertIn(f"{found.percent(dealer, price):.1f} %", dialog.table)
        # 95 times of 100, a share of so many is off by no more
        margin = 100 * 1.96 * (0.25 / found.base) ** 0.5
        self.assertIn(f"± {margin:.1f}", dialog.table)
        self.where.suggested_answer_ids[0].value = "<b>Dealer</b>"
        dialog.invalidate_recordset()
        self.assertNotIn("<b>Dealer", dialog.table)
        dialog.column_id = self.scale
        self.assertIn("How satisfied?", dialog.table)

    def test_the_same_queries_for_any_number_of_answers(self):
        counts = []
        self.crosstab(self.where, self.what)
        for _round in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.crosstab(self.where, self.what)
            counts.append(self.env.cr.sql_log_count - before)
            for _number in range(20):
                self.answer(self.where.suggested_answer_ids[0], [], 1, state="done")
        self.assertEqual(*counts)

    def test_the_workbook(self):
        workbook = self.env["mkt.study.crosstab.xlsx"].with_user(self.researcher)
        content = workbook._render(self.study, self.where, self.scale)
        counts, percents = load_workbook(BytesIO(content)).worksheets
        found = self.crosstab(self.where, self.scale)
        dealer = self.where.suggested_answer_ids[0].id
        row = [cell.value for cell in counts[5]]
        points = list(found.columns)
        self.assertEqual(row[0], "Dealer")
        self.assertEqual(row[1:6], [found.counts.get((dealer, p), 0) for p in points])
        self.assertEqual(row[6], found.row_totals[dealer])
        self.assertEqual(counts[8][6].value, found.base)
        shares = [cell.value for cell in percents[5]][1:6]
        for share, point in zip(shares, points, strict=True):
            self.assertAlmostEqual(share, found.percent(dealer, point))
        self.assertTrue(percents.conditional_formatting)

    def test_bad_input(self):
        other = self.make_questionnaire()
        foreign = self.make_questionnaire("Of no study")
        study = self.study.with_user(self.researcher)
        self.study.survey_ids |= other
        for row, column in (
            (self.where, self.where),
            (self.where, self.text),
            (self.where, other.question_ids[0]),
            (self.where, foreign.question_ids[0]),
            (self.where, self.where.browse()),
        ):
            with self.subTest(row=row, column=column), self.assertRaises(UserError):
                study._crosstab(row, column)
            if column:
                # the dialog does not keep it either
                with self.assertRaises(UserError), self.cr.savepoint():
                    self.dialog(row, column)
        dialog = self.dialog(self.where, self.what)
        self.assertIn("Dealer", dialog.table)
        with self.assertRaises(UserError):
            dialog.column_id = self.where
        with self.assertRaises(UserError):
            self.make_study().action_open_crosstab()

    def dialog(self, row, column):
        return (
            self.env["mkt.study.crosstab"]
            .with_user(self.researcher)
            .create(
                {
                    "study_id": self.study.id,
                    "row_id": row.id,
                    "column_id": column.id,
                }
            )
        )

    def test_who_sees_it(self):
        for code in ("marketing_manager", "director", "product_manager"):
            found = self.crosstab(self.where, self.what, self.users[code])
            self.assertEqual(found.base, self.crosstab(self.where, self.what).base)
        for code in ("member", "promotion_manager"):
            user = self.users[code]
            with self.subTest(code=code), self.assertRaises(AccessError):
                self.crosstab(self.where, self.what, user)
        # who reads the reported study reads the answers of no customer by it
        self.study.sudo().state = "reported"
        with self.assertRaises(AccessError):
            self.crosstab(self.where, self.what, self.users["member"])
        found = self.crosstab(self.where, self.what, self.users["promotion_manager"])
        self.assertFalse(found.base)
        with self.assertRaises(AccessError):
            self.env["mkt.study.crosstab"].with_user(
                self.users["promotion_manager"]
            ).create({"study_id": self.study.id, "row_id": self.where.id})
