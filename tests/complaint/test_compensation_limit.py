from odoo.exceptions import UserError
from odoo.tests import Form

from ..budget.budget_case import DECIDERS, BudgetMixin
from ..common import OfficeCase
from .case_steps import CaseStepsMixin


class TestCompensationLimit(CaseStepsMixin, BudgetMixin, OfficeCase):
    """What is more than may be granted is approved before the customer hears of it."""

    posts = (*DECIDERS, "customer_service_manager", "service_clerk")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()
        cls.manager = cls.users["customer_service_manager"]
        service = cls.env.ref("marketing_office.department_service")
        budget = cls.make_budget({"compensation": 77200.0}, department_id=service.id)
        cls.put_in_force(budget)
        cls.company.mkt_compensation_limit = 5000

    def prepared(self, amount):
        case = self.make_case("responded")
        self.prepare_decision(case, compensation_amount=amount)
        return case.with_user(self.manager)

    def told(self, case):
        """E-mails about the decision to the customer."""
        return case.sudo().message_ids.filtered(
            lambda m: self.customer in m.partner_ids and "You are right." in m.body
        )

    def test_within_the_limit_is_decided_at_once(self):
        case = self.prepared(5000)
        self.assertFalse(case.compensation_needs_approval)
        case.action_decide()
        self.assertTrue(self.told(case))

    def test_beyond_the_limit_waits_for_the_approval(self):
        case = self.prepared(6000)
        for user in (self.manager, self.users["director"]):
            with self.assertRaisesRegex(UserError, "Request Compensation"):
                case.with_user(user).action_decide()
        action = case.action_request_compensation()
        request = self.env["mkt.expense.request"].browse(action["res_id"])
        self.assertEqual((request.amount, request.complaint_id), (6000, case))
        self.assertFalse(case.can_request_compensation)
        self.assertEqual(case.expense_request_count, 1)
        request.with_user(self.manager).action_submit()
        with self.assertRaisesRegex(UserError, "waits for its approval"):
            case.action_decide()
        self.assertEqual(case.state, "responded")
        self.assertFalse(self.told(case))
        self.approve(request)
        # more than was approved is not promised, nor less
        for amount in (500000, 5999):
            case.compensation_amount = amount
            with self.assertRaisesRegex(UserError, "agree"):
                case.action_decide()
        case.compensation_amount = 6000
        case.action_decide()
        self.assertEqual(case.state, "decided")
        self.assertTrue(self.told(case))

    def test_asked_for_from_the_dialog_of_the_decision(self):
        case = self.prepared(100)
        dialogs = self.env["mkt.complaint.answer"].with_user(self.manager)
        dialog = Form(
            dialogs.with_context(active_id=case.id, default_step="decide"),
            view="marketing_office.mkt_complaint_answer_view_form",
        )
        self.assertFalse(dialog.needs_approval)
        dialog.compensation_amount = 6000
        self.assertTrue(dialog.needs_approval)
        action = dialog.save().action_request_compensation()
        request = self.env["mkt.expense.request"].browse(action["res_id"])
        self.assertEqual((request.amount, request.complaint_id), (6000, case))
        self.assertEqual(case.state, "responded")
        # it is asked for once
        again = dialogs.create({"complaint_id": case.id, "step": "decide"})
        self.assertFalse(again.needs_approval)
        with self.assertRaises(UserError):
            again.action_request_compensation()

    def test_more_than_the_line_has(self):
        self.company.mkt_compensation_limit = 1000000
        case = self.prepared(77200)
        self.assertFalse(case.compensation_needs_approval)
        case.compensation_amount = 500000
        self.assertTrue(case.compensation_needs_approval)
        with self.assertRaises(UserError):
            case.action_decide()
        self.assertFalse(self.told(case))

    def test_refused_is_not_promised(self):
        case = self.prepared(6000)
        action = case.action_request_compensation()
        request = self.env["mkt.expense.request"].browse(action["res_id"])
        request.with_user(self.manager).action_submit()
        decider = self.users[request.sudo().next_post_id.code]
        request.with_user(decider).action_refuse("Too much")
        with self.assertRaises(UserError):
            case.action_decide()
        case.compensation_amount = 4000
        case.action_decide()
        self.assertEqual(case.state, "decided")

    def test_a_request_is_not_drawn_up_before_the_answer(self):
        case = self.make_case("investigating", compensation_amount=6000)
        with self.assertRaises(UserError):
            case.with_user(self.manager).action_request_compensation()
