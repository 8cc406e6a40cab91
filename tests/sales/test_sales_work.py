from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time

from ..common import Undone
from .sales_case import SalesCase


class TestSalesWork(SalesCase):
    """Issues, activities and talks of those who sell."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = cls.company._mkt_today()
        cls.issues = cls.env["mkt.sales.issue"].with_user(cls.seller)
        cls.talks = cls.env["mkt.sales.talk"].with_user(cls.manager)

    def raise_issue(self, **vals):
        return self.issues.create(
            {"name": "Waits for a price", "partner_id": self.customer.id, **vals}
        )

    # ------------------------------------------------------------- issues

    def test_from_raised_to_solved(self):
        issue = self.raise_issue()
        theirs = issue.with_user(self.manager)
        self.assertIn(
            self.manager,
            issue.sudo().activity_ids.user_id,
        )
        with self.assertRaises(UserError):
            theirs.action_solve()
        theirs.action_take()
        self.assertEqual((issue.state, issue.owner_id), ("owned", self.manager))
        with self.assertRaises(UserError):
            theirs.action_solve()
        theirs.write({"cause": "price", "solution": "Three per cent off"})
        theirs.action_solve()
        self.assertEqual((issue.state, issue.settled_on), ("solved", self.today))
        self.assertFalse(issue.sudo().activity_ids)
        with self.assertRaises(UserError):
            theirs.solution = "Nothing"
        with self.assertRaises(UserError):
            theirs.unlink()

    def test_who_reads_an_issue(self):
        issue = self.raise_issue()
        with self.assertRaises(AccessError):
            issue.with_user(self.other).read(["name"])
        for code in ("director", "finance_manager", "leadership"):
            issue.with_user(self.users[code]).read(["name"])
        with self.assertRaises(AccessError):
            issue.with_user(self.users["finance_manager"]).action_take()
        with self.assertRaises(AccessError):
            self.issues.create(
                {
                    "name": "As another",
                    "partner_id": self.customer.id,
                    "user_id": self.other.id,
                }
            )

    def test_about_what(self):
        with self.assertRaises(ValidationError):
            self.raise_issue(partner_id=False)
        order = self.sell(user=self.seller)
        issue = self.issues.create({"name": "Waits", "order_id": order.id})
        self.assertEqual(issue.partner_id, self.customer)
        order = order.with_user(self.seller)
        self.assertEqual(order.mkt_open_issue_count, 1)
        action = order.action_mkt_raise_issue()
        self.assertEqual(action["context"], {"default_order_id": order.id})

    def test_documents_of_colleagues_are_not_named(self):
        """What a link shows, a customer or an amount, is not for whoever cannot read it."""
        order = self.sell(250, user=self.other)
        lead = self.env["crm.lead"].create(
            {"name": "Big deal", "user_id": self.other.id, "type": "opportunity"}
        )
        self.assertFalse(order.with_user(self.seller).has_access("read"))
        spec = {"partner_id": {}, "order_id": {"fields": {"display_name": {}}}}
        activity = self.make_activity()
        for number, door in enumerate(
            (
                lambda: self.issues.create({"name": "Whose?", "order_id": order.id}),
                lambda: self.issues.create({"name": "Whose?", "lead_id": lead.id}),
                lambda: self.issues.onchange(
                    {"order_id": order.id}, ["order_id"], spec
                ),
                lambda: self.issues.with_context(default_order_id=order.id).default_get(
                    ["order_id"]
                ),
                lambda: self.make_activity(order_ids=[Command.set(order.ids)]),
                lambda: activity.write({"order_ids": [Command.link(order.id)]}),
            )
        ):
            with self.subTest(door=number), self.assertRaises(AccessError):
                door()
        own = self.sell(70, user=self.seller)
        activity.order_ids = [Command.link(own.id)]
        self.assertEqual(activity.revenue, 70)

    def test_a_draft_tells_nobody_the_figures_of_others(self):
        """Fields of a draft are computed with all rights: it is for planners alone."""
        plan = self.approve(self.make_plan())
        self.sell(250, user=self.other)
        own, theirs = self.line(plan, self.seller), self.line(plan, self.other)
        names = ("actual", "achievement", "forecast", "open_pipeline", "call_count")
        spec = {name: {} for name in names}
        lines = own.browse().with_user(self.seller)
        values = {"plan_id": plan.id, "kind": "person", "user_id": self.other.id}
        for number, door in enumerate(
            (
                lambda: lines.onchange(values, [], spec),
                lambda: lines.onchange(values, ["user_id"], spec),
                lambda: own.with_user(self.seller).onchange(
                    {"user_id": self.other.id}, ["user_id"], spec
                ),
                lambda: theirs.with_user(self.seller).onchange({}, [], spec),
            )
        ):
            with self.subTest(door=number), self.assertRaises(AccessError):
                door()
        own.with_user(self.seller).read([*names])

    def test_an_issue_goes_up(self):
        issue = self.raise_issue(deadline=self.today - timedelta(8)).sudo()
        issue._escalate()
        self.assertEqual(issue.level_id.post_id.code, "director")
        self.assertIn(self.users["director"], issue.activity_ids.user_id)
        before = len(issue.activity_ids)
        self.assertFalse(issue.escalate_on)
        issue._remind_asked()
        self.assertEqual(len(issue.activity_ids), before)

    def test_dropping_needs_a_reason(self):
        issue = self.raise_issue()
        with self.assertRaises(UserError):
            issue.action_drop()
        issue.solution = "The customer has bought elsewhere"
        issue.action_drop()
        self.assertEqual(issue.state, "dropped")

    # ------------------------------------------------------------- activities

    def make_activity(self, **vals):
        activities = self.env["mkt.sales.activity"].with_user(self.seller)
        return activities.create({"name": "Fair", "date": self.today, **vals})

    def test_what_an_activity_costs_and_brings(self):
        activity = self.make_activity(kind="fair")
        with self.assertRaises(UserError):
            activity.action_hold()
        order, quotation = self.sell(250), self.sell(70)
        quotation._action_cancel()
        activity.sudo().order_ids = [Command.set((order | quotation).ids)]
        self.assertEqual(activity.revenue, 250)
        department = self.env.ref("marketing_office.department_office")
        requests = self.env["mkt.expense.request"]
        vals = {
            "name": "Hall",
            "amount": 30,
            "department_id": department.id,
            "sales_activity_id": activity.id,
            "user_id": self.seller.id,
        }
        requests.create({**vals, "state": "approved", "company_amount": 30})
        requests.create(vals)
        self.assertEqual(activity.cost, 30)
        activity.result = "Two new dealers"
        activity.action_hold()
        with self.assertRaises(UserError):
            activity.result = "Ten new dealers"

    def test_not_before_its_day(self):
        activity = self.make_activity(date=self.today + timedelta(1), result="Good")
        with self.assertRaises(UserError):
            activity.action_hold()
        activity.action_cancel()
        with self.assertRaises(ValidationError):
            self.env["mkt.expense.request"].create(
                {
                    "name": "Hall",
                    "amount": 1,
                    "department_id": self.env.ref(
                        "marketing_office.department_office"
                    ).id,
                    "sales_activity_id": activity.id,
                }
            )

    def test_orders_of_another_company(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "company_id": self.company_b.id,
                "team_id": False,
                "user_id": False,
            }
        )
        with self.assertRaises(ValidationError):
            self.make_activity().sudo().order_ids = order

    # ------------------------------------------------------------- talks

    def test_figures_of_a_talk(self):
        self.approve(self.make_plan(1000))
        self.sell(100, date(2026, 3, 1), self.seller)
        stage = self.env["crm.stage"].search([], limit=1)
        stage.rotting_threshold_days = 10
        leads = self.env["crm.lead"].create(
            [
                {
                    "name": name,
                    "type": "opportunity",
                    "user_id": self.seller.id,
                    "company_id": self.company.id,
                    "stage_id": stage.id,
                    "expected_revenue": 200,
                }
                for name in ("Old", "New")
            ]
        )
        leads.probability = 50
        leads[0].date_last_stage_update = "2026-01-01"
        self.env["mail.activity"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
                "res_id": leads[0].id,
                "user_id": self.seller.id,
                "date_deadline": "2026-01-01",
            }
        )
        self.raise_issue()
        talk = self.talks.create({"user_id": self.seller.id})
        self.assertEqual((talk.target, talk.actual), (500, 100))
        self.assertEqual(talk.open_pipeline, 200)
        self.assertEqual((talk.stale_count, talk.overdue_count), (1, 1))
        self.assertIs(talk.kept_share, False)
        self.assertEqual(talk.issue_count, 1)
        line = self.env["mkt.sales.plan.line"].search(
            [("user_id", "=", self.seller.id), ("plan_state", "=", "approved")]
        )
        self.assertEqual((line.stale_count, line.overdue_count), (1, 1))

    def test_a_talk_and_what_is_agreed(self):
        talk = self.talks.create(
            {
                "user_id": self.seller.id,
                "step_ids": [Command.create({"name": "Visit", "deadline": self.today})],
            }
        )
        theirs = talk.with_user(self.seller)
        with self.assertRaises(AccessError):
            theirs.read(["note"])
        with self.assertRaises(UserError):
            talk.action_hold()
        talk.note = "One visit each week"
        talk.action_hold()
        theirs.read(["note"])
        step = talk.step_ids
        for change in (
            lambda: talk.write({"note": "Two visits"}),
            lambda: step.write({"name": "Two visits"}),
            lambda: talk.write({"step_ids": [Command.create({"name": "More"})]}),
            step.unlink,
            talk.unlink,
        ):
            with self.assertRaises(UserError):
                change()
        with self.assertRaises(AccessError):
            step.with_user(self.other).action_done()
        following = self.talks.create({"user_id": self.seller.id})
        self.assertEqual(following.earlier_step_ids, step)
        step.with_user(self.seller).action_done()
        self.assertEqual((step.is_done, step.done_on), (True, self.today))

    def test_who_holds_talks(self):
        for user, person in (
            (self.seller, self.other),
            (self.manager, self.manager),
            (self.users["finance_manager"], self.seller),
        ):
            with self.assertRaises(AccessError):
                self.talks.with_user(user).create({"user_id": person.id})
        stranger = self.make_user("stranger")
        with self.assertRaises(ValidationError):
            self.talks.create({"user_id": stranger.id})

    def test_supervision_asks_no_more_for_more_people(self):
        counts = []
        # the first fills the caches of the host
        for size in (2, 3, 30):
            people = self.env["res.users"].create(
                [{"name": f"W{size}-{n}", "login": f"w{size}-{n}"} for n in range(size)]
            )
            self.make_team(f"W{size}", people)
            with Undone(self.env):
                plan = self.make_plan()
                self.env.flush_all()
                self.env.invalidate_all()
                lines = plan.sudo().line_ids.filtered("user_id")
                self.assertGreaterEqual(len(lines), size)
                before = self.cr.sql_log_count
                lines.mapped("talked_on")
                counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])

    def test_days_after_which_an_opportunity_lies_still(self):
        stages = self.env["crm.stage"].search([("is_won", "=", False)])
        stages.rotting_threshold_days = 0
        stages._mkt_set_rotting_days()
        self.assertEqual(stages[0].rotting_threshold_days, 15)
        self.assertTrue(all(stages.mapped("rotting_threshold_days")))
        # what somebody has set stays
        stages.rotting_threshold_days = 0
        stages[-1:].rotting_threshold_days = 7
        stages._mkt_set_rotting_days()
        self.assertEqual(sum(stages.mapped("rotting_threshold_days")), 7)

    # ------------------------------------------------------------- the team

    def test_places_and_new_members(self):
        self.team.mkt_place_count = 4
        self.assertEqual(self.team.mkt_vacancy_count, 2)
        self.assertEqual(self.team.mkt_new_member_ids, self.seller | self.other)
        members = self.team.with_user(self.manager).crm_team_member_ids
        mine = members.filtered(lambda member: member.user_id == self.seller)
        mine.mkt_joined_on = self.today - timedelta(100)
        self.assertEqual(self.team.mkt_new_member_ids, self.other)
        new = members.search([("mkt_is_new", "=", True)])
        self.assertEqual(new & members, members - mine)

    def test_first_months_of_new_members(self):
        """From the 10th of a month to the 9th of the next; what has not begun is empty."""
        members = self.team.with_user(self.manager).crm_team_member_ids
        mine = members.filtered(lambda member: member.user_id == self.seller)
        with freeze_time("2026-06-20 04:00:00"):
            mine.mkt_joined_on = "2026-05-10"
            for amount, day in (
                *((1, date(2026, 5, 9)), (20, date(2026, 5, 10))),
                *((300, date(2026, 6, 9)), (4000, date(2026, 6, 10))),
            ):
                self.sell(amount, day, self.seller)
            self.sell(7, date(2026, 5, 20), self.other)
            lead = self.env["crm.lead"].create(
                {
                    "name": "Plant",
                    "type": "opportunity",
                    "user_id": self.seller.id,
                    "team_id": self.team.id,
                }
            )
            self.env.flush_all()
            # the host dates what is made by the clock of the database
            self.env.cr.execute(
                "UPDATE crm_lead SET create_date = '2026-06-01' WHERE id = %s",
                [lead.id],
            )
            self.env.invalidate_all()
            self.assertEqual(mine.mkt_first_month, 320)
            self.assertEqual(mine.mkt_second_month, 4000)
            self.assertIs(mine.mkt_third_month, False)
            self.assertEqual(mine.mkt_opportunity_count, 1)

    def test_what_new_members_sell_is_for_those_who_lead(self):
        mine = self.team.crm_team_member_ids[:1]
        for code in ("director", "finance_manager", "leadership"):
            mine.with_user(self.users[code]).read(["mkt_first_month"])
        for code in ("sales_staff", "account_manager"):
            with self.assertRaises(AccessError):
                mine.with_user(self.users[code]).read(["mkt_first_month"])

    def test_first_months_in_as_many_queries_as_ever(self):
        counts = []
        for size in (5, 25):
            people = self.env["res.users"].create(
                [{"name": f"N{n}", "login": f"n{size}-{n}"} for n in range(size)]
            )
            team = self.make_team(f"N{size}", people)
            # as a list reads them
            members = team.crm_team_member_ids.search([("crm_team_id", "=", team.id)])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            members.mapped("mkt_first_month")
            members.mapped("mkt_opportunity_count")
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)

    # ------------------------------------------------------------- indicators

    def test_hit_rate_and_cycle(self):
        leads = self.env["crm.lead"].create(
            [
                {
                    "name": str(n),
                    "type": "opportunity",
                    "user_id": self.seller.id,
                    "company_id": self.company.id,
                }
                for n in range(4)
            ]
        )
        leads[0].action_set_won()
        leads[1:3].action_set_lost()
        leads.flush_recordset()
        self.assertEqual(leads.mapped("mkt_is_won"), [True, False, False, False])
        self.compute(self.kpi("hit_rate"), self.kpi("sales_cycle"))
        month = self.period("month", self.today)
        self.assertFigure(self.kpi("hit_rate"), month, 100 / 3, user_id=self.seller)
        self.assertFigure(self.kpi("sales_cycle"), month, 0, user_id=self.seller)

    def test_attainment(self):
        self.approve(self.make_plan(1000))
        self.sell(100, date(2026, 3, 1), self.seller)
        self.compute(self.kpi("sales_ordered"), self.kpi("sales_attainment"))
        kpi = self.kpi("sales_attainment")
        self.assertFigure(kpi, self.period("quarter", date(2026, 1, 1)), 40)

    def test_price_concessions(self):
        order = self.sell(100, date(2026, 10, 5), self.seller)
        order.order_line.discount = 20
        self.sell(300, date(2026, 10, 6), self.seller)
        self.compute(self.kpi("price_concession"))
        kpi, month = self.kpi("price_concession"), self.period("month")
        self.assertFigure(kpi, month, 5)
        self.assertFigure(kpi, month, 5, user_id=self.seller)
