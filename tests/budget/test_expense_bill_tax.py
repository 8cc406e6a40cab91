"""Tax that a vendor bill does not deduct is spent too: what the accounts say it costs."""

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.fields import Command

from ..common import OfficeCase
from .bill_case import BillMixin

# price in cents, which tax, how much of the line is deducted, for which request
BILL_LINES = st.tuples(
    st.integers(-5_000, 200_000),
    st.sampled_from(["none", "deducted", "cost", "part", "fixed"]),
    st.sampled_from([100, 100, 50, 33.33, 0]),
    st.integers(0, 1),
)


class TestExpenseBillTax(BillMixin, OfficeCase):
    planned = {"advertising": 9_000_000.0, "travel": 9_000_000.0}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.receivable = cls.account_of_type("asset_current")
        cls.taxes = {
            "none": cls.env["account.tax"],
            "deducted": cls.make_tax("deducted", 13, [(100, cls.receivable)]),
            "cost": cls.make_tax("cost", 13, [(100, None)]),
            "part": cls.make_tax("part", 13, [(60, cls.receivable), (40, None)]),
            "fixed": cls.make_tax("fixed", 3, [(100, None)], amount_type="fixed"),
        }
        cls.foreign = cls.env["res.currency"].create(
            {"name": "XTS", "symbol": "X", "rounding": 0.01}
        )
        cls.env["res.currency.rate"].create(
            {"currency_id": cls.foreign.id, "name": cls.today, "rate": 7.0}
        )

    @classmethod
    def make_tax(cls, name, amount, parts, **vals):
        repartition = [Command.create({"repartition_type": "base"})]
        repartition += [
            Command.create(
                {
                    "repartition_type": "tax",
                    "factor_percent": percent,
                    "account_id": account.id if account else False,
                }
            )
            for percent, account in parts
        ]
        return cls.env["account.tax"].create(
            {
                "name": name,
                "amount": amount,
                "type_tax_use": "purchase",
                "company_id": cls.company.id,
                "invoice_repartition_line_ids": repartition,
                "refund_repartition_line_ids": repartition,
                **vals,
            }
        )

    def taxed(self, name, **vals):
        return {"tax_ids": [Command.set(self.taxes[name].ids)], **vals}

    def cost_by_sql(self, bills):
        """What the bills cost by their entries alone: all but what is claimed back."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT COALESCE(SUM(line.balance), 0)
            FROM account_move_line line
            JOIN account_move move ON move.id = line.move_id
            LEFT JOIN account_tax_repartition_line part
                ON part.id = line.tax_repartition_line_id
            WHERE move.state = 'posted' AND move.id IN %s
            AND (line.display_type IN ('product', 'non_deductible_tax')
                OR NOT part.use_in_tax_closing)
            """,
            [tuple(bills.ids)],
        )
        return float(self.env.cr.fetchone()[0])

    def assertSpent(self, amount, *requests, bills):
        spent = sum(request.spent for request in requests)
        self.assertAlmostEqual(spent, amount, 2)
        self.assertAlmostEqual(self.cost_by_sql(bills), amount, 2)
        self.assertLedgerAgrees()

    def test_what_of_the_tax_is_spent(self):
        for name, deducted, cost in (
            ("none", 100, 100),
            ("deducted", 100, 100),
            ("cost", 100, 113),
            ("part", 100, 105.2),
            ("deducted", 50, 106.5),
            ("part", 50, 109.1),
            ("part", 0, 113),
            ("fixed", 100, 103),
            ("fixed", 50, 103),
        ):
            with self.subTest(name=name, deducted=deducted):
                request = self.approved(200)
                vals = self.taxed(name, deductible_amount=deducted)
                bill = self.bill((request, 100, vals))
                self.assertSpent(cost, request, bills=bill)
                self.assertAlmostEqual(request.reserved, 200 - cost, 2)
                line = bill.invoice_line_ids
                self.assertAlmostEqual(line.mkt_cost, cost, 2)

    def test_each_request_bears_its_own_tax(self):
        first, second, third = (self.approved(500) for _number in range(3))
        bill = self.bill(
            (first, 100, self.taxed("part")),
            (second, 200, self.taxed("deducted", deductible_amount=50)),
            (third, 300, self.taxed("deducted")),
        )
        self.assertEqual(
            [request.spent for request in (first, second, third)], [105.2, 213, 300]
        )
        self.assertSpent(618.2, first, second, third, bills=bill)

    def test_a_line_without_request_keeps_its_tax(self):
        request = self.approved(500)
        self.bill(
            (request, 100, self.taxed("part")),
            (self.env["mkt.expense.request"], 900, self.taxed("cost")),
        )
        self.assertEqual(request.spent, 105.2)

    def test_reset_and_refund_take_it_back(self):
        request = self.approved(500)
        line = (request, 100, self.taxed("part", deductible_amount=50))
        bill = self.bill(line)
        bill.button_draft()
        self.assertSpent(0, request, bills=bill)
        self.assertEqual(request.reserved, 500)
        bill.action_post()
        refund = self.bill(line, kind="in_refund")
        self.assertSpent(0, request, bills=bill | refund)
        refund.button_draft()
        self.assertSpent(109.1, request, bills=bill | refund)
        reversal = bill._reverse_moves([{"invoice_date": self.today}], cancel=True)
        self.assertSpent(0, request, bills=bill | refund | reversal)

    def test_receipt_of_the_accounts(self):
        request = self.approved(500)
        bill = self.bill((request, 100, self.taxed("part")), kind="in_receipt")
        self.assertSpent(105.2, request, bills=bill)

    def test_tax_goes_over_the_budget(self):
        request = self.approved(9_000_000)
        self.bill((request, 9_000_000, self.taxed("part")))
        self.assertEqual(request.overrun, 468_000)
        self.assertLine(available=0, overrun=468_000)
        self.assertLedgerAgrees()

    def test_in_another_currency(self):
        request = self.approved(500)
        bill = self.bill(
            (request, 700, self.taxed("part")), currency_id=self.foreign.id
        )
        self.assertSpent(105.2, request, bills=bill)
        entry = request.sudo().entry_ids.filtered(lambda e: e.kind == "spend")
        self.assertEqual(entry.currency_id, self.foreign)
        self.assertAlmostEqual(entry.currency_amount, 736.4, 2)

    def test_the_ledger_holds_rounded_amounts(self):
        request = self.approved(500)
        for price in (0.57, 1.1, 70.07):
            self.bill((request, price, self.taxed("cost")))
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT amount, currency_amount FROM mkt_budget_entry WHERE request_id = %s",
            [request.id],
        )
        for amounts in self.env.cr.fetchall():
            for amount in amounts:
                self.assertEqual(amount, round(amount, 2))

    def test_tax_that_is_changed_by_hand(self):
        request = self.approved(500)
        bill = self.bill((request, 100, self.taxed("part")), post=False)
        taxes = bill.line_ids.filtered("tax_repartition_line_id")
        cost = taxes.filtered(lambda m: m.account_id == self.account)
        owed = bill.line_ids.filtered(lambda m: m.display_type == "payment_term")
        bill.line_ids = [
            Command.update(cost.id, {"balance": 5.21, "amount_currency": 5.21}),
            Command.update(owed.id, {"balance": -113.01, "amount_currency": -113.01}),
        ]
        bill.action_post()
        self.assertSpent(105.21, request, bills=bill)

    @settings(max_examples=25)
    @given(
        st.lists(BILL_LINES, min_size=1, max_size=5),
        st.sampled_from(["in_invoice", "in_refund"]),
        st.booleans(),
    )
    def test_any_bill(self, lines, kind, foreign):
        savepoint = self.env.cr.savepoint()
        try:
            requests = [self.approved(100_000) for _number in range(2)]
            vals = {"currency_id": self.foreign.id} if foreign else {}
            bill = self.bill(
                *(
                    (
                        requests[which],
                        cents / 100,
                        self.taxed(name, deductible_amount=deducted),
                    )
                    for cents, name, deducted, which in lines
                ),
                kind=kind,
                post=False,
                **vals,
            )
            if bill.amount_total < 0:
                return
            bill.action_post()
            self.assertSpent(self.cost_by_sql(bill), *requests, bills=bill)
            if not foreign:
                # the host rounds private parts twice where there is a rate
                self.assertEachByItself(bill)
            bill.button_draft()
            self.assertSpent(0, *requests, bills=bill)
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()
            self.env.registry.clear_cache()

    def assertEachByItself(self, bill):
        """No line bears another's tax; what is rounded may move by some cents."""
        for line in bill.invoice_line_ids:
            share, net = line.deductible_amount / 100, line.balance
            percent = {"cost": 0.13, "part": 0.13 * (1 - 0.6 * share)}
            percent |= {"deducted": 0.13 * (1 - share)}
            tax = net * percent.get(line.tax_ids.name, 0)
            if line.tax_ids.name == "fixed":
                tax = line.mkt_cost - net
                self.assertLess(abs(tax), 3.1)
            cents = 0.03 * len(bill.invoice_line_ids)
            self.assertAlmostEqual(line.mkt_cost, net + tax, delta=cents)
