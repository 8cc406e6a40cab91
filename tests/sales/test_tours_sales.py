from datetime import timedelta

from ..common import OfficeTourCase
from .sales_case import SalesCase


class TestToursSales(SalesCase, OfficeTourCase):
    """From the goal to the revision, the seller's target, an issue from raised to solved."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.users.values():
            # the host's own introductions would lie over the screen
            user.tour_enabled = False

    def tour(self, path, name, code):
        self.start_tour(
            f"/odoo/{path}", f"marketing_office_{name}", login=self.users[code].login
        )

    def test_from_the_goal_to_the_revision(self):
        plan = self.plans.create(
            {"name": "Sales 2026", "period_id": self.year.id, "allocate_by": "even"}
        )
        plan._company_line().target = 1000
        self.tour("sales-plans", "sales_plan", "sales_manager")
        self.assertEqual(plan.state, "submitted")
        plan.with_user(self.users["director"]).action_approve()
        self.tour("sales-supervision", "sales_supervision", "sales_manager")
        talk = self.env["mkt.sales.talk"].search([("user_id", "=", self.seller.id)])
        self.assertEqual((talk.state, talk.target), ("held", 500))
        self.tour("sales-plans", "sales_revision", "sales_manager")
        self.assertEqual(self.plans.search([("previous_id", "=", plan.id)]).version, 2)

    def test_the_sellers_target(self):
        self.approve(self.make_plan(1000))
        day = self.company._mkt_today() - timedelta(1)
        self.sell(120, day, self.seller)
        self.tour("my-sales-targets", "sales_staff", "sales_staff")

    def test_an_issue_from_raised_to_solved(self):
        self.tour("sales-issues", "sales_issue_raised", "sales_staff")
        issue = self.env["mkt.sales.issue"].search([("user_id", "=", self.seller.id)])
        self.assertEqual(issue.partner_id, self.customer)
        self.tour("sales-issues", "sales_issue_solved", "sales_manager")
        self.assertEqual((issue.state, issue.owner_id), ("solved", self.manager))
        self.assertEqual(issue.cause, "price")
