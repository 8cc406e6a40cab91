from ..common import OfficeTourCase
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
