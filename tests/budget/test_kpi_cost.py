from odoo.fields import Command

from ..indicator.kpi_case import KpiCase
from .budget_case import DECIDERS, BudgetMixin


class TestKpiCost(BudgetMixin, KpiCase):
    """Marketing cost is what the budget's ledger says was spent."""

    posts = DECIDERS

    def test_cost_and_cost_to_sales(self):
        for amount in (120, 40):
            request = self.approved(200)
            self.receipt(request, amount)
            self.settle(request)
        self.approved(300)  # reserved, not spent
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_date": self.today,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "price_unit": 1000,
                            "quantity": 2,
                        }
                    )
                ],
            }
        )
        invoice.action_post()
        cost, sales, ratio = (
            self.kpi(name)
            for name in ("marketing_cost", "sales_invoiced", "cost_to_sales")
        )
        self.compute(cost, sales, ratio)
        month = self.period("month", self.today)
        self.env.cr.execute(
            """SELECT SUM(amount) FROM mkt_budget_entry WHERE kind = 'spend'
            AND company_id = %s AND date BETWEEN %s AND %s""",
            [self.company.id, month.date_from, month.date_to],
        )
        spent = float(self.env.cr.fetchone()[0])
        self.assertEqual(spent, 160)
        self.assertFigure(cost, month, spent)
        sold = self.value(sales, month).value
        self.assertFigure(ratio, month, 100 * spent / sold)

    def test_cost_against_budget(self):
        request = self.approved(200)
        self.receipt(request, 150)
        self.settle(request)
        cost, plan, ratio = (
            self.kpi(name)
            for name in ("marketing_cost", "marketing_budget", "cost_to_budget")
        )
        self.compute(cost, plan, ratio)
        year = self.period("year", self.today)
        self.env.cr.execute(
            """SELECT SUM(planned) FROM mkt_budget_line WHERE company_id = %s
            AND state = 'approved' AND date_from = %s""",
            [self.company.id, year.date_from],
        )
        planned = float(self.env.cr.fetchone()[0])
        self.assertEqual(planned, 1500)
        self.assertFigure(plan, year, planned)
        self.assertFigure(plan, self.period("month", self.today), planned / 12)
        self.assertFigure(ratio, year, 100 * 150 / planned)
