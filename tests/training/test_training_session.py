from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from .training_case import TrainingCase


class TestTrainingPlan(TrainingCase):
    def test_a_plan_is_approved_by_finance_and_director(self):
        session = self.make_session()
        plan = session.plan_id
        plan.action_submit()
        with self.assertRaises(UserError):
            self.by(plan, "marketing_manager").action_approve()
        for code in ("finance_manager", "director"):
            self.by(plan, code).action_approve()
        self.assertEqual(plan.state, "approved")
        for vals in ({"hours": 9}, {"planned_cost": 9}, {"name": "x"}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                session.write(vals)
        session.write({"description": "Cases"})

    def test_a_plan_without_sessions_or_money(self):
        plan = self.make_plan()
        with self.assertRaises(UserError):
            plan.action_submit()
        self.make_session(plan, planned_cost=500)
        with self.assertRaises(UserError):
            plan.action_submit()
        self.assertEqual(plan.state, "draft")

    def test_money_within_the_budget_line(self):
        line = self.make_line(600)
        plan = self.make_plan(budget_line_id=line.id)
        session = self.make_session(plan, planned_cost=601)
        with self.assertRaises(UserError):
            plan.action_submit()
        session.planned_cost = 600
        self.approve(plan)
        action = session.action_request_expense()
        request = self.env["mkt.expense.request"].browse(action["res_id"])
        self.assertEqual(
            (request.amount, request.line_id, request.training_session_id),
            (600, line, session.sudo(False)),
        )
        with self.assertRaises(UserError):
            session.action_request_expense()

    def make_line(self, planned):
        budget = self.env["mkt.budget"].create(
            {
                "period_id": self.year.id,
                "department_id": self.env.ref("marketing_office.department_office").id,
            }
        )
        line = self.env["mkt.budget.line"].create(
            {
                "budget_id": budget.id,
                "category_id": self.env.ref("marketing_office.category_training").id,
                "planned": planned,
            }
        )
        budget.state = "approved"
        self.env.flush_all()
        return line

    def test_plans_are_kept_by_two_posts(self):
        for code in ("sales_staff", "finance_manager", "leadership"):
            plans = self.env["mkt.training.plan"].with_user(self.users[code])
            with self.subTest(code=code), self.assertRaises(AccessError):
                plans.create({"name": "x", "period_id": self.year.id})


class TestTrainingSession(TrainingCase):
    def test_invited_only_once_the_plan_is_approved(self):
        session = self.make_session()
        with self.assertRaises(UserError):
            session.action_schedule()
        self.approve(session.plan_id)
        session.action_schedule()
        self.assertEqual(session.state, "scheduled")
        event = session.sudo().event_id
        self.assertEqual(event.user_id, session.user_id)
        self.assertEqual((event.date_end - event.date_begin).seconds, 3 * 3600)
        rows = session.sudo().participation_ids
        self.assertEqual(
            set(rows.user_id), {self.users[code] for code in self.trainees}
        )

    def test_participants_change_until_it_is_held(self):
        session = self.scheduled()
        session.participant_ids = [
            Command.unlink(self.users["service_clerk"].id),
            Command.link(self.users["promotion_manager"].id),
        ]
        self.assertFalse(self.row(session, "service_clerk"))
        self.assertEqual(self.row(session, "promotion_manager").state, "expected")

    def test_recorded_by_somebody_else(self):
        session = self.scheduled()
        mine = self.by(self.row(session, "sales_staff"), "sales_staff")
        for step in ("action_attended", "action_absent"):
            with self.subTest(step=step), self.assertRaises(AccessError):
                getattr(mine, step)()
        # even those who keep the training do not record themselves
        session.participant_ids = [Command.link(self.users["director"].id)]
        with self.assertRaises(AccessError):
            self.by(self.row(session, "director"), "director").action_attended()
        self.by(self.row(session, "director"), "market_researcher").action_attended()
        row = self.row(session, "director")
        self.assertEqual((row.state, row.hours), ("attended", 3))
        self.assertEqual(row.recorded_by_id, self.users["market_researcher"])

    def test_who_runs_it_is_no_participant(self):
        with self.assertRaises(ValidationError):
            self.make_session(user_id=self.users["sales_staff"].id)

    def test_not_before_its_day(self):
        session = self.scheduled(days=2)
        with self.assertRaises(UserError):
            self.by(session, "market_researcher").action_all_attended()
        with self.in_days(2):
            self.by(session, "market_researcher").action_all_attended()

    def test_everybody_is_recorded_before_it_is_held(self):
        session = self.scheduled()
        trainer = self.by(session, "market_researcher")
        with self.assertRaises(UserError):
            trainer.action_hold()
        self.by(self.row(session, "sales_staff"), "market_researcher").action_attended()
        with self.assertRaises(UserError):
            trainer.action_hold()
        self.by(self.row(session, "service_clerk"), "market_researcher").action_absent()
        trainer.action_hold()
        self.assertEqual(session.state, "held")
        self.assertEqual(session.attended_count, 1)
        with self.assertRaises(UserError):
            self.by(
                self.row(session, "service_clerk"), "market_researcher"
            ).action_attended()

    def test_needs_are_met_by_being_there(self):
        session = self.make_session()
        wishes = {
            code: self.env["mkt.training.need"]
            .with_user(self.users[code])
            .create({"name": "Complaints"})
            for code in self.trainees
        }
        for need in wishes.values():
            with self.assertRaises(AccessError):
                need.session_id = session
            self.by(need, "marketing_manager").session_id = session
            self.assertEqual(need.state, "planned")
        self.approve(session.plan_id)
        session.action_schedule()
        self.by(self.row(session, "service_clerk"), "market_researcher").action_absent()
        self.by(session, "market_researcher").action_all_attended()
        self.by(session, "market_researcher").action_hold()
        self.assertEqual(wishes["sales_staff"].state, "met")
        self.assertEqual(wishes["service_clerk"].state, "open")

    def test_a_cancelled_session_opens_its_needs(self):
        session = self.scheduled()
        need = self.env["mkt.training.need"].create(
            {"name": "x", "session_id": session.id}
        )
        session.action_cancel()
        self.assertEqual((session.state, need.state), ("cancelled", "open"))

    def find_needs(self):
        with self.enter_registry_test_mode():
            self.env.ref(
                "marketing_office.ir_cron_find_training_needs"
            ).method_direct_trigger()

    def test_a_new_post_needs_training_once(self):
        needs = self.env["mkt.training.need"]
        for _n in range(2):
            self.find_needs()
        found = needs.search([("user_id", "=", self.users["sales_staff"].id)])
        self.assertEqual(len(found), 1)
        self.assertEqual(found.reason, "new_post")
        self.assertFalse(needs.search([("user_id", "=", self.users["leadership"].id)]))
        # what the system has found is not deleted but given up, once
        with self.assertRaisesRegex(UserError, "No longer|no longer"):
            self.by(found, "sales_staff").unlink()
        self.by(found, "sales_staff").action_drop()
        self.find_needs()
        self.assertEqual(
            needs.search_count([("user_id", "=", self.users["sales_staff"].id)]), 1
        )


class TestTrainingOutcome(TrainingCase):
    def test_one_question_after_it_and_one_after_sixty_days(self):
        session = self.held(absent=["service_clerk"])
        row = self.row(session, "sales_staff")
        self.assertEqual(row.superior_id, self.users["director"])
        with self.assertRaises(AccessError):
            self.by(row, "director").action_judge(5)
        with self.assertRaises(AccessError):
            self.by(row, "market_researcher").action_rate(5)
        mine = self.by(row, "sales_staff")
        for wrong in (0, 6, "5", True, None):
            with self.subTest(wrong=wrong), self.assertRaises(UserError):
                mine.action_rate(wrong)
        mine.action_rate(4, "Many cases")
        with self.assertRaises(AccessError):
            mine.action_rate(5)
        absent = self.by(self.row(session, "service_clerk"), "service_clerk")
        with self.assertRaises(AccessError):
            absent.action_rate(5)
        with self.in_days(61):
            self.env.invalidate_all()
            with self.assertRaises(AccessError):
                mine.action_judge(5)
            dialog = (
                self.env["mkt.training.answer"]
                .with_user(self.users["director"])
                .create({"attendance_id": row.id, "score": "3"})
            )
            dialog.action_confirm()
        self.assertEqual((row.usefulness, row.effect), (4, 3))

    def test_the_superior_of_the_employee_record(self):
        employees = self.env["hr.employee"]
        boss = employees.create(
            {"name": "Boss", "user_id": self.users["promotion_manager"].id}
        )
        employees.create(
            {
                "name": "Staff",
                "user_id": self.users["sales_staff"].id,
                "parent_id": boss.id,
            }
        )
        session = self.held()
        self.assertEqual(
            self.row(session, "sales_staff").superior_id,
            self.users["promotion_manager"],
        )

    def test_certified_by_the_host_and_valid_for_a_time(self):
        session = self.held(survey_id=self.make_survey().id, valid_months=12)
        row = self.by(self.row(session, "sales_staff"), "sales_staff")
        self.assertTrue(row.is_to_certify)
        with self.assertRaises(UserError):
            row.action_print_certificate()
        self.take(row, right=False)
        self.assertEqual((row.score, row.certified_on), (0, False))
        self.take(row)
        self.assertEqual((row.score, row.certified_on), (100, self.today))
        self.assertEqual(row.valid_until.year, self.today.year + 1)
        self.assertTrue(row.is_valid)
        with self.in_days(400):
            self.env.invalidate_all()
            self.assertFalse(row.is_valid)
        html = self.env["ir.actions.report"]._render_qweb_html(
            "marketing_office.report_training_certificate", row.ids
        )[0]
        self.assertIn(b"Handling complaints", html)

    def figures(self, name):
        """{(scope, department or user): figure} of the year, computed now."""
        kpi = self.env.ref(f"marketing_office.kpi_{name}")
        kpi.period_kind = "year"
        kpi.action_compute()
        values = self.env["mkt.kpi.value"].search(
            [("kpi_id", "=", kpi.id), ("period_id", "=", self.year.id)]
        )
        return {
            (value.scope, value.user_id.id or value.department_id.id): value.value
            for value in values
            if value.has_value
        }

    def spend(self, session, amount):
        line = (
            self.env["mkt.budget"]
            .create(
                {
                    "company_id": self.company.id,
                    "department_id": self.env.ref(
                        "marketing_office.department_office"
                    ).id,
                    "period_id": self.year.id,
                    "state": "approved",
                    "line_ids": [
                        Command.create(
                            {
                                "category_id": self.env.ref(
                                    "marketing_office.category_training"
                                ).id,
                                "planned": 10_000,
                            }
                        )
                    ],
                }
            )
            .line_ids
        )
        request = self.env["mkt.expense.request"].create(
            {
                "name": "Trainer",
                "description": "A day with the trainer",
                "line_id": line.id,
                "department_id": line.budget_id.department_id.id,
                "amount": amount,
                "training_session_id": session.id,
                "user_id": self.users["marketing_manager"].id,
            }
        )
        self.by(request, "marketing_manager").action_submit()
        for code in ("finance_manager", "director", "leadership"):
            if request.state == "submitted":
                self.by(request, code).action_approve()
        self.env["mkt.expense.settlement"].with_user(request.user_id).create(
            {"request_id": request.id, "name": "Bill", "amount": amount}
        )
        self.by(request, "finance_manager").action_settle()
        self.assertEqual(request.spent, amount)

    def by_hand(self, query):
        self.env.flush_all()
        self.env.cr.execute(
            query,
            {
                "company": self.company.id,
                "first": self.year.date_from,
                "last": self.year.date_to,
                "today": self.today,
            },
        )
        return dict(self.env.cr.fetchall())

    def test_nobody_learns_of_the_trainings_of_others(self):
        row = self.row(self.held(), "sales_staff")
        for outside in (self.make_user("outside"), self.make_portal_user()):
            with self.subTest(outside.login), self.assertRaises(AccessError):
                row.with_user(outside).action_open_answer()

    def test_figures_are_those_of_sql_by_hand(self):
        held = self.held()
        self.held(absent=["service_clerk"])
        self.scheduled()
        self.spend(held, 1800)
        row = self.row(held, "sales_staff")
        row.write({"effect": 4, "effect_on": self.today})
        self.row(held, "service_clerk").write({"effect": 1, "effect_on": self.today})
        hours = self.by_hand(
            """SELECT a.user_id, SUM(a.hours) FROM mkt_training_attendance a
            JOIN mkt_training_session s ON s.id = a.session_id AND s.state = 'held'
            WHERE a.state = 'attended' AND s.company_id = %(company)s
            AND s.planned_on BETWEEN %(first)s AND %(last)s GROUP BY 1"""
        )
        self.assertEqual(
            hours,
            {self.users["sales_staff"].id: 6, self.users["service_clerk"].id: 3},
        )
        people = self.by_hand(
            """SELECT DISTINCT a.user_id, 1 FROM mkt_post_assignment a
            JOIN mkt_post p ON p.id = a.post_id
            WHERE a.company_id = %(company)s AND p.level <> 'leadership'
            AND date_from <= %(today)s AND COALESCE(date_to, 'infinity') >= %(today)s"""
        )
        together = sum(hours.values())
        found = self.figures("training_hours")
        self.assertEqual(found["company", False], together)
        for user, sum_of_user in hours.items():
            self.assertEqual(found["user", user], sum_of_user)
        each = self.figures("training_hours_each")
        self.assertAlmostEqual(each["company", False], together / len(people), 2)
        for user in people:
            self.assertAlmostEqual(each["user", user], hours.get(user, 0), 2)
        [cost] = self.by_hand(
            """SELECT SUM(spent), 1 FROM mkt_expense_request r
            JOIN mkt_training_session s ON s.id = r.training_session_id
            WHERE s.state = 'held' AND s.company_id = %(company)s"""
        )
        self.assertEqual(cost, 1800)
        of_company = self.figures("training_cost_hour")
        self.assertAlmostEqual(of_company["company", False], float(cost) / together, 2)
        effect = self.figures("training_effect")
        self.assertAlmostEqual(effect["company", False], 2.5, 2)
        self.assertAlmostEqual(effect["user", row.user_id.id], 4, 2)
