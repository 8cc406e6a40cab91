from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from ..common import OfficeCase
from .appraisal_case import AppraisalMixin


class TestAppraisalFlow(AppraisalMixin, OfficeCase):
    """From the self-assessment to the appeal, as the people of the posts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.figure("care_kept", 85.0, cls.users["sales_staff"])
        cls.round = cls.make_round()
        cls.round.with_user(cls.users["director"]).action_open()

    def staff(self):
        return self.card(self.round, "sales_staff")

    def test_all_steps(self):
        card = self.staff()
        self.hand_in(card)
        self.assertEqual(card.state, "judging")
        self.judge(card, 4)
        self.assertEqual(card.state, "calibration")
        # 100 points measured and judged
        self.assertEqual((card.score, card.grade_id.name), (100.0, "Good (B)"))
        self.assertEqual(card.coefficient, 1.1)

    def test_released_to_everybody_at_once(self):
        self.to_release(self.round)
        self.assertEqual(self.round.state, "released")
        states = self.round.appraisal_ids.mapped("state")
        self.assertEqual(set(states), {"released"})
        mine = self.staff().with_user(self.users["sales_staff"])
        self.assertEqual(mine.score, 100.0)
        mine.action_acknowledge("Seen")
        self.assertEqual(mine.state, "seen")
        self.assertEqual(mine.acknowledgement, "Seen")

    def test_nobody_sees_judgements_of_themselves_before_release(self):
        for code in ("sales_staff", "director", "sales_manager"):
            card = self.card(self.round, code)
            self.hand_in(card)
            self.judge(card)
            person = self.users[code]
            mine = card.with_user(person)
            with self.subTest(person=code):
                self.assertFalse(mine.has_access("read"))
                with self.assertRaises(AccessError):
                    mine.read(["score"])
                self.assertFalse(mine.search([("user_id", "=", person.id)]))
                lines = mine.env["mkt.appraisal.line"].search(
                    [("user_id", "=", person.id)]
                )
                self.assertNotIn("judged", lines.mapped("kind"))
                own = card.self_ids.with_user(person)
                self.assertNotIn("judged", own.line_ids.mapped("kind"))
                sums = mine._read_group([], ["user_id"], ["score:avg"])
                self.assertNotIn(person, [user for user, _score in sums])

    def test_why_a_judgement_is_returned_is_not_told_to_the_person(self):
        card = self.staff()
        self.hand_in(card)
        self.judge(card)
        director = card.with_user(self.users["director"])
        director.action_return("Too good: a 2 for diligence")
        own = card.self_ids.with_user(card.user_id)
        told = [
            value
            for record in (own, own.line_ids)
            for values in record.read()
            for value in values.values()
        ]
        self.assertNotIn("Too good: a 2 for diligence", told)

    def test_what_is_handed_on_stays(self):
        card = self.staff()
        self.hand_in(card)
        judge = card.with_user(card.manager_id)
        judge.manager_comment = "Reliable"
        self.judge(card)
        with self.assertRaises(UserError):
            judge.manager_comment = "Careless"
        judge.talk_note = "We talked"

    def test_only_the_person_writes_the_self_assessment(self):
        own = self.staff().self_ids
        for code in ("sales_manager", "director", "service_clerk"):
            with self.subTest(post=code), self.assertRaises(AccessError):
                own.with_user(self.users[code]).write({"achievements": "Nothing"})
        mine = own.with_user(self.users["sales_staff"])
        with self.assertRaises(UserError):
            mine.action_submit()
        mine.achievements = "All targets"
        mine.action_submit()
        with self.assertRaises(UserError):
            mine.achievements = "More"

    def test_only_the_judge_gives_marks_and_only_then(self):
        card = self.staff()
        judge = card.manager_id
        line = card.line_ids.filtered(lambda r: r.kind == "judged")[0]
        with self.assertRaises(UserError):
            line.with_user(judge).mark = 4
        self.hand_in(card)
        for code in ("director", "sales_staff", "finance_manager"):
            with self.subTest(post=code), self.assertRaises(AccessError):
                line.with_user(self.users[code]).mark = 5
        line.with_user(judge).mark = 4
        measured = card.line_ids.filtered(lambda r: r.kind == "indicator")[0]
        with self.assertRaises(UserError):
            measured.with_user(judge).mark = 5
        with self.assertRaises(AccessError):
            line.with_user(judge).points = 120

    def test_every_criterion_needs_a_mark(self):
        card = self.staff()
        self.hand_in(card)
        with self.assertRaises(UserError):
            card.with_user(card.manager_id).action_judge()

    def test_marks_out_of_bounds(self):
        card = self.staff()
        self.hand_in(card)
        line = card.line_ids.filtered(lambda r: r.kind == "judged")[0]
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            line.with_user(card.manager_id).mark = 6
            self.env.flush_all()

    def test_judged_without_self_assessment_after_its_day(self):
        card = self.staff()
        mine = card.with_user(card.manager_id)
        with self.assertRaises(UserError):
            mine.action_start_judging()
        self.round.self_until = "2026-01-01"
        mine.action_start_judging()
        self.assertEqual(card.state, "judging")

    def test_calibration_has_a_reason_and_bounds(self):
        card = self.staff()
        self.hand_in(card)
        self.judge(card)
        director = card.with_user(self.users["director"])
        with self.assertRaises(UserError):
            director.action_adjust(5, " ")
        with self.assertRaises(UserError):
            director.action_adjust(21, "Helped the team")
        with self.assertRaises(AccessError):
            card.with_user(card.manager_id).action_adjust(5, "Helped the team")
        director.action_adjust(6, "Helped the team")
        self.assertEqual((card.score, card.raw_score), (106.0, 100.0))
        self.assertEqual(card.grade_id.name, "Excellent (A)")
        self.assertEqual(card.adjusted_by_id, self.users["director"])
        director.action_adjust(0, "As it was")
        self.assertEqual(card.score, 100.0)

    def test_the_leadership_decides_on_the_director(self):
        card = self.card(self.round, "director")
        self.assertEqual(card.manager_id, self.users["leadership"])
        card.state = "decision"
        for code in ("director", "marketing_manager"):
            with self.assertRaises(AccessError):
                card.with_user(self.users[code]).action_approve()
        card.with_user(self.users["leadership"]).action_approve()
        self.assertEqual(card.decided_by_id, self.users["leadership"])
        other = self.staff()
        other.state = "decision"
        with self.assertRaises(AccessError):
            other.with_user(self.users["leadership"]).action_approve()

    def test_returned_to_the_judge(self):
        card = self.staff()
        self.hand_in(card)
        self.judge(card)
        card.with_user(self.users["director"]).action_return("No reasons given")
        self.assertEqual(
            (card.state, card.return_reason), ("judging", "No reasons given")
        )
        self.judge(card, 3)
        self.assertFalse(card.return_reason)

    def test_another_judge(self):
        card = self.staff()
        director = card.with_user(self.users["director"])
        for nobody in (None, 0, "x", True, 2**40, 999999):
            with self.assertRaises(UserError):
                director.action_hand_over(nobody, "Away")
        with self.assertRaises(UserError):
            director.action_hand_over(card.user_id.id, "Away")
        director.action_hand_over(self.users["marketing_manager"].id, "Away")
        self.hand_in(card)
        self.assertFalse(card.with_user(self.users["sales_manager"]).has_access("read"))
        self.judge(card)

    def test_not_released_while_somebody_is_not_approved(self):
        director = self.round.with_user(self.users["director"])
        with self.assertRaises(UserError):
            director.action_release()
        with self.assertRaises(UserError):
            director.action_finish_calibration()

    def test_talk_and_goals_until_acknowledged(self):
        self.to_release(self.round)
        card = self.staff()
        mine = card.with_user(card.manager_id)
        mine.write(
            {
                "talk_on": "2026-05-02",
                "talk_note": "Open and fair",
                "goals": "Three key customers",
                "training_wishes": "Negotiation",
            }
        )
        with self.assertRaises(UserError):
            mine.manager_comment = "Something else"
        card.with_user(card.user_id).action_acknowledge()
        with self.assertRaises(UserError):
            mine.goals = "Four"

    def test_nobody_acknowledges_for_another(self):
        self.to_release(self.round)
        card = self.staff()
        for code in ("sales_manager", "director"):
            with self.assertRaises(AccessError):
                card.with_user(self.users[code]).action_acknowledge()

    def test_an_appeal_is_decided_by_a_second_person(self):
        self.to_release(self.round)
        card = self.staff()
        with self.assertRaises(AccessError):
            card.with_user(card.manager_id).action_appeal("Unfair")
        mine = card.with_user(card.user_id)
        mine.action_appeal("The case of May was not mine")
        with self.assertRaises(UserError):
            mine.action_appeal("Again")
        for code in ("sales_staff", "sales_manager", "director"):
            with self.subTest(post=code), self.assertRaises(AccessError):
                card.with_user(self.users[code]).action_decide_appeal(True, 5, "Right")
        self.round.with_user(self.users["director"])
        with self.assertRaises(UserError):
            self.round.with_user(self.users["director"]).action_close()
        leader = card.with_user(self.users["leadership"])
        leader.action_decide_appeal(True, 6, "The case was a colleague's")
        self.assertEqual((card.score, card.grade_id.name), (106.0, "Excellent (A)"))
        self.assertEqual(card.appeal_state, "upheld")
        self.round.with_user(self.users["director"]).action_close()

    def test_a_dismissed_appeal_changes_nothing(self):
        self.to_release(self.round)
        card = self.staff()
        card.with_user(card.user_id).action_appeal("Unfair")
        leader = card.with_user(self.users["leadership"])
        leader.action_decide_appeal(False, 20, "As judged")
        self.assertEqual((card.score, card.correction), (100.0, 0.0))

    def test_appeals_end(self):
        self.to_release(self.round)
        self.round.released_on = "2026-01-01"
        with self.assertRaises(UserError):
            self.staff().with_user(self.users["sales_staff"]).action_appeal("Late")

    def test_score_and_grade_change_only_by_steps(self):
        card = self.staff()
        self.hand_in(card)
        for name, value in (
            ("score", 120),
            ("grade_id", False),
            ("state", "released"),
            ("adjustment", 20),
            ("correction", 20),
            ("acknowledgement", "Fine"),
        ):
            for person in (card.manager_id, self.users["director"]):
                with self.subTest(field=name), self.assertRaises(AccessError):
                    card.with_user(person).write({name: value})

    def test_hr_officers_get_no_door(self):
        officer = self.make_user("officer", groups="hr.group_hr_manager")
        for model in (
            "mkt.appraisal",
            "mkt.appraisal.line",
            "mkt.appraisal.self",
            "mkt.incentive",
        ):
            self.assertFalse(self.env[model].with_user(officer).has_access("read"))

    def test_whoever_is_late_is_reminded_once(self):
        self.round.write(
            {
                "self_until": "2026-01-01",
                "judge_until": "2026-01-02",
                "release_until": "2026-01-03",
            }
        )
        cards = self.round.appraisal_ids
        waiting = self.staff()
        self.hand_in(waiting)
        before = self._messages()
        for _twice in range(2):
            cards._chase()
        people = {*(cards - waiting).user_id, waiting.manager_id}
        self.assertEqual(self._messages() - before, len(people))
        self.judge(waiting)
        before = self._messages()
        cards._chase()
        self.assertEqual(self._messages() - before, 1)

    def _messages(self):
        return self.env["mail.message"].search_count(
            [("message_type", "=", "user_notification")]
        )

    def test_finance_chooses_the_pool_and_nothing_else(self):
        finance = self.round.with_user(self.users["finance_manager"])
        finance.note = "The pool comes from the office's budget"
        for vals in (
            {"release_until": "2099-01-01"},
            {"incentive_kind": "amount"},
            {"top_share_most": 100},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                finance.write(vals)

    def test_nobody_changes_the_template_by_which_they_are_judged(self):
        director = self.users["director"]
        template = self.env.ref("marketing_office.appraisal_template_director")
        with self.assertRaises(AccessError):
            template.with_user(director).action_adapt()
        own = template.copy({"company_id": self.company.id})
        for change in (
            lambda: own.with_user(director).write({"name": "Easy"}),
            lambda: own.line_ids[0].with_user(director).write({"floor": -50}),
            lambda: own.line_ids[0].with_user(director).unlink(),
            lambda: own.with_user(director).unlink(),
        ):
            with self.assertRaises(AccessError):
                change()
        staff = self.env.ref("marketing_office.appraisal_template_staff")
        staff.with_user(director).action_adapt()
        staff.adapted_ids.with_user(director).line_ids[0].floor = 70
