from odoo.fields import Command

from .budget_case import DECIDERS, BudgetMixin
from .kpi_case import KpiCase


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
