from datetime import date

from odoo.exceptions import AccessError, UserError

from .kpi_case import KpiCase


class TestRevenueAccess(KpiCase):
    """Revenue by line is a view of the database: read by whom it concerns, written by nobody."""

    posts = (
        "director",
        "sales_manager",
        "promotion_manager",
        "finance_manager",
        "leadership",
        "sales_staff",
        "service_clerk",
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls.make_order(user_id=cls.users["sales_staff"].id)
        cls.line = cls.env["mkt.revenue"].search([("order_id", "=", cls.order.id)])

    def found_by(self, user):
        revenue = self.env["mkt.revenue"].with_user(user)
        return revenue.search([("order_id", "=", self.order.id)])

    def test_the_line(self):
        self.assertEqual(
            (self.line.basis, self.line.date, self.line.amount),
            ("ordered", date(2026, 10, 15), 100),
        )
        self.assertEqual(self.line.action_open_document()["res_id"], self.order.id)

    def test_who_reads_it(self):
        for code, user in self.users.items():
            expected = 0 if code == "service_clerk" else 1
            self.assertEqual(len(self.found_by(user)), expected, code)

    def test_not_from_outside(self):
        other = self.make_holder("director", "other", companies=self.company_b)
        self.assertFalse(self.found_by(other))
        for user in (self.make_user("nobody"), self.make_portal_user()):
            with self.assertRaises(AccessError):
                self.found_by(user)

    def test_nobody_writes_it(self):
        for user in self.users.values():
            for change in (
                lambda line: line.write({"amount": 1}),
                lambda line: line.unlink(),
                lambda line: line.create({"amount": 1}),
            ):
                with self.assertRaises(UserError):
                    change(self.line.with_user(user))
