from datetime import date

from odoo.fields import Command

from .kpi_case import KpiCase


class TestKpiInvoiced(KpiCase):
    """Posted invoices less credit notes, in the company's currency, by invoice date."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.periods._generate(cls.company)
        cls.foreign = cls.env["res.currency"].create(
            {
                "name": "XTS",
                "symbol": "X",
                "rate_ids": [
                    Command.create({"name": "2026-01-01", "rate": 4}),
                    Command.create({"name": "2026-10-20", "rate": 5}),
                ],
            }
        )

    def make_move(self, amount, day="2026-10-15", kind="out_invoice", **vals):
        return self.env["account.move"].create(
            {
                "move_type": kind,
                "partner_id": self.customer.id,
                "invoice_date": day,
                "date": day,
                "invoice_user_id": self.users["director"].id,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "price_unit": amount,
                            "quantity": 1,
                        }
                    )
                ],
                **vals,
            }
        )

    def test_invoices_and_credit_notes(self):
        kept = self.make_move(1000) + self.make_move(300, kind="out_refund")
        kept += self.make_move(400, currency_id=self.foreign.id)
        kept += self.make_move(500, "2026-10-31", currency_id=self.foreign.id)
        kept += self.make_move(70, kind="out_receipt")
        kept.action_post()
        self.make_move(999)  # a draft
        cancelled = self.make_move(888)
        cancelled.button_cancel()
        self.make_move(777, kind="in_invoice").action_post()
        self.make_move(1, "2026-11-01").action_post()
        kpi = self.kpi("sales_invoiced")
        self.compute(kpi)
        # 400 at 4, 500 at 5 for one of ours; tax does not count
        expected = 1000 - 300 + 100 + 100 + 70
        self.assertFigure(kpi, self.period("month"), expected)
        self.assertFigure(
            kpi, self.period("month"), expected, user_id=self.users["director"]
        )
        self.assertFigure(kpi, self.period("quarter"), expected + 1)
        kept[0].button_draft()
        self.compute(kpi)
        self.assertFigure(kpi, self.period("month"), expected - 1000)

    def test_dates_are_not_shifted(self):
        self.company.resource_calendar_id.tz = "Pacific/Auckland"
        (
            self.make_move(10, "2026-09-30") + self.make_move(5, "2026-10-31")
        ).action_post()
        kpi = self.kpi("sales_invoiced")
        self.compute(kpi)
        self.assertFigure(kpi, self.period("month"), 5)
        self.assertFigure(kpi, self.period("month", date(2026, 9, 1)), 10)
