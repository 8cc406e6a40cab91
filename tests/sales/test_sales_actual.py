from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.fields import Command
from odoo.tests import freeze_time
from odoo.tools import SQL

from ..common import Undone
from .sales_case import SalesCase

SELLERS = "sales_staff", "account_manager", "director", None


class TestSalesActual(SalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        categories = cls.env["product.category"]
        cls.cabinets = categories.create({"name": "Cabinets"})
        cls.tax = cls.env["account.tax"].create({"name": "VAT", "amount": 13})
        cls.small = categories.create(
            {"name": "Small Cabinets", "parent_id": cls.cabinets.id}
        )

    def by_hand(self, basis="ordered", **where):
        """What was sold in 2026, from the tables of the host."""
        self.env.flush_all()
        if basis == "ordered":
            query = """
                SELECT SUM(line.price_subtotal / sale.currency_rate)
                FROM sale_order_line line JOIN sale_order sale ON sale.id = line.order_id
                WHERE sale.state = 'sale' AND sale.company_id = %s
                    AND sale.date_order >= '2025-12-31 16:00'
                    AND sale.date_order < '2026-12-31 16:00'
            """
            table = "sale"
        else:
            query = """
                SELECT SUM(-line.balance)
                FROM account_move_line line
                JOIN account_move move ON move.id = line.move_id
                WHERE move.state = 'posted' AND line.display_type = 'product'
                    AND move.move_type IN ('out_invoice', 'out_refund')
                    AND move.company_id = %s
                    AND move.invoice_date BETWEEN '2026-01-01' AND '2026-12-31'
            """
            table = "move"
        sql = SQL(query, self.company.id)
        for name, value in where.items():
            sql = SQL("%s AND %s = %s", sql, SQL.identifier(table, name), value)
        [[amount]] = self.env.execute_query(sql)
        return round(float(amount or 0), 2)

    def make_product(self, category):
        return self.env["product.product"].create(
            {"name": category.name, "categ_id": category.id, "taxes_id": False}
        )

    def test_each_level(self):
        self.sell(100, user=self.seller, team_id=self.team.id)
        self.sell(30, user=self.other, team_id=self.team.id)
        self.sell(7, user=self.users["director"], team_id=self.team.id)
        self.sell(5, user=None)
        self.sell(900, date(2025, 12, 31), self.seller)
        plan = self.make_plan()
        company, team = self.line(plan), self.line(plan, self.team, "team")
        self.assertEqual((company.actual, company.unattributed), (142, 5))
        self.assertEqual((team.actual, team.unattributed), (137, 7))
        mine = self.line(plan, self.seller)
        self.assertEqual((mine.actual, mine.unattributed), (100, False))
        self.assertEqual(mine.achievement, 20)
        self.assertEqual(company.actual, self.by_hand())

    def test_departments_by_the_day_of_the_order(self):
        sales = self.env.ref("marketing_office.department_sales")
        service = self.env.ref("marketing_office.department_service")
        assignment = self.env["mkt.post.assignment"].search(
            [("user_id", "=", self.seller.id)]
        )
        assignment.write(
            {
                "department_id": sales.id,
                "date_from": "2026-01-01",
                "date_to": "2026-03-31",
            }
        )
        self.assign(
            self.seller, "sales_staff", date_from="2026-04-01", department_id=service.id
        )
        self.sell(100, date(2026, 3, 31), self.seller)
        self.sell(40, date(2026, 4, 1), self.seller)
        plan = self.make_plan()
        lines = plan.line_ids.create(
            [
                {
                    "plan_id": plan.id,
                    "kind": "department",
                    "department_id": department.id,
                    "target": 1,
                }
                for department in (sales, service)
            ]
        )
        self.assertEqual(lines.mapped("actual"), [100, 40])

    def test_products_and_channel_partners(self):
        dealer = self.make_customer("Dealer", is_company=True)
        end_user = self.make_customer("End User", is_company=True)
        partner = self.env["mkt.channel.partner"].create(
            {"partner_id": dealer.id, "user_id": self.seller.id}
        )
        end_user.mkt_channel_partner_id = partner
        for amount, category, customer in (
            (100, self.cabinets, dealer),
            (20, self.small, end_user),
            (3, self.env["product.category"].create({"name": "Else"}), self.customer),
        ):
            self.sell(
                amount,
                partner_id=customer.id,
                order_line=[
                    Command.create(
                        {
                            "product_id": self.make_product(category).id,
                            "price_unit": amount,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            )
        plan = self.make_plan()
        lines = plan.line_ids.create(
            [
                {
                    "plan_id": plan.id,
                    "kind": "category",
                    "category_id": self.cabinets.id,
                },
                {"plan_id": plan.id, "kind": "category", "category_id": self.small.id},
                {
                    "plan_id": plan.id,
                    "kind": "channel",
                    "channel_partner_id": partner.id,
                },
            ]
        )
        self.assertEqual(lines.mapped("actual"), [120, 20, 120])
        self.assertEqual(self.line(plan).actual, 123)

    @given(
        st.lists(
            st.tuples(
                st.decimals(1, 9999, places=2).map(float),
                st.integers(0, len(SELLERS) - 1),
                st.booleans(),
                st.sampled_from(
                    ["keep", "move", "archive", "cancel", "foreign", "merge"]
                ),
            ),
            min_size=1,
            max_size=6,
        )
    )
    @settings(max_examples=12, deadline=None)
    def test_parts_and_the_rest_are_the_company(self, sales):
        with Undone(self.env):
            west = self.make_team("West", self.users["director"])
            plan = self.make_plan()
            prices = self.env["product.pricelist"].create(
                {"name": "Foreign", "currency_id": self.make_currency().id}
            )
            for amount, seller, in_team, then in sales:
                user = SELLERS[seller] and self.users[SELLERS[seller]]
                team = self.team if in_team else self.team.browse()
                vals = {"pricelist_id": prices.id} if then == "foreign" else {}
                twin = self.make_customer("Twin", is_company=True)
                if then == "merge":
                    vals["partner_id"] = twin.id
                order = self.sell(amount, user=user, team_id=team.id, **vals)
                if then == "move":
                    order.sudo().write({"user_id": self.other.id, "team_id": west.id})
                elif then == "archive":
                    west.member_ids -= self.users["director"]
                    self.team.action_archive()
                elif then == "merge":
                    self.env["base.partner.merge.automatic.wizard"]._merge(
                        (twin | self.customer).ids, self.customer
                    )
                elif then == "cancel":
                    order.action_unlock() if order.locked else None
                    order._action_cancel()
            self.env.invalidate_all()
            self.assertAllLevels(plan)

    def make_currency(self):
        currency = self.env["res.currency"].create({"name": "XTS", "symbol": "x"})
        currency.rate_ids.create(
            {"currency_id": currency.id, "rate": 7.13, "name": "2025-01-01"}
        )
        return currency

    @given(
        st.lists(
            st.tuples(
                st.decimals(1, 9999, places=2).map(float),
                st.integers(0, len(SELLERS) - 1),
                st.booleans(),
                st.sampled_from(["keep", "refund", "foreign", "draft"]),
            ),
            min_size=1,
            max_size=4,
        )
    )
    @settings(max_examples=6, deadline=None)
    def test_parts_and_the_rest_are_what_was_invoiced(self, invoices):
        with Undone(self.env):
            plan = self.make_plan(basis="invoiced")
            currency = self.make_currency()
            for amount, seller, in_team, then in invoices:
                user = SELLERS[seller] and self.users[SELLERS[seller]]
                vals = {
                    "invoice_user_id": user.id if user else False,
                    "team_id": self.team.id if in_team else False,
                }
                if then == "foreign":
                    vals["currency_id"] = currency.id
                move = self.invoice(amount, **vals)
                if then == "refund":
                    self.invoice(round(amount / 2, 2), "out_refund", **vals)
                elif then == "draft":
                    move.button_draft()
            self.env.invalidate_all()
            self.assertAllLevels(plan, "invoiced", "invoice_user_id")

    def assertAllLevels(self, plan, basis="ordered", user_field="user_id"):
        for line in plan.line_ids:
            where = {}
            if line.team_id:
                where = {"team_id": line.team_id.id}
            elif line.user_id:
                where = {user_field: line.user_id.id}
            by_hand = self.by_hand(basis, **where)
            self.assertAlmostEqual(line.actual, by_hand, delta=0.011)
            if parts := line._parts():
                total = sum(parts.mapped("actual")) + line.unattributed
                self.assertEqual(round(total, 2), line.actual)

    def invoice(self, amount, kind="out_invoice", **vals):
        move = self.env["account.move"].create(
            {
                "move_type": kind,
                "partner_id": self.customer.id,
                "invoice_date": "2026-03-10",
                "invoice_user_id": self.seller.id,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "price_unit": amount,
                            "tax_ids": [Command.set(self.tax.ids)],
                        }
                    )
                ],
                **vals,
            }
        )
        move.action_post()
        return move

    def pay(self, move, day, amount=None):
        """What the bank receives for the invoice, or pays on the credit note."""
        own = move.line_ids.filtered(
            lambda ln: ln.account_id.account_type == "asset_receivable"
        )
        paid = amount or abs(own.balance)
        sign = 1 if own.balance > 0 else -1
        bank = self.env["account.account"].search(
            [("account_type", "=", "asset_cash")], limit=1
        )
        entry = self.env["account.move"].create(
            {
                "date": day,
                "line_ids": [
                    Command.create({"account_id": bank.id, "balance": sign * paid}),
                    Command.create(
                        {
                            "account_id": own.account_id.id,
                            "partner_id": move.partner_id.id,
                            "balance": -sign * paid,
                        }
                    ),
                ],
            }
        )
        entry.action_post()
        counter = entry.line_ids.filtered(lambda ln: ln.account_id == own.account_id)
        (own | counter).reconcile()

    def test_invoiced_less_refunds(self):
        self.invoice(100)
        self.invoice(30, "out_refund")
        plan = self.make_plan(basis="invoiced")
        self.assertEqual(self.line(plan).actual, 70)
        self.assertEqual(self.line(plan).actual, self.by_hand("invoiced"))
        self.assertEqual(self.line(plan, self.seller).actual, 70)

    def test_collected(self):
        plan = self.make_plan(basis="collected")
        first, second = self.invoice(100), self.invoice(200)
        refund = self.invoice(30, "out_refund")
        self.pay(first, "2026-04-01")
        self.assertEqual(self.line(plan).actual, 100)
        # half of what is to be paid, taxes included
        self.pay(second, "2026-05-01", 113)
        self.env.invalidate_all()
        self.assertEqual(self.line(plan).actual, 200)
        self.pay(refund, "2026-06-01")
        self.env.invalidate_all()
        self.assertEqual(self.line(plan, self.seller).actual, 170)
        # a credit note set against an invoice brings no money
        credit = self.invoice(100, "out_refund")
        receivable = (second | credit).line_ids.filtered(
            lambda ln: ln.account_id.account_type == "asset_receivable"
        )
        receivable.reconcile()
        self.pay(self.invoice(1000), "2027-01-01")
        self.env.invalidate_all()
        self.assertEqual(self.line(plan).actual, 170)

    def test_the_indicator_of_what_is_collected(self):
        self.pay(self.invoice(100), "2026-10-05")
        self.compute(self.kpi("sales_collected"))
        month = self.period("month")
        self.assertFigure(self.kpi("sales_collected"), month, 100)
        self.assertFigure(self.kpi("sales_collected"), month, 100, user_id=self.seller)

    def test_pace_by_working_days(self):
        month = self.period("month")
        plan = self.make_plan(2300, period_id=month.id)
        self.sell(1000, date(2026, 10, 9), self.seller)
        self.env["resource.calendar.leaves"].create(
            {
                "name": "National Day",
                "calendar_id": self.company.resource_calendar_id.id,
                "date_from": "2026-09-30 16:00:00",
                "date_to": "2026-10-07 15:59:59",
            }
        )
        self.env["mkt.makeup.workday"].create(
            {"date": "2026-10-10", "company_id": self.company.id}
        )
        # October 2026: 22 weekdays less 5 of the holiday, and a Saturday that works
        for day, passed in (("2026-10-07", 0), ("2026-10-10", 3), ("2026-10-31", 18)):
            with self.subTest(day=day), freeze_time(f"{day} 04:00:00"):
                self.env.invalidate_all()
                line = self.line(plan)
                self.assertAlmostEqual(line.expected_today, 2300 * passed / 18, 2)
                if passed:
                    self.assertAlmostEqual(
                        line.pace, 100 * 1000 / (2300 * passed / 18), 1
                    )
                else:
                    self.assertIs(line.pace, False)

    def test_queries_do_not_grow_with_plans(self):
        counts = []
        for months in (2, 6):
            with Undone(self.env):
                lines = self.env["mkt.sales.plan.line"].sudo()
                for month in range(1, months + 1):
                    period = self.period("month", date(2026, month, 1))
                    lines |= self.make_plan(period_id=period.id).sudo().line_ids
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                for name in ("actual", "unattributed", "pace"):
                    lines.mapped(name)
                counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_queries_do_not_grow_with_people(self):
        counts = []
        for size in (10, 60):
            people = self.env["res.users"].create(
                [{"name": f"S{size}-{n}", "login": f"s{size}-{n}"} for n in range(size)]
            )
            team = self.make_team(f"T{size}", people)
            with Undone(self.env):
                plan = self.make_plan()
                self.assertGreater(len(plan.line_ids), size)
                plan.sudo()._explain()
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                for name in ("forecast", "unattributed", "missing_nobody", "proposed"):
                    plan.line_ids.mapped(name)
                counts.append(self.cr.sql_log_count - before)
            self.assertTrue(team)
        self.assertEqual(*counts)
