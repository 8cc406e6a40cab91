from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from ..common import Undone
from .sales_case import SalesCase


class TestSalesPlan(SalesCase):
    def targets(self, **scope):
        kpi = self.kpi("sales_ordered")
        found = self.env["mkt.kpi.target"].search([("kpi_id", "=", kpi.id)])
        return found.filtered_domain(
            [("period_id", "=", self.year.id), *((k, "=", v) for k, v in scope.items())]
        )

    def test_company_to_team_to_person(self):
        plan = self.make_plan(1001)
        self.assertEqual(self.line(plan, self.team, "team").target, 1001)
        people = self.line(plan, self.seller), self.line(plan, self.other)
        self.assertEqual({p.target for p in people}, {500.5})
        self.assertEqual(self.line(plan).remainder, 0)

    def test_who_prepares(self):
        vals = {"name": "Mine", "period_id": self.year.id}
        for code in ("sales_staff", "finance_manager", "leadership"):
            plans = self.env["mkt.sales.plan"].with_user(self.users[code])
            with self.assertRaises(AccessError):
                plans.create(vals)
        plan = self.make_plan()
        for code in ("sales_staff", "leadership", "finance_manager"):
            theirs = plan.with_user(self.users[code])
            for step in (theirs.action_allocate, theirs.action_fill):
                with self.assertRaises(AccessError):
                    step()

    def test_approval_sets_the_targets(self):
        plan = self.make_plan(1200, allocate_by="even")
        self.line(plan).write({"floor": 1000, "stretch": 1400})
        plan.action_allocate()
        self.approve(plan)
        company = self.targets(scope="company")
        self.assertEqual(
            (company.floor, company.target, company.stretch), (1000, 1200, 1400)
        )
        mine = self.targets(scope="user", user_id=self.seller.id)
        self.assertEqual((mine.target, mine.floor), (600, 500))
        self.assertEqual(self.targets(scope="team").target, 1200)
        months = mine.child_ids.child_ids
        self.assertEqual(len(months), 12)
        self.assertAlmostEqual(sum(months.mapped("target")), 600, 2)

    def test_a_locked_target_changes_by_a_revision_alone(self):
        plan = self.approve(self.make_plan())
        mine = self.targets(user_id=self.seller.id).with_user(self.users["director"])
        for vals in ({"target": 1}, {"floor": 1}, {"stretch": 9999}):
            with self.assertRaises(UserError):
                mine.write(vals)
        with self.assertRaises(UserError):
            mine.unlink()
        with self.assertRaises(UserError):
            mine.child_ids[0].weight = 5
        with self.assertRaises(UserError):
            self.line(plan).with_user(self.manager).target = 5
        revision = plan.action_revise("The market has grown")
        line = self.line(revision, self.seller)
        self.assertEqual(line.parent_id.plan_id, revision)
        self.assertEqual(line.parent_id.team_id, self.team)
        line.target = 700
        self.line(revision, self.team, "team").target = 1200
        self.line(revision).target = 1200
        self.approve(revision)
        self.assertEqual(self.targets(user_id=self.seller.id).target, 700)
        self.assertEqual(self.targets(scope="company").target, 1200)
        self.assertEqual(plan.state, "superseded")
        self.assertEqual(self.line(plan, self.seller).target, 500)

    def test_who_leaves_the_plan_keeps_the_months_that_are_over(self):
        plan = self.approve(self.make_plan(2400))
        mine = self.targets(user_id=self.seller.id)
        january, february = mine.child_ids.child_ids.sorted("date_from")[:2]
        self.assertEqual(january.target, 100)
        january.period_id.state = "closed"
        revision = plan.action_revise("Left the company")
        self.line(revision, self.seller).unlink()
        self.line(revision, self.other).target = 1400
        self.approve(revision)
        self.assertEqual(mine.target, 100)
        self.assertEqual((january.target, february.target), (100, 0))
        self.assertEqual(sum(mine.child_ids.mapped("target")), 100)
        self.assertFalse(mine.sales_plan_id)

    def test_who_leaves_before_any_month_is_over_has_no_target(self):
        plan = self.approve(self.make_plan())
        revision = plan.action_revise("Left the company")
        self.line(revision, self.seller).unlink()
        self.approve(revision)
        self.assertFalse(self.targets(user_id=self.seller.id))

    def test_the_goal_of_the_marketing_plan(self):
        plan = self.make_plan(1000)
        marketing = self.env["mkt.plan"].create(
            {"name": "Plan", "period_id": self.year.id}
        )
        goal = self.env["mkt.plan.goal"].create(
            {
                "plan_id": marketing.id,
                "kpi_id": self.kpi("sales_ordered").id,
                "period_id": self.year.id,
                "target": 1100,
            }
        )
        self.assertFalse(plan.differs_from_goal)
        marketing.state = "approved"
        plan.invalidate_recordset()
        self.assertTrue(plan.differs_from_goal)
        with self.assertRaises(UserError):
            plan.action_submit()
        goal.target = 1000
        plan.invalidate_recordset()
        self.approve(plan)
        goal.target = 1200
        plan.invalidate_recordset()
        self.assertIn(plan, self.plans.search([("differs_from_goal", "=", True)]))

    def test_incomplete(self):
        plan = self.plans.create({"name": "Empty", "period_id": self.year.id})
        for step in (plan.action_submit, plan.action_allocate, plan.action_explain):
            with self.assertRaises(UserError):
                step()
        plan._company_line().target = 100
        line = plan.line_ids.create(
            {"plan_id": plan.id, "kind": "person", "user_id": self.seller.id}
        )
        with self.assertRaises(UserError):
            plan.action_submit()
        line.target = 40
        self.assertEqual(self.line(plan).remainder, 60)
        plan.action_submit()
        self.assertEqual(plan.state, "submitted")

    def test_lines_that_do_not_fit(self):
        plan = self.make_plan()
        lines = self.env["mkt.sales.plan.line"].with_user(self.manager)
        team = self.line(plan, self.team, "team")
        person = self.line(plan, self.seller)
        for vals in (
            {"kind": "person"},
            {"kind": "person", "team_id": self.team.id},
            {"kind": "category", "category_id": 1, "parent_id": team.id},
            {"kind": "team", "team_id": self.make_team("W").id, "parent_id": person.id},
        ):
            with self.assertRaises(ValidationError):
                lines.create({"plan_id": plan.id, **vals})
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            lines.create({"plan_id": plan.id, "kind": "company"})
        for vals in ({"target": 1, "floor": 2}, {"target": 2, "stretch": 1}):
            with self.assertRaises(ValidationError):
                person.write(vals)
        with self.assertRaises(ValidationError):
            team.parent_id = team

    def test_collected_has_no_products(self):
        plan = self.make_plan(basis="collected")
        with self.assertRaises(ValidationError):
            plan.line_ids.create(
                {
                    "plan_id": plan.id,
                    "kind": "category",
                    "category_id": self.env["product.category"]
                    .create({"name": "A"})
                    .id,
                }
            )

    def test_kept_amounts(self):
        plan = self.make_plan(1000)
        mine = self.line(plan, self.seller)
        mine.write({"target": 300, "is_kept": True})
        plan.action_allocate()
        self.assertEqual(mine.target, 300)
        self.assertEqual(self.line(plan, self.other).target, 700)
        mine.target = 1300
        with self.assertRaises(UserError):
            plan.action_allocate()

    def test_bounds_follow_their_target_down_and_up(self):
        plan = self.make_plan(1000)
        for floor, target, stretch in ((1100, 1200, 1300.01), (10, 20, 30), (0, 5, 5)):
            self.line(plan).write(
                {"floor": floor, "target": target, "stretch": stretch}
            )
            plan.action_allocate()
            people = plan.line_ids.filtered("user_id")
            for name in ("floor", "target", "stretch"):
                total = sum(people.mapped(name))
                self.assertAlmostEqual(total, self.line(plan)[name], 2)
        self.line(plan).write({"floor": False, "stretch": False})
        plan.action_allocate()
        self.assertIs(self.line(plan, self.seller).floor, False)

    def test_a_team_has_room_for_what_is_kept_below_it(self):
        west = self.make_team("West", self.users["director"])
        plan = self.make_plan(1000)
        self.line(plan).write({"floor": 100, "stretch": 1200})
        mine = self.line(plan, self.seller)
        mine.write({"target": 800, "is_kept": True, "floor": False, "stretch": False})
        plan.action_allocate()
        teams = self.line(plan, self.team, "team"), self.line(plan, west, "team")
        self.assertEqual([team.target for team in teams], [800, 200])
        self.assertEqual([team.remainder for team in teams], [0, 0])
        self.assertEqual(self.line(plan, self.other).target, 0)
        for line in plan.line_ids - mine:
            self.assertLessEqual(0, line.floor)
            self.assertLessEqual(line.floor, line.target)
            self.assertLessEqual(line.target, line.stretch)

    @given(
        st.decimals(1, 10**6, places=2).map(float),
        st.lists(st.floats(0, 1), min_size=3, max_size=3),
        st.floats(0, 1),
        st.sampled_from(["even", "weight", "last_year"]),
    )
    @settings(max_examples=15, deadline=None)
    def test_whatever_is_kept_the_parts_and_the_rest_are_the_whole(
        self, target, kept, floor, how
    ):
        with Undone(self.env):
            self.make_team("West", self.users["director"])
            plan = self.make_plan(target, allocate_by=how)
            company = self.line(plan)
            company.write({"floor": round(floor * target, 2), "stretch": target * 2})
            people = plan.line_ids.filtered("user_id")
            amounts = [int(share * target * 33) / 100 for share in kept]
            for line, amount in zip(people, amounts, strict=True):
                if amount:
                    line.write(
                        {
                            "target": amount,
                            "is_kept": True,
                            "floor": False,
                            "stretch": False,
                        }
                    )
            plan.action_allocate()
            for line, amount in zip(people, amounts, strict=True):
                self.assertEqual(line.target, amount if amount else line.target)
            for line in plan.line_ids:
                if parts := line._parts():
                    total = sum(parts.mapped("target")) + line.remainder
                    self.assertEqual(round(total, 2), line.target)
                    self.assertGreaterEqual(line.remainder, 0)

    @given(
        st.decimals("0.01", 10**8, places=2).map(float),
        st.lists(st.integers(0, 50), min_size=2, max_size=2),
        st.sampled_from(["even", "weight", "last_year"]),
    )
    @settings(max_examples=15, deadline=None)
    def test_nothing_is_left_over(self, target, weights, how):
        with Undone(self.env):
            plan = self.make_plan(target, allocate_by=how)
            people = self.line(plan, self.team, "team").child_ids
            for line, weight in zip(people, weights, strict=True):
                line.weight = weight
            plan.action_allocate()
            given_out = round(sum(people.mapped("target")), 2)
            if how == "weight" and not any(weights):
                self.assertEqual(given_out, 0)
            else:
                self.assertEqual(given_out, target)
            team = self.line(plan, self.team, "team")
            self.assertEqual(round(team.remainder + given_out, 2), team.target)

    def test_by_last_years_figures(self):
        self.sell(300, date(2025, 4, 1), self.seller)
        self.sell(100, date(2025, 12, 31), self.other)
        self.sell(900, date(2026, 1, 5), self.other)
        plan = self.make_plan(1000, allocate_by="last_year")
        self.assertEqual(self.line(plan, self.seller).target, 750)
        self.assertEqual(self.line(plan, self.other).target, 250)

    def test_staff_read_their_own(self):
        plan = self.make_plan()
        mine = self.line(plan, self.seller).with_user(self.seller)
        with self.assertRaises(AccessError):
            mine.read(["target"])
        self.approve(plan)
        mine.invalidate_recordset()
        self.assertEqual(mine.target, 500)
        with self.assertRaises(AccessError):
            self.line(plan, self.other).with_user(self.seller).read(["target"])
        for code in ("finance_manager", "leadership", "director"):
            self.line(plan, self.other).with_user(self.users[code]).read(["target"])

    def test_copy_keeps_the_tree(self):
        plan = self.approve(self.make_plan())
        next_year = self.period("year", date(2027, 1, 1))
        copy = plan.copy({"period_id": next_year.id, "name": "2027"})
        person = self.line(copy, self.seller)
        self.assertEqual(person.parent_id, self.line(copy, self.team, "team"))
        self.assertFalse(person.carried)
