from datetime import timedelta

from odoo.fields import Command

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

    def test_from_the_desk_to_the_order(self):
        """A customer whose rhythm brings an order today, in a plan of this month."""
        today = self.company._mkt_today()
        month = self.period("month", today)
        buyer = self.make_customer("Buyer", is_company=True)
        last = month.date_from - timedelta(5)
        rhythm = (today - last).days
        for back in range(3):
            day = last - timedelta(rhythm * back)
            self.sell(100, day, self.seller, partner_id=buyer.id)
        self.give_customer(buyer, self.seller)
        self.env["mkt.customer.standing"]._compute_figures(self.company)
        self.approve(self.make_plan(2000, period_id=month.id))
        order = self.env["sale.order"].create(
            {
                "partner_id": buyer.id,
                "user_id": self.seller.id,
                "team_id": self.team.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "price_unit": 500,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        )
        self.tour("desk", "sales_desk", "sales_staff")
        self.assertEqual(order.state, "sale")

    def test_an_issue_from_raised_to_solved(self):
        self.tour("sales-issues", "sales_issue_raised", "sales_staff")
        issue = self.env["mkt.sales.issue"].search([("user_id", "=", self.seller.id)])
        self.assertEqual(issue.partner_id, self.customer)
        self.tour("sales-issues", "sales_issue_solved", "sales_manager")
        self.assertEqual((issue.state, issue.owner_id), ("solved", self.manager))
        self.assertEqual(issue.cause, "price")
