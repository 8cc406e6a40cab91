from ..common import OfficeTourCase
from .bill_case import BillMixin
from .budget_case import DECIDERS, BudgetMixin


class TestToursBudget(BudgetMixin, OfficeTourCase):
    """Asked for, approved from the desk, spent, settled: each by whose turn it is."""

    posts = DECIDERS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in (*cls.users.values(), cls.person):
            # the host's own introductions would lie over the screen
            user.tour_enabled = False

    def test_from_the_request_to_the_settlement(self):
        manager = self.users["finance_manager"]
        for tour, user in (
            ("ask", self.person),
            ("approve", manager),
            ("receipt", self.person),
            ("settle", manager),
        ):
            self.start_tour(
                "/odoo", f"marketing_office_expense_{tour}", login=user.login
            )
        request = self.env["mkt.expense.request"].search(
            [("user_id", "=", self.person.id)]
        )
        self.assertEqual((request.state, request.spent), ("settled", 350))
        self.assertLine(reserved=0, spent=350, available=650)
        self.assertLedgerAgrees()


class TestToursBill(BillMixin, OfficeTourCase):
    """Finance enters what a request has cost: the vendor's bill, or the receipt."""

    posts = DECIDERS

    def settled(self, tour):
        manager = self.users["finance_manager"]
        manager.tour_enabled = False
        request = self.approved(400)
        self.start_tour("/odoo", f"marketing_office_{tour}", login=manager.login)
        self.env.invalidate_all()
        return request

    def test_with_a_vendor_bill_that_finance_registers(self):
        self.company.account_purchase_tax_id = False
        request = self.settled("expense_bill")
        bill = request.sudo().bill_line_ids.move_id
        self.assertEqual((bill.state, bill.partner_id), ("posted", self.vendor))
        self.assertEqual((request.state, request.spent), ("settled", 400))
        self.assertLedgerAgrees()

    def test_with_a_receipt_that_finance_types_in(self):
        request = self.settled("expense_receipt_by_finance")
        self.assertEqual(request.settlement_ids.amount, 350)
        self.settle(request)
        self.assertEqual(request.spent, 350)
