from statistics import mean, pstdev

from odoo.exceptions import AccessError, UserError

from ..common import OfficeCase
from .appraisal_case import AppraisalMixin


class TestCalibration(AppraisalMixin, OfficeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in ("sales_staff", "service_clerk"):
            cls.figure("limits_kept", 95.0, cls.users[code])
        cls.round = cls.make_round()
        cls.round.with_user(cls.users["director"]).action_open()

    def judge_all(self):
        marks = (3, 3.5, 4, 4.5, 5)
        for number, card in enumerate(self.round.appraisal_ids.sorted("id")):
            self.hand_in(card)
            self.judge(card, marks[number % len(marks)])

    def spread(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.round.with_user(self.users["director"]).spread_ids

    def test_spread_is_that_of_the_scores(self):
        self.judge_all()
        together = self.spread().filtered(lambda row: not row.manager_id)
        # the Director's own is left out: it could be worked out from the others
        director = self.users["director"]
        cards = self.round.appraisal_ids.filtered(lambda c: c.user_id != director)
        scores = cards.mapped("score")
        self.assertEqual(together.people, len(scores))
        self.assertAlmostEqual(together.average, mean(scores), 1)
        self.assertAlmostEqual(together.deviation, pstdev(scores), 1)
        self.assertEqual(
            (together.lowest, together.highest), (min(scores), max(scores))
        )
        top = len(cards.filtered("grade_id.is_top"))
        self.assertAlmostEqual(together.top_share, 100 * top / len(cards), 1)
        both = [c for c in cards if c.measured_score is not False]
        self.assertAlmostEqual(
            together.difference,
            mean(c.judged_score - c.measured_score for c in both),
            1,
        )

    def test_fewer_than_five_are_not_shown(self):
        self.judge_all()
        for row in self.spread().filtered("manager_id"):
            with self.subTest(judge=row.manager_id.login, people=row.people):
                self.assertEqual(row.is_shown, row.people >= 5)
                for name in ("average", "lowest", "highest", "deviation", "top_share"):
                    self.assertEqual(row[name] is not False, row.people >= 5, name)
        self.assertTrue(self.spread().filtered(lambda row: row.people < 5))
        self.assertTrue(
            self.spread().filtered(lambda r: r.manager_id and r.people >= 5)
        )

    def test_the_leadership_sees_the_spread_of_all(self):
        self.judge_all()
        self.spread()
        rows = self.round.with_user(self.users["leadership"]).spread_ids
        together = rows.filtered(lambda row: not row.manager_id)
        self.assertEqual(together.people, len(self.round.appraisal_ids))

    def test_spread_is_for_the_director_and_the_leadership(self):
        self.judge_all()
        spreads = self.env["mkt.appraisal.spread"]
        for code, user in self.users.items():
            allowed = code in ("director", "leadership")
            with self.subTest(post=code):
                self.assertEqual(spreads.with_user(user).has_access("read"), allowed)

    def test_a_distribution_is_a_warning_and_no_rule(self):
        for card in self.round.appraisal_ids:
            self.hand_in(card)
            self.judge(card, 5)
        director = self.round.with_user(self.users["director"])
        self.assertTrue(director.distribution_warning)
        grades = self.round.appraisal_ids.mapped("grade_id.name")
        director.action_finish_calibration()
        self.assertEqual(self.round.appraisal_ids.mapped("grade_id.name"), grades)
        director.top_share_most = 100
        director.invalidate_recordset()
        self.assertFalse(director.distribution_warning)


class TestDrift(AppraisalMixin, OfficeCase):
    """A figure that changed after its period was closed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.value = cls.figure("limits_kept", 87.5, cls.users["service_clerk"])
        cls.round = cls.make_round()
        cls.round.with_user(cls.users["director"]).action_open()

    def line(self):
        lines = self.card(self.round, "service_clerk").line_ids
        return lines.filtered(lambda line: line.kpi_id == self.kpi("limits_kept"))

    def drift(self, value):
        # as the run writes it: beside the frozen value
        self.value.write({"current_value": value, "drift": value - 87.5})
        self.env.invalidate_all()

    def test_shown_and_counted_for_nothing(self):
        line = self.line()
        self.assertEqual((line.points, line.has_drift), (50.0, False))
        self.drift(95.0)
        self.assertTrue(line.has_drift)
        self.assertEqual((line.value, line.points, line.value_now), (87.5, 50.0, 95.0))
        self.assertAlmostEqual(line.drift_effect, 50.0)
        self.assertEqual(line.appraisal_id.measured_score, 50.0)

    def test_the_effect_on_the_score_is_hidden_before_the_release(self):
        """It would tell the person what others have judged."""
        card = self.card(self.round, "service_clerk")
        self.hand_in(card)
        self.judge(card, 2)
        self.drift(95.0)
        mine = self.line().with_user(card.user_id)
        shown = ["drift_effect", "coefficient_effect", "money_effect", "drift_label"]
        self.assertTrue(mine.has_drift)
        self.assertEqual([mine[name] for name in shown], [False] * 4)
        self.assertTrue(self.line().with_user(card.manager_id).drift_effect)
        card.state = "released"
        self.env.invalidate_all()
        self.assertTrue(mine.drift_effect)

    def test_a_person_decides_with_a_reason(self):
        self.drift(95.0)
        line = self.line()
        for code in ("service_clerk", "customer_service_manager", "finance_manager"):
            with self.subTest(post=code), self.assertRaises(AccessError):
                line.with_user(self.users[code]).action_take_drift("Late")
        director = line.with_user(self.users["director"])
        with self.assertRaises(UserError):
            director.action_take_drift(" ")
        director.action_keep_drift("It came after the closing")
        self.assertEqual((line.drift_decision, line.points), ("kept", 50.0))
        director.action_take_drift("The system was down")
        self.assertEqual((line.value, line.value_before), (95.0, 87.5))
        self.assertAlmostEqual(line.points, 100.0)
        self.assertEqual(line.drift_by_id, self.users["director"])
        self.assertEqual(line.appraisal_id.measured_score, 100.0)

    def test_nothing_to_decide(self):
        with self.assertRaises(UserError):
            self.line().with_user(self.users["director"]).action_take_drift("Late")

    def test_no_effect_is_said_in_words(self):
        self.drift(87.5001)
        words = self.line().with_user(self.users["director"]).drift_label
        self.assertIn("stays", words)
        self.assertNotIn("0.00", words)

    def test_effect_on_the_coefficient(self):
        card = self.card(self.round, "service_clerk")
        self.hand_in(card)
        self.judge(card, 4)
        before = card.coefficient
        self.drift(95.0)
        line = self.line()
        effect = line.coefficient_effect
        line.with_user(self.users["director"]).action_take_drift("The system was down")
        self.assertAlmostEqual(card.coefficient - before, effect or 0)

    def test_effect_on_the_money(self):
        """What is shown is what the incentive then gains; before a grade that is zero."""
        card = self.card(self.round, "service_clerk")
        card.incentive_ids.base = 1000
        self.to_release(self.round, 4)
        before = card.incentive_ids.amount
        self.assertAlmostEqual(before, 1000 * card.coefficient)
        self.drift(95.0)
        line = self.line()
        director = line.with_user(self.users["director"])
        effect = director.money_effect
        self.assertGreater(effect, 0)
        self.assertAlmostEqual(effect, 1000 * director.coefficient_effect)
        self.assertIn(f"{effect:.2f}", director.drift_label)
        # the judge sees the score alone
        self.assertIs(line.with_user(card.manager_id).money_effect, False)
        director.action_take_drift("The system was down")
        self.assertAlmostEqual(card.incentive_ids.amount - before, effect)

    def test_effect_on_money_that_is_confirmed(self):
        """More brings an incentive of its own; less takes nothing back."""
        card = self.card(self.round, "service_clerk")
        card.incentive_ids.base = 1000
        self.to_release(self.round, 4)
        first = card.incentive_ids
        self.assertTrue(first.amount)
        first.state = "confirmed"
        self.drift(70.0)
        director = self.line().with_user(self.users["director"])
        self.assertLess(director.drift_effect, 0)
        self.assertEqual(director.money_effect, 0)
        self.drift(95.0)
        effect = director.money_effect
        director.action_take_drift("The system was down")
        self.assertAlmostEqual((card.incentive_ids - first).amount, effect)

    def test_queries_do_not_grow_with_lines(self):
        self.drift(95.0)
        cards = self.round.appraisal_ids
        self.env.flush_all()

        def queries(lines):
            self.env.invalidate_all()
            lines = lines.browse(lines.ids)
            before = self.env.cr.sql_log_count
            lines.mapped("drift_label")
            lines.mapped("value_label")
            return self.env.cr.sql_log_count - before

        few = queries(cards[:4].line_ids)
        self.assertLessEqual(queries(cards.line_ids), few + 3)
