"""What was spent against what the revenue of the year lets the company deduct."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tools import mute_logger

from ..indicator.kpi_case import KpiCase
from .budget_case import DECIDERS, BudgetMixin


class TestDeductionCeiling(BudgetMixin, KpiCase):
    posts = (*DECIDERS, "sales_staff")
    planned = {
        "advertising": 90000.0,
        "promotion": 90000.0,
        "entertainment": 90000.0,
        "travel": 90000.0,
    }

    def spend(self, code, amount):
        self.category(code).needs_evidence = False
        request = self.approved(amount, line_id=self.line_of(self.budget, code).id)
        self.receipt(request, amount)
        self.settle(request)

    def sell(self, amount):
        line = {"product_id": self.product.id, "price_unit": amount, "tax_ids": []}
        self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_date": self.today,
                "invoice_line_ids": [Command.create(line)],
            }
        ).action_post()

    def used(self, code):
        kpi = self.kpi(f"{code}_ceiling")
        self.compute(kpi)
        return self.value(kpi, self.period("year", self.today))

    def test_part_of_the_cost_by_part_of_the_revenue(self):
        self.sell(1_000_000)
        self.spend("entertainment", 6000)
        self.spend("advertising", 30000)
        self.spend("promotion", 45000)
        self.spend("travel", 7000)
        # 60 % of 6,000 by 0.5 % of a million, and 75,000 by 15 % of it
        self.assertAlmostEqual(self.used("entertainment").value, 72)
        self.assertAlmostEqual(self.used("advertising").value, 50)

    def test_behind_it_stands_what_was_spent(self):
        self.sell(1_000_000)
        self.spend("entertainment", 6000)
        self.spend("travel", 7000)
        value = self.used("entertainment").with_user(self.users["finance_manager"])
        action = value.action_drill_down()
        entries = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(entries.mapped("amount"), [6000])

    def test_no_revenue_no_figure_no_cost_nought(self):
        self.assertFalse(self.used("entertainment"))
        self.sell(1000)
        self.assertEqual(self.used("entertainment").value, 0)

    def test_rates_are_records_of_the_company(self):
        self.sell(1_000_000)
        self.spend("entertainment", 6000)
        finance = self.users["finance_manager"]
        ceiling = self.env.ref("marketing_office.ceiling_entertainment")
        own = ceiling.with_user(finance)
        with self.assertRaises(AccessError):
            own.cost_rate = 50
        adapted = own.browse(own.action_adapt()["res_id"])
        adapted.write({"cost_rate": 50, "revenue_rate": 1})
        self.assertAlmostEqual(self.used("entertainment").value, 30)
        with self.assertRaises(AccessError):
            adapted.with_user(self.users["sales_staff"]).cost_rate = 1

    def test_nonsense_rates_are_refused(self):
        ceiling = self.env.ref("marketing_office.ceiling_entertainment")
        for vals in ({"cost_rate": 0}, {"cost_rate": 101}, {"revenue_rate": -1}):
            with (
                self.subTest(**vals),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                ceiling.write(vals)
                self.env.flush_all()

    def test_both_stand_on_the_desk_of_finance(self):
        self.sell(1_000_000)
        self.spend("entertainment", 500)
        self.used("entertainment")
        self.used("advertising")
        cards = self.env["mkt.desk.card"].with_user(self.users["finance_manager"])
        shown = {figure["name"] for figure in cards.get_desk()["figures"]}
        for code in ("entertainment", "advertising"):
            self.assertIn(self.kpi(f"{code}_ceiling").name, shown)

    def test_amber_at_ninety_percent(self):
        self.sell(1_000_000)
        year = self.period("year", self.today)
        kpi = self.kpi("entertainment_ceiling")
        self.env["mkt.kpi.target"].create(
            {"kpi_id": kpi.id, "period_id": year.id, "target": 100}
        )
        for amount, colour in ((7400, "green"), (200, "amber"), (900, "red")):
            self.spend("entertainment", amount)
            value = self.used("entertainment")
            value.invalidate_recordset()
            self.assertEqual(value.colour, colour, value.value)
