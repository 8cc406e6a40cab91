"""What the tests of vendor bills share: a vendor, and bills of expense requests."""

from odoo.fields import Command

from .budget_case import DECIDERS, BudgetMixin


class BillMixin(BudgetMixin):
    posts = DECIDERS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.company.chart_template:
            cls.env["account.chart.template"].try_loading(
                "generic_coa", cls.company, install_demo=False
            )
        cls.vendor = cls.env["res.partner"].create({"name": "Agency"})
        cls.account = cls.account_of_type("expense")

    @classmethod
    def account_of_type(cls, kind):
        return cls.env["account.account"].search(
            [("account_type", "=", kind), ("company_ids", "in", cls.company.ids)],
            limit=1,
        )

    def bill(self, *lines, kind="in_invoice", post=True, **vals):
        """A bill with one line for each (request, amount) or (request, amount, values)."""
        bill = self.env["account.move"].create(
            {
                "move_type": kind,
                "partner_id": self.vendor.id,
                "invoice_date": self.today,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Posters",
                            "account_id": self.account.id,
                            "price_unit": amount,
                            "tax_ids": [Command.clear()],
                            "mkt_expense_request_id": request.id,
                            **(more[0] if more else {}),
                        }
                    )
                    for request, amount, *more in lines
                ],
                **vals,
            }
        )
        if post:
            bill.action_post()
        return bill
