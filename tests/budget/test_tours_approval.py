from ..common import OfficeHttpCase
from .budget_case import DECIDERS, BudgetMixin


class TestToursApproval(BudgetMixin, OfficeHttpCase):
    """Who has to decide is told, who asked gets the answer: each on the own desk."""

    posts = DECIDERS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.users["finance_manager"]
        for user in (cls.manager, cls.person):
            # the host's own introductions would lie over the screen
            user.tour_enabled = False

    def tour(self, name, user):
        self.start_tour("/odoo", f"marketing_office_{name}", login=user.login)

    def test_returned_mended_and_approved(self):
        request = self.request(400, name="Stand at the spring fair")
        self.tour("approval_return", self.manager)
        self.assertEqual(request.state, "draft")
        self.tour("approval_mend", self.person)
        self.tour("expense_approve", self.manager)
        self.assertEqual((request.state, request.reserved), ("approved", 300))

    def test_refused_with_the_reason(self):
        request = self.request(400, name="Stand at the spring fair")
        self.tour("approval_refuse", self.manager)
        self.assertEqual(request.state, "refused")
        self.tour("approval_refused", self.person)
        self.assertFalse(request.with_user(self.person).is_answer_open)
