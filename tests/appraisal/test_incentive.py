import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..budget.budget_case import BudgetMixin
from ..common import OfficeCase
from .appraisal_case import AppraisalMixin


class TestIncentive(AppraisalMixin, BudgetMixin, OfficeCase):
    """A round with a pool of 1,000; everybody has 100 points, grade B, coefficient 1.1."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in ("sales_staff", "service_clerk"):
            cls.figure("limits_kept", 95.0, cls.users[code])
        cls.round = cls.make_round(pool_line_id=cls.line.id)
        cls.round.with_user(cls.users["director"]).action_open()

    def incentive(self, code):
        return self.card(self.round, code).incentive_ids

    def set_base(self, code, base, by="director"):
        self.incentive(code).with_user(self.users[by]).base = base

    def confirm(self, by="director"):
        self.round.with_user(self.users[by]).action_confirm_incentives()

    def test_parts_of_a_team_are_not_deleted(self):
        user = self.users["sales_staff"]
        incentives = self.env["mkt.incentive"]
        team = self.env["mkt.incentive.team"].create(
            {
                "name": "Team East",
                "round_id": self.round.id,
                "amount": 100,
                "reason": "Best quarter",
                "participant_ids": [Command.set(user.ids)],
            }
        )
        part = incentives.create(
            {
                "round_id": self.round.id,
                "team_id": team.id,
                "user_id": user.id,
                "team_amount": 100,
            }
        )
        with self.assertRaises(UserError):
            part.with_user(self.users["director"]).unlink()

    def test_nothing_is_due_before_the_release(self):
        self.set_base("sales_staff", 500)
        self.assertEqual(self.incentive("sales_staff").amount, 0)

    def test_base_by_coefficient(self):
        self.set_base("sales_staff", 500)
        self.to_release(self.round)
        incentive = self.incentive("sales_staff")
        self.assertEqual(incentive.appraisal_id.coefficient, 1.1)
        self.assertAlmostEqual(incentive.amount, 550.0)

    def test_amount_by_grade_and_days(self):
        self.env.ref("marketing_office.appraisal_grade_good").amount = 300
        self.round.incentive_kind = "amount"
        card = self.card(self.round, "sales_staff")
        card.incentive_ids.days_share = 50
        self.to_release(self.round)
        self.assertAlmostEqual(card.incentive_ids.amount, 150.0)

    def test_confirming_reserves_and_payroll_spends(self):
        self.set_base("sales_staff", 500)
        self.set_base("service_clerk", 300)
        self.to_release(self.round)
        self.confirm()
        self.assertLine(reserved=880.0, spent=0.0)
        states = {self.incentive(c).state for c in ("sales_staff", "service_clerk")}
        self.assertEqual(states, {"confirmed"})
        self.round.with_user(self.users["finance_manager"]).action_hand_to_payroll()
        self.assertLine(reserved=0.0, spent=880.0)
        self.assertEqual(self.incentive("sales_staff").state, "paid")
        self.assertLedgerAgrees()
        # what payroll has is not written on
        for code in ("director", "leadership", "finance_manager"):
            paid = self.incentive("sales_staff").with_user(self.users[code])
            with self.subTest(code), self.assertRaises(UserError):
                paid.note = "Later"

    def test_the_ledger_names_nobody(self):
        self.set_base("sales_staff", 500)
        self.set_base("service_clerk", 300)
        self.to_release(self.round)
        self.confirm()
        entries = self.env["mkt.budget.entry"].search(
            [("res_model", "=", "mkt.appraisal.round")]
        )
        self.assertEqual(entries.mapped("amount"), [880.0])
        self.assertEqual(entries.user_id, self.users["director"])

    def test_never_beyond_the_pool(self):
        self.set_base("sales_staff", 500)
        self.set_base("service_clerk", 500)
        self.to_release(self.round)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.confirm()
        self.assertLine(reserved=0.0)
        self.assertEqual(self.incentive("sales_staff").state, "draft")
        # less for one of them, and it fits
        self.set_base("service_clerk", 400)
        self.confirm()
        self.assertLine(reserved=990.0)

    def test_without_a_pool(self):
        self.round.pool_line_id = False
        self.set_base("sales_staff", 500)
        self.to_release(self.round)
        with self.assertRaises(UserError):
            self.confirm()

    def test_a_pool_that_is_not_approved(self):
        draft = self.make_budget(
            department_id=self.env.ref("marketing_office.department_sales").id
        )
        self.round.pool_line_id = self.line_of(draft, "travel")
        self.set_base("sales_staff", 100)
        self.to_release(self.round)
        with self.assertRaises(UserError):
            self.confirm()

    def test_the_pool_stays_while_something_is_confirmed(self):
        self.set_base("sales_staff", 500)
        self.to_release(self.round)
        self.confirm()
        with self.assertRaises(UserError):
            self.round.with_user(self.users["director"]).pool_line_id = self.travel

    def test_the_pool_follows_a_revision(self):
        self.set_base("sales_staff", 500)
        self.to_release(self.round)
        self.confirm()
        revision = self.revise(1200.0)
        new = self.line_of(revision, "advertising")
        self.assertEqual(self.round.pool_line_id, new)
        self.assertLine(new, reserved=550.0)
        self.round.with_user(self.users["finance_manager"]).action_hand_to_payroll()
        self.assertLine(new, reserved=0.0, spent=550.0)
        self.assertLedgerAgrees()

    def test_who_confirms(self):
        self.set_base("sales_staff", 100)
        self.set_base("director", 100, by="leadership")
        self.to_release(self.round)
        for code in ("finance_manager", "sales_manager", "sales_staff"):
            with self.subTest(post=code), self.assertRaises(AccessError):
                self.confirm(code)
        self.confirm()
        # the Director's own is left to the leadership
        self.assertEqual(self.incentive("director").state, "draft")
        with self.assertRaises(UserError):
            self.confirm()
        self.confirm("leadership")
        self.assertEqual(self.incentive("director").state, "confirmed")

    def test_who_sets_the_base(self):
        with self.assertRaises(AccessError):
            self.set_base("director", 9999, by="director")
        self.set_base("director", 100, by="leadership")
        self.assertEqual(self.incentive("director").base, 100)
        for code in (
            "sales_staff",
            "sales_manager",
            "report_analyst",
            "finance_manager",
            "leadership",
        ):
            with self.subTest(post=code), self.assertRaises(AccessError):
                self.set_base("sales_staff", 100, by=code)
        staff = self.incentive("sales_staff")
        with self.assertRaises(AccessError):
            staff.with_user(self.users["finance_manager"]).amount = 100

    def test_a_confirmed_base_stays(self):
        self.set_base("sales_staff", 100)
        self.to_release(self.round)
        self.confirm()
        with self.assertRaises(UserError):
            self.set_base("sales_staff", 200)

    def test_finance_sees_amounts_and_no_judgement(self):
        self.to_release(self.round)
        finance = self.users["finance_manager"]
        incentive = self.incentive("sales_staff").with_user(finance)
        self.assertTrue(incentive.has_access("read"))
        card = incentive.sudo().appraisal_id.with_user(finance)
        self.assertFalse(card.has_access("read"))
        self.assertFalse(card.line_ids.sudo(False).has_access("read"))
        # searched through the scorecards, too, there is nothing to be found
        found = incentive.search([("appraisal_id.score", ">", 0)])
        self.assertFalse(found)
        with self.assertRaises(AccessError):
            incentive.env["mkt.appraisal"].browse(card.id).read(["score"])
        self.assertFalse(
            self.incentive("finance_manager")
            .with_user(finance)
            .sudo(False)
            .has_access("read")
        )

    def test_finance_cannot_divide_a_grade_out_of_an_amount(self):
        """Neither the base of a person nor the amount of a grade is read by Finance."""
        self.set_base("sales_staff", 500)
        team = self.env["mkt.incentive.team"].create(
            {
                "name": "Team East",
                "round_id": self.round.id,
                "amount": 100,
                "key": "score",
                "reason": "Best quarter",
                "participant_ids": [Command.set(self.users["sales_staff"].ids)],
            }
        )
        self.to_release(self.round)
        self.confirm()
        finance = self.users["finance_manager"]
        incentive = self.incentive("sales_staff").with_user(finance)
        grades = self.env["mkt.appraisal.grade"].with_user(finance)
        self.assertEqual(incentive.amount, 550)
        self.assertEqual(incentive.own_base, 0)
        for ask in (
            lambda: incentive.read(["base"]),
            lambda: incentive.search([("base", ">", 400)]),
            lambda: incentive.search([], order="base"),
            lambda: incentive._read_group([], ["user_id"], ["base:sum"]),
            lambda: incentive.export_data(["base"]),
            lambda: grades.search([]).read(["amount"]),
            lambda: grades.search([("amount", ">", 0)]),
            lambda: team.with_user(finance).read(["key"]),
        ):
            with self.assertRaises(AccessError):
                ask()
        for code in ("director", "leadership"):
            self.assertEqual(incentive.with_user(self.users[code]).base, 500)

    def test_people_see_their_own_once_confirmed(self):
        self.set_base("sales_staff", 100)
        self.to_release(self.round)
        mine = self.incentive("sales_staff").with_user(self.users["sales_staff"])
        self.assertFalse(mine.has_access("read"))
        self.confirm()
        self.assertTrue(mine.has_access("read"))
        self.assertEqual((mine.own_base, mine.amount), (100, 110))
        other = self.incentive("service_clerk").with_user(self.users["sales_staff"])
        self.assertFalse(other.has_access("read"))

    def test_an_open_appeal_waits(self):
        self.set_base("sales_staff", 100)
        self.to_release(self.round)
        card = self.card(self.round, "sales_staff")
        card.with_user(card.user_id).action_appeal("Unfair")
        with self.assertRaises(UserError):
            self.confirm()
        leader = card.with_user(self.users["leadership"])
        leader.action_decide_appeal(True, 6, "Right")
        self.confirm()
        self.assertAlmostEqual(self.incentive("sales_staff").amount, 130.0)

    def test_an_appeal_after_the_confirmation_brings_the_difference(self):
        self.set_base("sales_staff", 100)
        self.to_release(self.round)
        self.confirm()
        card = self.card(self.round, "sales_staff")
        card.with_user(card.user_id).action_appeal("Unfair")
        leader = card.with_user(self.users["leadership"])
        leader.action_decide_appeal(True, 6, "Right")
        first, second = card.incentive_ids.sorted("id")
        self.assertEqual((first.amount, first.state), (110.0, "confirmed"))
        self.assertAlmostEqual(second.amount, 20.0)
        self.confirm()
        self.assertLine(reserved=130.0)

    def test_cancelling_gives_the_money_back(self):
        self.set_base("sales_staff", 100)
        self.to_release(self.round)
        self.confirm()
        incentive = self.incentive("sales_staff")
        with self.assertRaises(AccessError):
            incentive.with_user(self.users["finance_manager"]).action_cancel("No")
        incentive.with_user(self.users["director"]).action_cancel("Left the company")
        self.assertLine(reserved=0.0)
        self.assertEqual(incentive.state, "cancelled")
        self.assertLedgerAgrees()

    def test_team_incentive_by_each_key(self):
        self.set_base("sales_staff", 100)
        self.set_base("service_clerk", 300)
        people = self.users["sales_staff"] | self.users["service_clerk"]
        self.to_release(self.round)
        self.card(self.round, "service_clerk").days_present = 10
        self.card(self.round, "sales_staff").days_present = 30
        expected = {
            "equal": [50.01, 50.0],
            "days": [75.01, 25.0],
            "base": [25.0, 75.01],
            "score": [50.01, 50.0],
        }
        for key, amounts in expected.items():
            with self.subTest(key=key):
                team = (
                    self.env["mkt.incentive.team"]
                    .with_user(self.users["director"])
                    .create(
                        {
                            "name": f"Team {key}",
                            "round_id": self.round.id,
                            "amount": 100.01,
                            "key": key,
                            "reason": "Best quarter",
                            "participant_ids": [Command.set(people.ids)],
                        }
                    )
                )
                team.action_split()
                parts = team.sudo().incentive_ids.sorted(
                    lambda part: part.user_id != self.users["sales_staff"]
                )
                for part, amount in zip(parts, amounts, strict=True):
                    self.assertAlmostEqual(part.amount, amount, 1)
                self.assertEqual(round(sum(parts.mapped("amount")), 2), 100.01)
        with self.assertRaises(UserError):
            team.action_split()

    def test_a_team_has_people_of_the_round_alone(self):
        with self.assertRaises(UserError):
            self.env["mkt.incentive.team"].with_user(self.users["director"]).create(
                {
                    "name": "Team",
                    "round_id": self.round.id,
                    "amount": 100,
                    "reason": "Best quarter",
                    "participant_ids": [Command.set(self.users["leadership"].ids)],
                }
            )

    def test_the_file_for_payroll(self):
        self.set_base("sales_staff", 100)
        self.to_release(self.round)
        self.confirm()
        finance = self.users["finance_manager"]
        found = (
            self.env["mkt.incentive"]
            .with_user(finance)
            .search([("round_id", "=", self.round.id), ("state", "=", "confirmed")])
        )
        book = load_workbook(io.BytesIO(self.env["mkt.incentive.xlsx"]._render(found)))
        head, *rows = book.active.iter_rows(values_only=True)
        [row] = rows
        self.assertIn("sales_staff", row)
        self.assertIn(110, row)
        for word in ("score", "grade", "coefficient"):
            self.assertNotIn(word, " ".join(map(str, head)).lower())
