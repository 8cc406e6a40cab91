"""Preparing, approving, revising and closing marketing plans."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form
from odoo.tools import mute_logger

from ..common import OfficeCase
from .plan_case import PLANNERS, PlanMixin


class TestPlan(PlanMixin, OfficeCase):
    posts = (*PLANNERS, "promotion_manager", "sales_staff")

    def revise(self, plan, reason="prices fall", signals=None):
        return plan.action_revise(reason, (signals or self.signal).ids)

    def test_prepared_by_the_planning_posts(self):
        for code in ("director", "marketing_manager"):
            plan = self.make_plan(self.users[code])
            self.assertEqual(plan.state, "draft")
            plan.unlink()
        for code in ("promotion_manager", "sales_staff", "leadership"):
            with self.assertRaises(AccessError):
                self.make_plan(self.users[code])

    def test_where_no_post_prepares_nobody_does(self):
        """None would mean any."""
        self.patch(type(self.env["mkt.plan"]), "_prepared_by", ())
        for code in ("director", "marketing_manager"):
            with self.subTest(code), self.assertRaises(AccessError):
                self.make_plan(self.users[code])

    def test_approval(self):
        plan = self.make_plan()
        reader = plan.with_user(self.users["promotion_manager"])
        self.assertFalse(reader.has_access("read"))
        self.in_force(plan)
        self.assertEqual(plan.state, "approved")
        self.assertEqual(
            plan.sudo().approval_step_ids.decided_by_id, self.users["director"]
        )
        self.assertTrue(reader.has_access("read"))
        self.assertFalse(reader.has_access("write"))

    def test_what_the_director_asks_the_leadership_approves(self):
        plan = self.make_plan(self.users["director"])
        plan.action_submit()
        self.assertEqual(plan.sudo().next_post_id, self.post("leadership"))
        with self.assertRaises(AccessError):
            plan.action_approve()
        plan.with_user(self.users["leadership"]).action_approve()
        self.assertEqual(plan.state, "approved")

    def test_what_the_director_prepares_another_submits(self):
        plan = self.make_plan(self.users["director"])
        plan.with_user(self.users["marketing_manager"]).action_submit()
        self.assertEqual(plan.sudo().next_post_id, self.post("leadership"))
        with self.assertRaises(AccessError):
            plan.action_approve()

    def test_says_whom_it_wants_to_win_and_how(self):
        for name, empty in (
            ("strategy", False),
            ("strategy", " \n"),
            ("positioning", False),
            ("segment_ids", [Command.clear()]),
        ):
            plan = self.make_plan(**{name: empty})
            label = plan._fields[name]._description_string(self.env)
            with self.subTest(name=name), self.assertRaisesRegex(UserError, label):
                plan.action_submit()
            plan.unlink()
        self.make_plan().action_submit()

    def test_new_goals_take_the_period_of_the_plan(self):
        plans = self.env["mkt.plan"].with_user(self.users["marketing_manager"])
        form = Form(plans)
        form.name = "Plan"
        form.period_id = self.period("quarter")
        with form.goal_ids.new() as goal:
            goal.kpi_id = self.kpi
            goal.target = 5
            self.assertEqual(goal.period_id, self.period("quarter"))
        form.period_id = self.period("quarter", month=4)
        plan = form.save()
        self.assertEqual(plan.goal_ids.period_id, self.period("quarter", month=4))

    def test_goals_of_shorter_periods_stay_inside_the_plan(self):
        plans = self.env["mkt.plan"].with_user(self.users["marketing_manager"])
        form = Form(plans)
        form.name = "Plan"
        form.period_id = self.period("quarter")
        with form.goal_ids.new() as goal:
            goal.kpi_id = self.kpi
            goal.target = 5
            goal.period_id = self.period("month", month=2)
        form.period_id = self.period("year")
        plan = form.save()
        self.assertEqual(plan.goal_ids.period_id, self.period("month", month=2))

    def test_needs_validated_evidence(self):
        plan = self.make_plan(finding_ids=[Command.clear()])
        with self.assertRaises(UserError):
            plan.action_submit()
        for state in ("draft", "rejected"):
            finding = self.make_finding(state, state)
            with self.assertRaises(ValidationError):
                plan.finding_ids = finding
        plan.finding_ids = self.finding
        self.finding.state = "rejected"
        with self.assertRaises(UserError):
            plan.action_submit()
        self.finding.state = "validated"
        plan.action_submit()
        self.assertEqual(plan.state, "submitted")

    def test_needs_goals_with_targets(self):
        plan = self.make_plan()
        plan.goal_ids.target = False
        with self.assertRaises(UserError):
            plan.action_submit()
        plan.goal_ids.unlink()
        with self.assertRaises(UserError):
            plan.action_submit()

    def test_goals_and_schemes_lie_within_the_period(self):
        plan = self.make_plan()
        next_year = self.period(year=self.today.year + 1)
        for operation in (
            lambda: plan.goal_ids.write({"period_id": next_year.id}),
            lambda: plan.scheme_ids.write({"date_to": next_year.date_from}),
        ):
            with self.assertRaises(ValidationError):
                operation()

    def test_shorter_plan_refuses_what_does_not_fit_it(self):
        plan = self.make_plan()
        plan.period_id = self.period("quarter")
        with self.assertRaises(ValidationError):
            plan.action_submit()
        self.assertEqual(plan.state, "draft")

    def test_submitted_content_is_frozen(self):
        plan = self.make_plan()
        plan.action_submit()
        for operation in (
            lambda: plan.write({"strategy": "other"}),
            lambda: plan.goal_ids.write({"target": 1}),
            lambda: plan.scheme_ids.write({"planned_cost": 1}),
            lambda: plan.write({"goal_ids": [Command.clear()]}),
            plan.goal_ids.unlink,
            lambda: plan.goal_ids.copy({"period_id": self.period("quarter").id}),
            plan.unlink,
        ):
            with self.assertRaises(UserError):
                operation()
        plan.action_withdraw()
        plan.strategy = "other"
        self.assertEqual(plan.strategy, "other")

    def test_goals_become_the_targets(self):
        self.in_force(self.make_plan())
        self.assertEqual(self.company_target().target, 100)

    def test_goals_replace_the_targets(self):
        target = self.env["mkt.kpi.target"].create(
            {"kpi_id": self.kpi.id, "period_id": self.period().id, "target": 7}
        )
        self.in_force(self.make_plan())
        self.assertEqual(self.company_target(), target)
        self.assertEqual(target.target, 100)

    def test_part_of_a_target_is_no_goal(self):
        target = self.env["mkt.kpi.target"].create(
            {"kpi_id": self.kpi.id, "period_id": self.period().id, "target": 8}
        )
        quarter = self.period("quarter")
        target.action_split()
        plan = self.make_plan()
        plan.goal_ids.period_id = quarter
        with self.assertRaises(UserError):
            plan.action_submit()

    def test_two_plans_do_not_set_one_target(self):
        self.in_force(self.make_plan())
        quarter = self.period("quarter")
        vals = {"kpi_id": self.kpi.id, "period_id": quarter.id, "target": 3}
        plan = self.make_plan(
            period_id=quarter.id, goal_ids=[Command.create(vals)], scheme_ids=[]
        )
        self.in_force(plan)
        month = self.period("month")
        year = self.period(year=self.today.year)
        self.assertEqual(self.company_target(quarter).target, 3)
        revision = self.revise(
            self.env["mkt.plan"].search([("period_id", "=", year.id)])
        )
        revision.goal_ids = [Command.create(vals)]
        with self.assertRaises(UserError):
            revision.action_submit()
        revision.goal_ids.filtered(lambda g: g.period_id == quarter).period_id = month
        revision.action_submit()

    def test_closed_period_keeps_its_targets(self):
        month = self.period("month", year=self.today.year - 1)
        year = self.period(year=self.today.year - 1)
        goal = {"kpi_id": self.kpi.id, "period_id": month.id, "target": 4}
        plan = self.make_plan(period_id=year.id, goal_ids=[Command.create(goal)])
        self.in_force(plan)
        month.action_close()
        revision = self.revise(plan)
        revision.goal_ids.target = 5
        with self.assertRaises(UserError):
            revision.action_submit()
        revision.goal_ids.target = 4
        self.in_force(revision)
        self.assertEqual(self.company_target(month).target, 4)

    def test_actual_and_achievement(self):
        plan = self.in_force(self.make_plan())
        goal = plan.goal_ids
        self.assertEqual((goal.achievement, goal.colour), (0, "none"))
        self.env["mkt.kpi.value"].create(
            {
                "kpi_id": self.kpi.id,
                "period_id": goal.period_id.id,
                "company_id": self.company.id,
                "period_kind": "year",
                "date_from": goal.period_id.date_from,
                "value": 25,
                "has_value": True,
            }
        )
        goal.invalidate_recordset()
        self.assertEqual((goal.achievement, goal.colour), (25, "red"))
        self.assertIn("25", goal.actual_label)
        found = goal.search([("colour", "in", ("red",)), ("plan_id", "=", plan.id)])
        self.assertEqual(found, goal)

    def test_revision(self):
        plan = self.in_force(self.make_plan())
        with self.assertRaises(UserError):
            plan.action_revise("  ")
        revision = self.revise(plan)
        self.assertEqual((revision.version, revision.state), (2, "draft"))
        self.assertEqual(revision.previous_id, plan)
        revision.goal_ids.target = 80
        revision.scheme_ids.planned_cost = 9000
        revision.strategy = "Direct <b>sales</b>"
        self.assertEqual((plan.state, plan.goal_ids.target), ("approved", 100))
        self.in_force(revision)
        self.assertEqual((plan.state, revision.state), ("superseded", "approved"))
        self.assertEqual(self.company_target().target, 80)
        self.assertEqual(
            (plan.goal_ids.target, plan.strategy), (100, "Through dealers")
        )
        with self.assertRaises(UserError):
            plan.strategy = "changed"
        self.assertEqual(
            [
                (subject.split(":")[0], before)
                for subject, before, _now in revision._changes()
            ],
            [
                ("Marketing Strategy", "Through dealers"),
                ("Goal", plan.goal_ids.target_label),
                ("Scheme", plan.scheme_ids._summary()),
            ],
        )
        self.assertIn("80", revision.changes)
        self.assertNotIn("<b>", revision.changes)

    def test_dropped_goal_leaves_the_targets(self):
        plan = self.in_force(self.make_plan())
        revision = self.revise(plan)
        month = self.period("month")
        revision.goal_ids = [
            Command.clear(),
            Command.create({"kpi_id": self.kpi.id, "period_id": month.id, "target": 9}),
        ]
        revision.scheme_ids = [Command.clear()]
        self.in_force(revision)
        self.assertFalse(self.company_target())
        self.assertEqual(self.company_target(month).target, 9)
        self.assertEqual(len(revision._changes()), 3)

    def test_revision_answers_the_signal(self):
        plan = self.in_force(self.make_plan())
        revision = self.revise(plan)
        self.assertEqual(self.signal.state, "open")
        self.in_force(revision)
        self.assertEqual(self.signal.state, "revised")
        self.assertEqual(self.signal.answer, "prices fall")
        self.assertEqual(self.signal.answered_by_id, self.users["director"])
        self.assertEqual(self.signal.plan_ids, revision)
        self.assertEqual(self.finding.plan_ids, plan | revision)

    def test_revision_from_the_signal(self):
        plan = self.in_force(self.make_plan())
        manager = self.users["marketing_manager"]
        signal = self.signal.with_user(manager)
        self.assertTrue(signal.can_revise_plan)
        action = signal.action_revise_plan()
        dialog = (
            self.env["mkt.plan.revision"]
            .with_user(manager)
            .with_context(action["context"])
            .create({})
        )
        self.assertEqual(dialog.plan_id, plan)
        revision = self.env["mkt.plan"].browse(dialog.action_confirm()["res_id"])
        self.assertEqual(revision.reason, self.signal.name)
        self.assertEqual(revision.signal_ids, self.signal)
        staff = self.signal.with_user(self.users["sales_staff"])
        self.assertFalse(staff.can_revise_plan)

    def test_a_second_plan_is_refused_when_it_is_submitted(self):
        plan = self.in_force(self.make_plan(name="The first"))
        second = self.make_plan()
        with self.assertRaisesRegex(UserError, "The first is in force already"):
            second.action_submit()
        # a revision takes its place, and other periods have plans of their own
        second.unlink()
        self.revise(plan).action_submit()
        self.make_plan(period_id=self.period("year", 2031).id)

    def test_one_plan_in_force(self):
        plan = self.in_force(self.make_plan())
        self.revise(plan)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError) as caught,
            self.env.cr.savepoint(),
        ):
            self.revise(plan)
        self.assertIn("open_uniq", str(caught.exception))

    def test_close(self):
        plan = self.in_force(self.make_plan())
        with self.assertRaises(UserError):
            plan.action_close()
        year = self.period(year=self.today.year - 1)
        old = self.in_force(self.make_plan(period_id=year.id))
        with self.assertRaises(AccessError):
            old.with_user(self.users["promotion_manager"]).action_close()
        old.action_close()
        self.assertEqual(old.state, "closed")
        with self.assertRaises(UserError):
            self.revise(old)

    def test_needs_successor(self):
        month = self.period("month", month=self.today.month)
        goal = {"kpi_id": self.kpi.id, "period_id": month.id, "target": 4}
        plan = self.in_force(
            self.make_plan(period_id=month.id, goal_ids=[Command.create(goal)])
        )
        self.assertTrue(plan.needs_successor)
        following = self.env["mkt.period"]._of(
            self.company, "month", month._half_open()[1]
        )
        self.make_plan(period_id=following.id)
        plan.invalidate_recordset()
        self.assertFalse(plan.needs_successor)

    def test_cost_beside_the_budget(self):
        budget = self.env["mkt.budget"].create(
            {
                "period_id": self.period().id,
                "department_id": self.promotion.id,
                "line_ids": [
                    Command.create(
                        {
                            "category_id": self.env.ref(
                                "marketing_office.category_travel"
                            ).id,
                            "planned": 700,
                        }
                    )
                ],
            }
        )
        plan = self.make_plan()
        self.assertEqual((plan.planned_cost, plan.budget_available), (5000, 0))
        budget._on_approved()
        budget.state = "approved"
        plan.invalidate_recordset()
        self.assertEqual((plan.budget_planned, plan.budget_available), (700, 700))
        # as the budget itself counts it
        budget.line_ids.active = False
        plan.invalidate_recordset()
        self.assertEqual(plan.budget_planned, budget.planned)
        action = plan.action_view_budget()
        lines = self.env["mkt.budget.line"].with_context(**action["context"])
        self.assertEqual(lines.search(action["domain"]), budget.line_ids)

    def test_printed(self):
        plan = self.in_force(self.make_plan())
        revision = self.revise(plan)
        revision.goal_ids.target = 80
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.users["director"])
            ._render_qweb_html("marketing_office.report_plan", revision.ids)
        )
        text = html.decode()
        for words in ("Plan of the year", "Spring fair", "Dealers want stock"):
            self.assertIn(words, text)
        self.assertIn("What Changed", text)
