from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from .kpi_case import OCTOBER, KpiCase

HOSTILE = (
    "__import__('os').system('true')",
    "[('id', '=', uid)]",
    "[('password', '=', 'x')]",
    "[('user_id.password', '=', 'x')]",
    "[('user_id.password', 'like', 'x')]",
    "[('order_line.order_id.user_id.password', '!=', False)]",
    "[('no_such_field', '=', 1)]",
    "[('partner_id', 'any!', [(1, '=', 1)])]",
    "[('id', 'inselect', 'select 1')]",
    "[('id', '=', 1)",
    "17",
    "'text'",
    "{'a': 1}",
    "[" * 5000,
    "",
)


class TestKpiDefinition(KpiCase):
    posts = ("director", "report_analyst", "sales_manager", "leadership", "member")

    def define(self, code="report_analyst", **vals):
        return (
            self.env["mkt.kpi"]
            .with_user(self.users[code])
            .create(
                {
                    "name": "Orders",
                    "source_model": "sale.order",
                    "date_field": "date_order",
                    "company_id": self.company.id,
                    **vals,
                }
            )
        )

    def test_no_change_has_no_sign(self):
        kpi = self.env["mkt.kpi"].new({"unit": "number"})
        labels = [kpi._change_label(change) for change in (-0.04, 0, 0.04, -0.06)]
        self.assertEqual(labels, ["0.0%", "0.0%", "0.0%", "-0.1%"])

    def test_who_defines(self):
        for code in ("director", "report_analyst"):
            kpi = self.define(code)
            self.assertEqual(kpi.author_id, self.users[code])
            kpi.unlink()
        for code in ("sales_manager", "leadership", "member"):
            with self.assertRaises(AccessError):
                self.define(code)
            with self.assertRaises(AccessError):
                self.kpi("sales_ordered").with_user(self.users[code]).write(
                    {"name": "Mine"}
                )

    def test_the_author_cannot_be_chosen(self):
        with self.assertRaises(AccessError):
            self.define(author_id=1)
        with self.assertRaises(AccessError):
            self.define().author_id = 1

    def test_by_the_screen(self):
        analyst = self.users["report_analyst"]
        form = Form(self.env["mkt.kpi"].with_user(analyst))
        form.name = "Average order"
        form.kind = "aggregate"
        form.source_model = "sale.order"
        form.function = "avg"
        form.source_field = "amount_untaxed"
        form.date_field = "date_order"
        form.user_field = "user_id"
        form.domain = "[('state', '=', 'sale')]"
        kpi = form.save()
        self.make_order(amount=100)
        self.make_order(amount=50)
        run = self.compute(kpi)
        self.assertEqual(run.state, "done", run.error)
        self.assertFigure(kpi, self.period("month"), 75)
        self.assertIn("Untaxed Amount", kpi.formula)

    def test_hostile_conditions(self):
        for domain in HOSTILE:
            with self.subTest(domain=domain[:40]):
                if domain:
                    with self.assertRaises(UserError):
                        self.define(domain=domain)
                else:
                    self.assertEqual(self.compute(self.define(domain="")).state, "done")

    def test_fields_that_do_not_suit(self):
        for vals in (
            {"date_field": "name"},
            {"date_field": "no_such_field"},
            {"date_field": "order_line.create_date"},
            {"user_field": "partner_id"},
            {"user_field": "partner_id.commercial_partner_id.user_id"},
            {"team_field": "user_id"},
            {"function": "sum", "source_field": "name"},
            {"function": "sum", "source_field": "partner_id.credit_limit"},
            {"function": "share", "source_field": "amount_total"},
            {"function": "sum", "source_field": "order_line"},
            {
                "source_model": "account.move",
                "date_field": "invoice_date",
                "function": "sum",
                "source_field": "amount_untaxed",
            },
        ):
            with self.subTest(**vals), self.assertRaises(ValidationError):
                self.define(**vals)

    def test_amounts_of_several_currencies(self):
        """Orders at their own rate; invoices only by the amount in the company's currency."""
        currency = self.env["res.currency"].create({"name": "XTS", "symbol": "X"})
        order = self.make_order(amount=100)
        order.currency_id = currency
        order.currency_rate = 4
        kpi = self.define(
            function="sum",
            source_field="amount_untaxed",
            domain="[('state', '=', 'sale')]",
        )
        self.compute(kpi)
        self.assertFigure(kpi, self.period("month"), 25)
        self.define(
            source_model="account.move",
            date_field="invoice_date",
            function="sum",
            source_field="amount_untaxed_signed",
        )

    def test_no_more_than_the_author_may_read(self):
        """The condition and the figures are under the author's own rights."""
        kpi = self.define(
            "report_analyst", source_model="mkt.complaint", date_field="received_at"
        )
        self.make_complaint(received_at="2026-10-10 02:00:00")
        self.compute(kpi)
        self.assertFigure(kpi, self.period("month"), 1)
        # the analyst leaves the office
        assignment = self.env["mkt.post.assignment"].search(
            [("user_id", "=", self.users["report_analyst"].id)]
        )
        assignment.write({"date_from": "2020-01-01", "date_to": "2020-01-31"})
        run = self.compute(kpi)
        self.assertEqual(run.state, "failed")
        self.assertFigure(kpi, self.period("month"), 1)

    def test_ratio(self):
        orders = self.define(domain="[('state', '=', 'sale')]")
        amount = self.define(function="sum", source_field="amount_untaxed")
        ratio = self.define(
            kind="ratio", numerator_id=amount.id, denominator_id=orders.id
        )
        self.make_order(amount=100)
        self.make_order(amount=20)
        self.env["sale.order"].create(
            {"partner_id": self.customer.id, "date_order": "2026-09-15"}
        )
        self.compute(orders, amount, ratio)
        self.assertFigure(ratio, self.period("month"), 60)
        # September has an amount (zero), but no confirmed order: no ratio
        self.assertFalse(
            self.value(ratio, self.period("month", OCTOBER.replace(month=9)))
        )

    def test_ratio_over_zero_is_no_value(self):
        self.assertIsNone(self.kpi("limits_kept")._value(5, 0, 100))

    def test_no_indicator_rests_on_itself(self):
        first = self.define()
        second = self.define(
            kind="ratio", numerator_id=first.id, denominator_id=first.id
        )
        with self.assertRaises(ValidationError):
            first.write(
                {
                    "kind": "ratio",
                    "numerator_id": second.id,
                    "denominator_id": second.id,
                }
            )

    def test_what_others_rest_on_stays(self):
        first = self.define()
        self.define(kind="ratio", numerator_id=first.id, denominator_id=first.id)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            first.unlink()

    def test_incomplete(self):
        for vals in (
            {"kind": "builtin"},
            {"kind": "ratio"},
            {"kind": "growth"},
            {"function": "sum"},
            {"date_field": False},
            {"red_below": 120},
            {"decimals": 9},
        ):
            with (
                self.subTest(**vals),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.define(**vals)
                self.env.flush_all()

    def test_entered_by_hand(self):
        post = self.post("sales_manager")
        kpi = self.define(kind="manual", post_ids=[(4, post.id)], unit="percent")
        vals = {
            "kpi_id": kpi.id,
            "period_id": self.period("month").id,
            "value": 12.5,
            "source": "Trade fair survey",
        }
        entries = self.env["mkt.kpi.entry"]
        for code in ("member", "report_analyst"):
            with self.assertRaises(AccessError):
                entries.with_user(self.users[code]).create(vals)
        entry = entries.with_user(self.users["sales_manager"]).create(vals)
        self.compute(kpi)
        self.assertFigure(kpi, self.period("month"), 12.5)
        with self.assertRaises(AccessError):
            entry.with_user(self.users["member"]).value = 99
        self.period("month").state = "closed"
        with self.assertRaises(UserError):
            entry.with_user(self.users["sales_manager"]).value = 99
        with self.assertRaises(ValidationError):
            entries.create({**vals, "kpi_id": self.kpi("sales_ordered").id})
