from ..budget.budget_case import DECIDERS, BudgetMixin
from ..common import OfficeTourCase
from .case_steps import CaseStepsMixin


class TestDecisionTours(CaseStepsMixin, OfficeTourCase):
    """The manager decides, the customer answers without signing in."""

    posts = ("service_clerk", "customer_service_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()
        for user in cls.users.values():
            # the host's own introductions would lie over the screen
            user.tour_enabled = False

    def answer(self, case, tour):
        # signed out: the token in the link of the e-mail is enough
        self.start_tour(case._for_customer().get_portal_url(), tour, login=None)
        self.env.invalidate_all()

    def test_decided_refused_decided_accepted(self):
        case = self.make_case("responded", name="Relay burns")
        manager = self.users["customer_service_manager"]
        self.start_tour("/odoo/desk", "marketing_office_manager", login=manager.login)
        self.assertRecordValues(
            case.sudo(),
            [
                {
                    "state": "decided",
                    "decision": "partly",
                    "compensation_amount": 120,
                    "reviewer_id": manager.id,
                }
            ],
        )
        self.answer(case, "marketing_office_customer_refuses")
        self.assertEqual((case.state, case.acceptance), ("investigating", "refused"))
        reason = case.sudo().message_ids.filtered(
            lambda m: "It is too little." in (m.body or "")
        )
        self.assertEqual(reason.author_id, self.customer)
        self.to_responded(case)
        self.to_decided(case, decision_note="<p>We pay for the labour too.</p>")
        self.answer(case, "marketing_office_customer_accepts")
        self.assertEqual((case.state, case.acceptance), ("closed", "accepted"))
        self.assertEqual(case.sudo().rating_last_value, 4)


class TestLimitTours(CaseStepsMixin, BudgetMixin, OfficeTourCase):
    """What is more than may be granted is approved before the customer hears of it."""

    posts = (*DECIDERS, "customer_service_manager", "service_clerk")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()
        for user in cls.users.values():
            # the host's own introductions would lie over the screen
            user.tour_enabled = False

    def test_approved_before_the_customer_hears_of_it(self):
        service = self.env.ref("marketing_office.department_service")
        budget = self.make_budget({"compensation": 77200.0}, department_id=service.id)
        self.put_in_force(budget)
        self.company.mkt_compensation_limit = 5000
        case = self.make_case("responded", name="Relay burns")
        self.prepare_decision(case, compensation_amount=6000)
        manager = self.users["customer_service_manager"]
        self.start_tour(
            "/odoo/desk", "marketing_office_beyond_the_limit", login=manager.login
        )
        self.env.invalidate_all()
        request = case.sudo().expense_request_ids
        self.assertEqual((request.state, request.amount), ("submitted", 6000))
        self.assertEqual(case.state, "responded")
        self.approve(request)
        self.start_tour(
            "/odoo/desk", "marketing_office_within_the_approval", login=manager.login
        )
        self.env.invalidate_all()
        self.assertEqual(case.state, "decided")
