from datetime import date

from lxml.etree import fromstring

from odoo.exceptions import AccessError
from odoo.fields import Command

from ..common import OfficeCase

# the parts as somebody would ask the tables for them, without the view
BY_HAND = """
    WITH line AS (
        SELECT o.partner_id AS customer, l.product_id AS product,
            (o.date_order + interval '8 hours')::date AS day,
            l.price_subtotal / o.currency_rate AS amount,
            l.product_uom_qty * u.factor AS quantity
        FROM sale_order_line l JOIN sale_order o ON o.id = l.order_id
        JOIN uom_uom u ON u.id = l.product_uom_id
        WHERE o.state = 'sale' AND o.company_id = %(company)s AND l.display_type IS NULL
    ), standing AS (
        SELECT customer,
            COUNT(*) FILTER (WHERE day BETWEEN '2030-04-01' AND '2030-04-30') AS before,
            COUNT(*) FILTER (WHERE day BETWEEN '2030-05-01' AND '2030-05-31') AS now,
            COUNT(*) FILTER (WHERE day < '2030-04-01') AS earlier
        FROM line GROUP BY 1
    ), bought AS (
        SELECT customer, product,
            SUM(amount) FILTER (WHERE day BETWEEN '2030-04-01' AND '2030-04-30') AS a0,
            SUM(amount) FILTER (WHERE day BETWEEN '2030-05-01' AND '2030-05-31') AS a1,
            SUM(quantity) FILTER (WHERE day BETWEEN '2030-04-01' AND '2030-04-30') AS q0,
            SUM(quantity) FILTER (WHERE day BETWEEN '2030-05-01' AND '2030-05-31') AS q1
        FROM line GROUP BY 1, 2
    ), kept AS (
        SELECT product, SUM(COALESCE(a0, 0)) AS a0, SUM(COALESCE(a1, 0)) AS a1,
            SUM(COALESCE(q0, 0)) AS q0, SUM(COALESCE(q1, 0)) AS q1
        FROM bought JOIN standing USING (customer) WHERE before > 0 AND now > 0
        GROUP BY 1
    ), priced AS (
        SELECT a0, a1, CASE WHEN q0 > 0 AND q1 > 0
                THEN (a1 / NULLIF(q1, 0) - a0 / NULLIF(q0, 0)) * q1 ELSE 0 END AS price,
            a0 * (SUM(q1) OVER () / SUM(q0) OVER () - 1) AS quantity
        FROM kept
    )
    SELECT 'new', SUM(a1) FROM bought JOIN standing USING (customer)
        WHERE before = 0 AND earlier = 0
    UNION ALL SELECT 'won_back', SUM(a1) FROM bought JOIN standing USING (customer)
        WHERE before = 0 AND earlier > 0
    UNION ALL SELECT 'lost', -SUM(a0) FROM bought JOIN standing USING (customer)
        WHERE before > 0 AND now = 0
    UNION ALL SELECT 'price', SUM(price) FROM priced
    UNION ALL SELECT 'quantity', SUM(quantity) FROM priced
    UNION ALL SELECT 'mix', SUM(a1 - a0 - price - quantity) FROM priced
"""


