from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError

from ..budget.budget_case import DECIDERS, BudgetMixin
from ..common import OfficeCase


class TestExpenseCompensation(BudgetMixin, OfficeCase):
    """A compensation that was decided is asked for once, from the case."""

    posts = (*DECIDERS, "customer_service_manager", "service_clerk")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.users["customer_service_manager"]
        service = cls.env.ref("marketing_office.department_service")
        budget = cls.make_budget({"compensation": 5000.0}, department_id=service.id)
        cls.put_in_force(budget)
        cls.case = cls.make_complaint(user_id=cls.manager.id)
        cls.case.write(
            {"decided_at": fields.Datetime.now(), "compensation_amount": 800}
        )

    def test_asked_for_once(self):
        case = self.case.with_user(self.manager)
        action = case.action_request_compensation()
        request = self.env["mkt.expense.request"].browse(action["res_id"])
        self.assertEqual(
            (request.complaint_id, request.amount, request.user_id, request.state),
            (self.case, 800, self.manager, "draft"),
        )
        self.assertEqual(request.line_id.category_id.code, "compensation")
        with self.assertRaises(UserError):
            case.action_request_compensation()

    def test_not_for_what_was_closed_long_ago(self):
        days = self.company.mkt_reopen_days
        now = fields.Datetime.now()
        case = self.case.with_user(self.manager)
        closed = {"state": "closed"}
        self.case.write({**closed, "closed_at": now - timedelta(days=days + 1)})
        self.assertFalse(case.can_request_compensation)
        with self.assertRaisesRegex(UserError, "too long ago"):
            case.action_request_compensation()
        self.case.closed_at = now - timedelta(days=days - 1)
        self.assertTrue(case.can_request_compensation)
        self.assertTrue(case.action_request_compensation())

    def test_no_more_than_was_decided(self):
        case = self.case.with_user(self.manager)
        action = case.action_request_compensation()
        request = self.env["mkt.expense.request"].browse(action["res_id"])
        request.amount = 800.01
        with self.assertRaisesRegex(UserError, "has been decided"):
            request.action_submit()
        request.amount = 800
        request.action_submit()
        # the case is reopened
        self.case.decided_at = False
        code = request.sudo().next_post_id.code
        approver = request.with_user(self.users[code])
        refused = self.assertRaisesRegex(UserError, "has been decided")
        with refused, self.env.cr.savepoint():
            approver.action_approve()
        self.case.decided_at = fields.Datetime.now()
        self.approve(request)
        self.assertEqual(request.state, "approved")

    def test_not_before_the_decision(self):
        undecided = self.make_complaint(user_id=self.manager.id)
        with self.assertRaises(UserError):
            undecided.with_user(self.manager).action_request_compensation()

    def test_only_the_case_says_what_is_paid_for(self):
        vals = {
            "name": "Mine",
            "amount": 1,
            "line_id": self.line.id,
            "department_id": self.promotion.id,
        }
        requests = self.env["mkt.expense.request"].with_user(self.person)
        with self.assertRaises(AccessError):
            requests.create({**vals, "complaint_id": self.case.id})
        request = requests.create(vals)
        with self.assertRaises(AccessError):
            request.complaint_id = self.case
