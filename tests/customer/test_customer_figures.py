import random
from datetime import datetime, timedelta
from statistics import median

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..common import POSTS, OfficeCase


class FiguresCase(OfficeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = cls.company._mkt_today()
        cls.product = cls.env["product.product"].create({"name": "Relay"})
        cls.standings = cls.env["mkt.customer.standing"]

    @classmethod
    def order(cls, customer, days_ago, amount=100, state="sale"):
        day = cls.today - timedelta(days=days_ago)
        line = {"product_id": cls.product.id, "price_unit": amount, "tax_ids": False}
        order = cls.env["sale.order"].create(
            {
                "partner_id": customer.id,
                "company_id": cls.company.id,
                "order_line": [Command.create(line)],
            }
        )
        # at noon it is the same day in China and in UTC
        order.write(
            {"state": state, "date_order": datetime(day.year, day.month, day.day, 4)}
        )
        return order

    def compute(self):
        return self.standings._compute_figures(self.company)

    def of(self, customer):
        return self.standings.search(
            [("partner_id", "=", customer.id), ("company_id", "=", self.company.id)]
        )


class TestCustomerFigures(FiguresCase):
    """Grade, lifecycle and rhythm, beside a slow computation of the same."""

    posts = ("sales_manager", "account_manager")

    def slow(self, customer):
        """The figures, order by order."""
        orders = self.env["sale.order"].search(
            [
                ("partner_id.commercial_partner_id", "=", customer.id),
                ("state", "=", "sale"),
                ("company_id", "=", self.company.id),
            ]
        )
        days = sorted({order.date_order.date() for order in orders})
        if not days:
            return {"order_count": 0, "lifecycle": "prospect"}
        year = timedelta(days=365)

        def total(after, until):
            return sum(
                order.amount_untaxed
                for order in orders
                if after < order.date_order.date() <= until
            )

        rhythm = 0
        if len(days) >= 3:
            rhythm = median((b - a).days for a, b in zip(days, days[1:], strict=False))
        silent = (self.today - days[-1]).days
        patience = rhythm * self.company.mkt_rhythm_percent / 100
        if silent > max(self.company.mkt_lost_days, 2 * patience):
            lifecycle = "lost"
        elif silent > max(self.company.mkt_dormant_days, patience):
            lifecycle = "dormant"
        elif (self.today - days[0]).days < self.company.mkt_new_days:
            lifecycle = "new"
        else:
            lifecycle = "active"
        return {
            "order_count": len(orders),
            "first_order_on": days[0],
            "last_order_on": days[-1],
            "rhythm_days": rhythm,
            "revenue": total(self.today - year, self.today),
            "revenue_before": total(self.today - 2 * year, self.today - year),
            "at_stake": total(days[-1] - year, days[-1]),
            "lifecycle": lifecycle,
        }

    def test_beside_the_slow_computation(self):
        draw = random.Random(7)
        customers = [self.make_customer(f"C{n}") for n in range(25)]
        for customer in customers:
            contact = self.make_customer(
                f"{customer.name} contact", parent_id=customer.id
            )
            step = draw.choice([5, 40, 90, 200])
            ago = draw.randrange(0, 500)
            for _number in range(draw.randrange(0, 7)):
                self.order(draw.choice([customer, contact]), ago, draw.randrange(1, 9))
                ago += draw.randrange(0, step)
        self.order(customers[0], 3, state="draft")
        self.compute()
        seen = set()
        for customer in customers:
            standing = self.of(customer)
            expected = self.slow(customer)
            seen.add(expected["lifecycle"])
            for name, value in expected.items():
                with self.subTest(customer=customer.name, figure=name):
                    found = (
                        standing[name]
                        if standing
                        else {"order_count": 0, "lifecycle": "prospect"}[name]
                    )
                    if isinstance(value, int | float):
                        self.assertAlmostEqual(found, value, 1)
                    else:
                        self.assertEqual(found, value)
        self.assertGreaterEqual(len(seen), 4)

    def test_a_second_run_writes_nothing(self):
        customer = self.make_customer()
        for ago in (10, 40, 70):
            self.order(customer, ago)
        self.assertTrue(self.compute())
        self.assertEqual(self.compute(), 0)
        self.order(customer, 1)
        self.assertEqual(self.compute(), 1)

    def test_overdue_against_the_own_rhythm(self):
        often, seldom = self.make_customer("Often"), self.make_customer("Seldom")
        for n in range(4):
            self.order(often, 60 + 20 * n)
            self.order(seldom, 60 + 150 * n)
        self.compute()
        self.assertEqual(self.of(often).rhythm_days, 20)
        self.assertTrue(self.of(often).is_overdue)
        self.assertFalse(self.of(seldom).is_overdue)
        found = self.standings.search([("is_overdue", "=", True)])
        self.assertIn(self.of(often), found)
        self.assertNotIn(self.of(seldom), found)
        self.assertNotIn(
            self.of(often), self.standings.search([("is_overdue", "=", False)])
        )

    def test_two_orders_make_no_rhythm(self):
        customer = self.make_customer()
        self.order(customer, 300)
        self.order(customer, 280)
        self.order(customer, 280)
        self.compute()
        self.assertFalse(self.of(customer).rhythm_days)
        self.assertFalse(self.of(customer).overdue_on)

    def test_grade_by_the_rules(self):
        grades = self.env["mkt.customer.grade"].search([])
        rules = self.env["mkt.grade.rule"].search([("company_id", "=", False)])
        for rule, floor in zip(
            rules.sorted("grade_id"), (900, 500, 100, 0), strict=True
        ):
            rule.write({"revenue_from": floor, "potential_from": floor * 2})
        customers = [self.make_customer(f"C{n}") for n in range(4)]
        for customer, amount in zip(customers, (900, 899, 100, 1), strict=True):
            self.order(customer, 9, amount)
        self.compute()
        for customer, grade in zip(customers, grades, strict=True):
            self.assertEqual(self.of(customer).grade_id, grade)
        rules.sorted("grade_id")[0].growth_from = 5
        self.order(customers[0], 400, 899)
        self.compute()
        self.assertEqual(self.of(customers[0]).grade_id, grades[1])

    def test_a_company_adapts_the_rules(self):
        customer = self.make_customer()
        self.order(customer, 9, 10)
        rules = self.env["mkt.grade.rule"].with_user(self.users["sales_manager"])
        best = rules.search([]).sorted("grade_id")[0]
        best.action_adapt()
        best.adapted_ids.revenue_from = 10
        self.compute()
        self.assertEqual(self.of(customer).grade_id, best.grade_id)

    def test_judged_by_hand(self):
        customer = self.make_customer()
        self.order(customer, 9, 1)
        self.compute()
        best = self.env["mkt.customer.grade"].search([], limit=1)
        by_manager = self.of(customer).with_user(self.users["sales_manager"])
        with self.assertRaises(AccessError):
            self.of(customer).with_user(self.users["account_manager"])._judge(
                best, 0, "new plant"
            )
        with self.assertRaises(UserError):
            by_manager._judge(best, 0, " ")
        by_manager._judge(best, 5, "new plant")
        self.compute()
        self.assertEqual(self.of(customer).grade_id, best)
        by_manager.action_follow_rules()
        self.compute()
        self.assertNotEqual(self.of(customer).grade_id, best)

    def test_potential_gives_a_grade(self):
        customer = self.make_customer()
        standing = self.standings._of(customer, self.company)
        best = self.env["mkt.customer.grade"].search([], limit=1)
        standing.with_user(self.users["sales_manager"])._judge(
            best.browse(), 10**9, "largest plant of the province"
        )
        self.compute()
        self.assertEqual(standing.grade_id, best)
        self.assertEqual(standing.lifecycle, "prospect")

    def test_who_becomes_a_customer(self):
        quoted, lead = self.make_customer("Quoted"), self.make_customer("Lead")
        nobody = self.make_customer("Nobody")
        self.order(quoted, 2, state="draft")
        self.env["crm.lead"].create(
            {"name": "Lead", "partner_id": lead.id, "company_id": self.company.id}
        )
        self.compute()
        self.assertTrue(self.of(quoted))
        self.assertTrue(self.of(lead))
        self.assertFalse(self.of(nobody))

    def test_complete_profile(self):
        customer = self.make_customer(city="苏州", mkt_needs="Relays of 40 A")
        self.order(customer, 9)
        self.compute()
        self.assertFalse(self.of(customer).is_complete)
        self.give_customer(customer, self.users["account_manager"])
        self.compute()
        self.assertTrue(self.of(customer).is_complete)
        customer.mkt_needs = False
        self.compute()
        self.assertFalse(self.of(customer).is_complete)

    def test_last_contact(self):
        customer = self.make_customer()
        self.order(customer, 100)
        manager = self.users["account_manager"]
        call = self.env.ref("mail.mail_activity_data_call")
        customer.activity_schedule(activity_type_id=call.id, user_id=manager.id)
        self.compute()
        self.assertFalse(self.of(customer).last_contact_on)
        customer.activity_ids.with_user(manager).action_done()
        self.compute()
        self.assertTrue(self.of(customer).last_contact_on)

    def test_queries_do_not_grow(self):
        def count(number):
            for n in range(number):
                self.order(self.make_customer(f"Q{number} {n}"), 5)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.compute()
            return self.env.cr.sql_log_count - before

        count(1)
        self.assertEqual(count(2), count(12))

    def test_figures_of_a_list_cost_the_same_queries(self):
        customers = self.env["res.partner"].create(
            [{"name": f"P{n}"} for n in range(30)]
        )
        self.standings._of(customers, self.company)
        rows = self.of(customers[0]) | self.standings.search(
            [("partner_id", "in", customers.ids)]
        )
        names = ["quotation_count", "opportunity_count", "holder_count", "case_count"]

        def count(records):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.with_user(self.users["sales_manager"]).read(names)
            return self.env.cr.sql_log_count - before

        count(rows[:1])
        self.assertEqual(count(rows[:2]), count(rows))


class TestCustomerEvents(FiguresCase):
    """When customers came, were lost and came back."""

    posts = ("report_analyst", "account_manager")

    def events(self, customer):
        self.env.flush_all()
        self.env.invalidate_all()
        found = self.env["mkt.customer.event"].search(
            [("partner_id", "=", customer.id)], order="date"
        )
        return [(e.kind, (self.today - e.date).days) for e in found]

    def test_new_lost_and_won_back(self):
        customer = self.make_customer()
        self.order(customer, 900)
        self.order(customer, 400)
        self.compute()
        self.assertEqual(
            self.events(customer),
            [
                ("new", 900),
                ("lost", 900 - 366),
                ("won_back", 400),
                ("lost", 400 - 366),
            ],
        )
        self.assertEqual(self.of(customer).lifecycle, "lost")
        self.order(customer, 1)
        self.assertEqual(self.events(customer)[-1], ("won_back", 1))

    def test_of_whoever_had_the_customer(self):
        customer = self.make_customer()
        self.order(customer, 0)
        self.give_customer(customer, self.users["account_manager"])
        self.env.flush_all()
        mine = self.env["mkt.customer.event"].with_user(self.users["account_manager"])
        self.assertEqual(mine.search([]).partner_id, customer)

    def test_indicators(self):
        for n in range(3):
            self.order(self.make_customer(f"C{n}"), 0)
        self.compute()
        kpi = self.env.ref("marketing_office.kpi_customers_new")
        complete = self.env.ref("marketing_office.kpi_customers_complete")
        expected = self.env["mkt.customer.event"].search_count(
            [
                ("kind", "=", "new"),
                ("company_id", "=", self.company.id),
                ("date", ">=", self.today.replace(day=1)),
            ]
        )
        (kpi | complete).action_compute()
        period = self.env["mkt.period"]._of(self.company, "month", self.today)
        values = self.env["mkt.kpi.value"].search(
            [("period_id", "=", period.id), ("scope", "=", "company")]
        )
        value = values.filtered(lambda v: v.kpi_id == kpi)
        self.assertEqual(value.value, expected)
        self.assertGreaterEqual(expected, 3)
        shown = values.filtered(lambda v: v.kpi_id == complete)
        self.assertEqual(
            shown.denominator,
            self.standings.search_count(
                [
                    ("company_id", "=", self.company.id),
                    ("lifecycle", "in", ("new", "active", "dormant")),
                ]
            ),
        )

    def test_was_the_rhythm_right(self):
        """The check uses nothing that came after its day."""
        regular, left = self.make_customer("Regular"), self.make_customer("Left")
        for n in range(20):
            self.order(regular, 2 + 20 * n)
        for n in range(4):
            self.order(left, 300 + 20 * n)
        self.env.flush_all()
        checks = self.env["mkt.rhythm.check"].search(
            [("company_id", "=", self.company.id)]
        )
        moment = max(c.date for c in checks if (self.today - c.date).days > 60)
        overdue = checks.filtered(lambda c: c.date == moment and c.is_overdue)
        others = checks.filtered(lambda c: c.date == moment and not c.is_overdue)
        self.assertGreaterEqual(overdue.none_count, 1)
        self.assertGreaterEqual(others.soon_count, 1)
        for check in checks:
            self.assertEqual(
                check.customer_count,
                check.soon_count + check.late_count + check.none_count,
            )
        [[right]] = checks._read_group(
            [("id", "in", checks.ids)], [], ["right_percent:avg"]
        )
        left = sum(checks.mapped("late_count")) + sum(checks.mapped("none_count"))
        customers = sum(checks.mapped("customer_count"))
        self.assertAlmostEqual(float(right), 100 * left / customers, delta=0.1)


class TestCustomerAccess(FiguresCase):
    """Figures of others' customers are closed to staff."""

    posts = POSTS

    def test_the_profile_of_a_colleagues_customer(self):
        customer = self.make_customer()
        self.give_customer(customer, self.users["account_manager"])
        action = customer.with_user(self.users["account_manager"])
        self.assertEqual(
            action.action_mkt_open_profile()["res_id"], self.of(customer).id
        )
        with self.assertRaises(UserError):
            customer.with_user(self.users["sales_staff"]).action_mkt_open_profile()
        customer.with_user(self.users["sales_manager"]).action_mkt_open_profile()

    def test_every_figure_opens_its_records(self):
        customer = self.make_customer()
        self.give_customer(customer, self.users["account_manager"])
        self.order(customer, 3)
        self.order(customer, 3, state="draft")
        self.make_complaint(partner_id=customer.id)
        self.compute()
        standing = self.of(customer).with_user(self.users["sales_manager"])
        for name, figure in (
            ("action_open_orders", "order_count"),
            ("action_open_quotations", "quotation_count"),
            ("action_open_opportunities", "opportunity_count"),
            ("action_open_holders", "holder_count"),
            ("action_open_cases", "case_count"),
            ("action_open_basis", "basis_count"),
        ):
            with self.subTest(figure=figure):
                action = getattr(standing, name)()
                found = self.env[action["res_model"]].with_user(standing.env.user)
                self.assertEqual(found.search_count(action["domain"]), standing[figure])
        revenue = standing.with_user(self.users["director"]).action_open_revenue()
        lines = self.env["mkt.revenue"].search(revenue["domain"])
        self.assertAlmostEqual(sum(lines.mapped("amount")), standing.revenue)