class TestRevenueChange(OfficeCase):
    posts = ("director", "report_analyst", "sales_manager", "sales_staff", "member")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # a company of its own: nothing else was sold there
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        names = ("New", "Lost", "Back", "Kept", "Also Kept")
        cls.customers = {name: cls.make_customer(name) for name in names}
        cls.relay, cls.panel = cls.env["product.product"].create(
            [{"name": "Relay", "lst_price": 100}, {"name": "Panel", "lst_price": 10}]
        )
        cls.dozen = cls.env.ref("uom.product_uom_dozen")
        for customer, day, product, quantity, price in (
            ("New", "2030-05-03", "relay", 5, 100),
            ("Lost", "2030-04-03", "relay", 3, 99.99),
            ("Back", "2030-02-03", "panel", 7, 10),
            ("Back", "2030-05-31", "panel", 9, 11.11),
            ("Kept", "2030-04-10", "relay", 10, 100),
            ("Kept", "2030-05-10", "relay", 12, 110.03),
            ("Also Kept", "2030-04-11", "panel", 10, 10),
            ("Also Kept", "2030-05-11", "panel", 24, 10.07),
        ):
            cls.sell(customer, day, product, quantity, price)
        periods = cls.env["mkt.period"]
        cls.april = periods._of(cls.company, "month", date(2030, 4, 1))
        cls.may = periods._of(cls.company, "month", date(2030, 5, 1))

    @classmethod
    def sell(cls, customer, day, product, quantity, price, **line):
        order = cls.env["sale.order"].create(
            {
                "partner_id": cls.customers[customer].id,
                "company_id": cls.company.id,
                "user_id": cls.users["sales_staff"].id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": getattr(cls, product).id,
                            "product_uom_qty": quantity,
                            "price_unit": price,
                            "tax_ids": False,
                            **line,
                        }
                    )
                ],
            }
        )
        order.action_confirm()
        order.date_order = f"{day} 04:00:00"
        return order

    def analyse(self, who="director", **vals):
        changes = self.env["mkt.revenue.change"].with_user(self.users[who])
        return changes.create({"period_id": self.may.id, **vals})

    def sums(self, change):
        parts = change.part_ids.grouped("part")
        return {name: sum(p.mapped("change")) for name, p in parts.items()}

    def assert_as_by_hand(self):
        self.env.flush_all()
        self.env.cr.execute(BY_HAND, {"company": self.company.id})
        by_hand = dict(self.env.cr.fetchall())
        sums = self.sums(self.analyse())
        for part, amount in by_hand.items():
            self.assertAlmostEqual(sums.get(part, 0), float(amount or 0), delta=0.02)

    def test_the_parts_are_those_of_sql_by_hand(self):
        self.assert_as_by_hand()

    def test_a_dozen_is_twelve(self):
        self.sell("Kept", "2030-05-12", "relay", 1, 1200, product_uom_id=self.dozen.id)
        self.assert_as_by_hand()

    def test_parts_add_up_to_the_indicators_change(self):
        change = self.analyse()
        [before, now] = self.env["mkt.revenue"]._read_group(
            [
                ("basis", "=", "ordered"),
                ("company_id", "=", self.company.id),
                ("date", ">=", "2030-04-01"),
                ("date", "<=", "2030-05-31"),
            ],
            ["date:month"],
            ["amount:sum"],
        )
        self.assertEqual(change.before, self.company.currency_id.round(before[1]))
        self.assertEqual(change.now, self.company.currency_id.round(now[1]))
        self.assertAlmostEqual(
            sum(change.part_ids.mapped("change")), change.now - change.before, 9
        )
        self.assertAlmostEqual(change.change, change.now - change.before, 9)

    def test_a_part_leads_to_its_lines(self):
        change = self.analyse("report_analyst")
        for part, customers in (
            ("new", "New"),
            ("lost", "Lost"),
            ("won_back", "Back"),
        ):
            action = change.with_context(mkt_part=part).action_open_part()
            lines = self.lines(action, "report_analyst")
            self.assertEqual(lines.partner_id.mapped("name"), [customers])
        price = change.part_ids.filtered(
            lambda p: p.part == "price" and p.product_id == self.relay
        )
        lines = self.lines(price.action_open_lines(), "report_analyst")
        self.assertEqual(lines.partner_id, self.customers["Kept"])
        self.assertEqual(lines.product_id, self.relay)
        self.assertAlmostEqual(sum(lines.mapped("amount")), price.before + price.now)

    def lines(self, action, who):
        lines = self.env[action["res_model"]].with_user(self.users[who])
        return lines.search(action["domain"])

    def test_a_manager_sees_what_moved_of_what_the_manager_sees(self):
        # nobody has put the salesperson into the manager's department
        change = self.analyse("sales_manager")
        seen = self.env["mkt.revenue"].with_user(self.users["sales_manager"])
        amount = sum(
            seen.search(
                [
                    ("basis", "=", "ordered"),
                    ("date", ">=", "2030-05-01"),
                    ("date", "<=", "2030-05-31"),
                ]
            ).mapped("amount")
        )
        self.assertAlmostEqual(change.now, amount)

    def test_staff_does_not_analyse(self):
        for who in ("sales_staff", "member"):
            with self.assertRaises(AccessError):
                self.analyse(who)

    def test_without_a_period_before_nothing_moved(self):
        change = self.analyse(compared_with="last_year")
        self.assertFalse(change.base_id)
        self.assertFalse(change.part_ids)

    def test_queries_do_not_grow_with_the_customers(self):
        revenue = self.env["mkt.revenue"]
        revenue._cells(self.company, "ordered", self.april, self.may)
        with self.assertQueryCount(1):
            revenue._cells(self.company, "ordered", self.april, self.may)

    def test_the_chart_names_each_part(self):
        chart = fromstring(self.analyse().chart)
        words = " ".join(text.text for text in chart.iterfind("{*}text"))
        for part in (
            "From New Customers",
            "From Lost Customers",
            "Price",
            "Quantity",
            "Mix",
        ):
            self.assertIn(part, words)
