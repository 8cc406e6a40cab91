from odoo import fields

from ..budget.budget_case import DECIDERS, BudgetMixin
from ..indicator.kpi_case import KpiCase


class TestKpiComplaintCost(BudgetMixin, KpiCase):
    """What complaints cost is what the budget's ledger says was spent on cases."""

    posts = (*DECIDERS, "customer_service_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.users["customer_service_manager"]
        cls.service = cls.env.ref("marketing_office.department_service")
        budget = cls.make_budget({"compensation": 5000.0}, department_id=cls.service.id)
        cls.put_in_force(budget)
        cls.compensations = budget.line_ids

    def spend(self, request, amount):
        request.action_submit()
        self.approve(request)
        self.receipt(request, amount, user=self.manager)
        self.settle(request)

    def compensation(self, amount):
        case = self.make_complaint(user_id=self.manager.id)
        case.write({"decided_at": fields.Datetime.now(), "compensation_amount": amount})
        action = case.with_user(self.manager).action_request_compensation()
        return self.env["mkt.expense.request"].browse(action["res_id"])

    def test_cost_of_complaints(self):
        self.spend(self.compensation(800), 650)
        self.spend(self.compensation(40.5), 40.5)
        # approved and not spent; spent on the same line, but on no case
        reserved = self.compensation(70)
        reserved.action_submit()
        self.approve(reserved)
        other = self.request(
            90,
            user=self.manager,
            submit=False,
            line_id=self.compensations.id,
            department_id=self.service.id,
        )
        self.spend(other, 90)
        cost = self.kpi("complaint_cost")
        self.compute(cost)
        month = self.period("month", self.today)
        self.env.cr.execute(
            """
            SELECT SUM(CASE WHEN request.complaint_id IS NULL THEN 0
                ELSE entry.amount END), SUM(entry.amount)
            FROM mkt_budget_entry entry
            LEFT JOIN mkt_expense_request request ON request.id = entry.request_id
            WHERE entry.kind = 'spend' AND entry.company_id = %s
                AND entry.date BETWEEN %s AND %s
            """,
            [self.company.id, month.date_from, month.date_to],
        )
        of_cases, of_all = map(float, self.env.cr.fetchone())
        self.assertEqual((of_cases, of_all), (690.5, 780.5))
        self.assertFigure(cost, month, of_cases)
