"""From a finding, a complaint or a lost opportunity to a product on the market."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form

from ..plan.plan_case import PlanMixin
from .campaign_case import CampaignCase


class TestRequirement(PlanMixin, CampaignCase):
    posts = (
        "director",
        "marketing_manager",
        "promotion_manager",
        "product_manager",
        "finance_manager",
        "sales_staff",
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.developer = cls.users["product_manager"]
        cls.product = cls.env["product.template"].create({"name": "Relay"})
        cls.cause = cls.env["mkt.complaint.cause"].create({"name": "Coil burns"})
        cls.reason = cls.env["crm.lost.reason"].create({"name": "Too slow"})
        cls.milestone = cls.make_milestone()

    @classmethod
    def make_milestone(cls, kind="product", **vals):
        project = cls.env["project.project"].create(
            {
                "name": "Quick relay",
                "mkt_kind": kind,
                "company_id": vals.pop("company_id", cls.company.id),
                "allow_milestones": True,
            }
        )
        return cls.env["project.milestone"].create(
            {
                "name": "Sample passed",
                "project_id": project.id,
                "deadline": cls.today + timedelta(days=9),
                **vals,
            }
        )

    def make(self, user=None, **vals):
        requirements = self.env["mkt.requirement"].with_user(user or self.developer)
        return requirements.create(
            {"name": "Delivered in a week", "finding_id": self.finding.id, **vals}
        )

    def make_launch(self, **vals):
        launches = self.env["mkt.launch"].with_user(self.developer)
        return launches.create(
            {
                "name": "Relay 2",
                "product_tmpl_id": self.product.id,
                "date": self.today,
                **vals,
            }
        )

    def position(self, state="approved"):
        return self.env["mkt.positioning"].create(
            {
                "product_tmpl_id": self.product.id,
                "segment_id": self.target_segment.id,
                "state": state,
            }
        )

    # ------------------------------------------------------------- where it comes from

    def test_it_has_an_origin(self):
        with self.assertRaises(ValidationError):
            self.make(finding_id=False)
        draft = self.make_finding(state="draft")
        with self.assertRaises(ValidationError):
            self.make(user=self.users["marketing_manager"], finding_id=draft.id)
        for vals in ({"cause_id": self.cause.id}, {"loss_reason_id": self.reason.id}):
            requirement = self.make(finding_id=False, **vals)
            self.assertIn(requirement.origin, ("Coil burns", "Too slow"))

    def test_from_the_form_of_a_finding(self):
        finding = self.finding.with_user(self.developer)
        action = finding.action_require()
        with Form(
            self.env["mkt.requirement"]
            .with_user(self.developer)
            .with_context(**action["context"])
        ) as form:
            form.weight = "4"
        requirement = form.save()
        self.assertEqual(requirement.finding_id, finding)
        finding.invalidate_recordset()
        self.assertEqual(finding.requirement_count, 1)

    def test_what_weighs(self):
        company, other = self.company, self.company_b
        cases = self.env["mkt.complaint"].create(
            [
                {"name": "Burnt", "company_id": which.id}
                for which in (company, company, company, company, other)
            ]
        )
        cases.write(
            {
                "cause_id": self.cause.id,
                "decision": "upheld",
                "received_at": self.today - timedelta(days=30),
            }
        )
        cases[1].decision = "rejected"
        cases[2].received_at = self.today - timedelta(days=400)
        cases[3].decision = "partly"
        leads = self.env["crm.lead"].create(
            [
                {"name": "Panel", "type": "opportunity", "company_id": which.id}
                for which in (company, company, other)
            ]
        )
        leads.action_set_lost(lost_reason_id=self.reason.id)
        leads[1].date_closed = self.today - timedelta(days=400)
        requirement = self.make(
            cause_id=self.cause.id, loss_reason_id=self.reason.id, finding_id=False
        )
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT COUNT(*) FROM mkt_complaint WHERE cause_id = %s AND company_id = %s
            AND decision IN ('upheld', 'partly')
            AND received_at >= now() - interval '12 months'""",
            [self.cause.id, company.id],
        )
        by_hand = self.env.cr.fetchone()[0]
        self.assertEqual((requirement.case_count, by_hand), (2, 2))
        self.assertEqual(requirement.lost_count, 1)

    def test_who_keeps_it(self):
        with self.assertRaises(AccessError):
            self.make(user=self.users["sales_staff"])
        requirement = self.make()
        reader = requirement.with_user(self.users["sales_staff"])
        self.assertTrue(reader.has_access("read"))
        for step in ("action_plan", "action_meet", "action_drop"):
            with self.assertRaises(AccessError):
                getattr(reader, step)()

    # ------------------------------------------------------------- what becomes of it

    def test_taken_into_development_and_met(self):
        requirement = self.make()
        with self.assertRaises(UserError):
            requirement.action_plan()
        requirement.milestone_id = self.milestone
        requirement.action_plan()
        requirement.outcome = "Delivered in five days"
        with self.assertRaises(UserError):
            requirement.action_meet()
        self.milestone.is_reached = True
        requirement.invalidate_recordset()
        requirement.action_meet()
        self.assertEqual(requirement.state, "met")
        self.assertEqual(requirement.closed_on, self.today)
        with self.assertRaises(UserError):
            requirement.outcome = "Something else"

    def test_dropped_for_a_reason(self):
        requirement = self.make()
        with self.assertRaises(UserError):
            requirement.action_drop()
        requirement.outcome = "Costs more than it brings"
        requirement.action_drop()
        self.assertEqual(requirement.state, "dropped")

    def test_milestones_of_development_alone(self):
        group = self.env["project.project"].create({"name": "Anything"})
        for milestone in (
            self.env["project.milestone"].create(
                {"name": "Else", "project_id": group.id}
            ),
            self.make_milestone(company_id=self.company_b.id),
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.make().sudo().milestone_id = milestone

    # ------------------------------------------------------------- on the market

    def test_launched_with_positioning_and_campaign(self):
        requirement = self.make(milestone_id=self.milestone.id)
        launch = self.make_launch()
        requirement.launch_id = launch
        with self.assertRaisesRegex(UserError, "positioning"):
            launch.action_launch()
        launch.positioning_id = self.position()
        with self.assertRaisesRegex(UserError, "Delivered in a week"):
            launch.action_launch()
        requirement.action_plan()
        with self.assertRaisesRegex(UserError, "Delivered in a week"):
            launch.action_launch()
        self.milestone.is_reached = True
        requirement.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "campaign"):
            launch.action_launch()
        launch.campaign_id = self.approved_campaign()
        launch.action_launch()
        self.assertEqual(launch.state, "launched")
        self.assertEqual(launch.launched_on, self.today)
        self.assertEqual(requirement.state, "met")
        self.assertIn("Relay 2", requirement.outcome)
        launch.result = "300 ordered in the first month"
        with self.assertRaises(UserError):
            launch.date = self.today + timedelta(days=1)

    def test_what_was_dropped_holds_nothing_up(self):
        requirement = self.make(outcome="Not worth it")
        launch = self.make_launch(
            positioning_id=self.position().id, campaign_id=self.approved_campaign().id
        )
        requirement.launch_id = launch
        requirement.action_drop()
        launch.action_launch()
        self.assertEqual(requirement.state, "dropped")

    def test_a_positioning_of_another_product(self):
        other = self.env["product.template"].create({"name": "Coil"})
        launch = self.make_launch(
            product_tmpl_id=other.id,
            positioning_id=self.position().id,
            campaign_id=self.approved_campaign().id,
        )
        with self.assertRaisesRegex(UserError, "positioning"):
            launch.action_launch()

    def test_a_cancelled_launch(self):
        requirement = self.make()
        launch = self.make_launch()
        requirement.launch_id = launch
        launch.action_cancel()
        self.assertEqual(requirement.state, "open")
        with self.assertRaises(UserError):
            launch.action_launch()
        with self.assertRaises(UserError):
            self.make().launch_id = launch

    # ------------------------------------------------------------- the desk

    def test_what_waits_is_on_the_desk(self):
        requirement = self.make(name="Needs a milestone")
        launch = self.make_launch(name="Due today")
        cards = self.env["mkt.desk.card"].with_user(self.developer)
        todo = str(cards.get_desk()["todo"])
        self.assertIn("Needs a milestone", todo)
        self.assertIn("Due today", todo)
        requirement.milestone_id = self.milestone
        requirement.action_plan()
        self.assertNotIn("Needs a milestone", str(cards.get_desk()["todo"]))
        late = "Market requirements whose milestone is late"
        self.assertNotIn(late, str(cards.get_desk()["attention"]["groups"]))
        self.milestone.deadline = self.today - timedelta(days=1)
        self.assertIn(late, str(cards.get_desk()["attention"]["groups"]))
        self.milestone.is_reached = True
        desk = cards.get_desk()
        self.assertNotIn(late, str(desk["attention"]["groups"]))
        self.assertIn("Needs a milestone", str(desk["todo"]))
        launch.action_cancel()
