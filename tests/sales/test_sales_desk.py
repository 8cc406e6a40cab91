from datetime import date

from odoo.tests import freeze_time

from .sales_case import SalesCase


@freeze_time("2026-11-20 04:00:00")
class TestSalesDesk(SalesCase):
    """My target, my pace, whom to see today."""

    def desk(self, user):
        self.env.invalidate_all()
        return self.env["mkt.desk.card"].with_user(user).get_desk()

    def target(self, user):
        card = self.env.ref("marketing_office.desk_figure_my_sales_target")
        return next((f for f in self.desk(user)["figures"] if f["id"] == card.id), None)

    def test_target_and_pace_move_with_an_order(self):
        self.assertIsNone(self.target(self.seller))
        self.approve(self.make_plan(2400))
        figure = self.target(self.seller)
        self.assertIn("1,200.00", figure["target"])
        self.assertEqual((figure["achievement"], figure["colour"]), ("0.0%", "red"))
        self.sell(1200, date(2026, 11, 19), self.seller)
        figure = self.target(self.seller)
        self.assertIn("1,200.00", figure["value"])
        self.assertEqual((figure["achievement"], figure["colour"]), ("100.0%", "green"))
        self.assertIn("11", figure["note"])
        self.assertIn("0.00", self.target(self.other)["value"])

    def test_it_opens_the_readers_own_line(self):
        plan = self.approve(self.make_plan(2400))
        card = self.env.ref("marketing_office.desk_figure_my_sales_target")
        action = card.with_user(self.seller).action_view_figure()
        self.assertEqual(action["res_id"], self.line(plan, self.seller).id)
        other = self.env.ref("marketing_office.desk_figure_my_sales_ordered")
        action = other.with_user(self.seller).action_view_figure()
        self.assertEqual(action["res_model"], "mkt.kpi.value")

    def test_whom_to_see_today(self):
        buyer = self.make_customer("Buyer", is_company=True)
        for month in (2, 5, 8):
            self.sell(100, date(2026, month, 22), self.seller, partner_id=buyer.id)
        with freeze_time("2026-10-01 04:00:00"):
            self.give_customer(buyer, self.seller)
            self.env["mkt.customer.standing"]._compute_figures(self.company)
            self.approve(
                self.make_plan(period_id=self.period("quarter", date(2026, 11, 1)).id)
            )
        todo = {item["name"]: item for item in self.desk(self.seller)["todo"]}
        self.assertIn("Buyer", todo)
        source = self.env[todo["Buyer"]["model"]].browse(todo["Buyer"]["id"])
        action = source.with_user(self.seller).get_formview_action()
        self.assertEqual(action["res_model"], "mkt.customer.standing")
        names = [item["name"] for item in self.desk(self.other)["todo"]]
        self.assertNotIn("Buyer", names)
