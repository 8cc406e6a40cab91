from datetime import date, datetime

from odoo.tests import Form

from .kpi_case import KpiCase


class TestKpiScope(KpiCase):
    """Whose figure it is: person and team of the document, department of the day."""

    posts = ("director", "sales_manager", "marketing_manager", "leadership")
    assigned_since = date(2026, 1, 1)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kpi_orders = cls.make_kpi(
            source_model="sale.order",
            date_field="date_order",
            user_field="user_id",
            team_field="team_id",
            domain="[('state', '=', 'sale')]",
        )
        cls.office = cls.env.ref("marketing_office.department_office")
        cls.sales = cls.env.ref("marketing_office.department_sales")
        cls.planning = cls.env.ref("marketing_office.department_planning")
        cls.month = cls.period("month")
        cls.seller = cls.make_user("seller")

    def order(self, day, user=None, **vals):
        user = user or self.seller
        return self.make_order(datetime(2026, 10, day, 2), user_id=user.id, **vals)

    def test_a_person_who_changes_department_in_mid_period(self):
        staff = self.post("sales_staff")
        self.env["mkt.post.assignment"].create(
            [
                {
                    "user_id": self.seller.id,
                    "post_id": staff.id,
                    "department_id": department.id,
                    "date_from": start,
                    "date_to": end,
                }
                for department, start, end in (
                    (self.sales, "2026-01-01", "2026-10-14"),
                    (self.planning, "2026-10-15", False),
                )
            ]
        )
        # the 15th begins at 16:00 UTC on the 14th in Shanghai
        for moment in (datetime(2026, 10, 14, 15, 59), datetime(2026, 10, 3)):
            self.make_order(moment, user_id=self.seller.id)
        self.make_order(datetime(2026, 10, 14, 16), user_id=self.seller.id)
        self.compute(self.kpi_orders)
        figure = self.assertFigure
        figure(self.kpi_orders, self.month, 3)
        figure(self.kpi_orders, self.month, 3, user_id=self.seller)
        figure(self.kpi_orders, self.month, 2, department_id=self.sales)
        figure(self.kpi_orders, self.month, 1, department_id=self.planning)
        figure(self.kpi_orders, self.month, 3, department_id=self.office)
        figure(self.kpi_orders, self.period("year"), 3, department_id=self.office)

    def test_the_employee_record_where_there_is_no_assignment(self):
        employee = self.env["hr.employee"].create(
            {
                "name": "Seller",
                "user_id": self.seller.id,
                "department_id": self.planning.id,
                "date_version": "2026-06-01",
            }
        )
        employee.create_version(
            {"date_version": "2026-10-10", "department_id": self.sales.id}
        )
        self.order(9)
        self.order(10)
        self.make_order(datetime(2026, 3, 5), user_id=self.seller.id)
        self.compute(self.kpi_orders)
        figure = self.assertFigure
        figure(self.kpi_orders, self.month, 1, department_id=self.planning)
        figure(self.kpi_orders, self.month, 1, department_id=self.sales)
        march = self.period("month", date(2026, 3, 1))
        figure(self.kpi_orders, march, 1, department_id=self.planning)

    def test_no_person_no_team(self):
        self.make_order()
        self.compute(self.kpi_orders)
        rows = self.values.search(
            [("kpi_id", "=", self.kpi_orders.id), ("period_id", "=", self.month.id)]
        )
        self.assertEqual(rows.mapped("scope"), ["company"])

    def test_distinct_counts_are_not_added_up(self):
        kpi = self.make_kpi(
            source_model="sale.order",
            function="distinct",
            source_field="partner_id",
            date_field="date_order",
            user_field="user_id",
        )
        other = self.users["sales_manager"]
        for user in (self.seller, self.seller, other):
            self.order(5, user)
        self.order(6, other, partner_id=self.make_customer("Second").id)
        self.make_order(datetime(2026, 11, 2), user_id=other.id)
        self.compute(kpi)
        self.assertFigure(kpi, self.month, 2)
        self.assertFigure(kpi, self.month, 1, user_id=self.seller)
        self.assertFigure(kpi, self.month, 2, user_id=other)
        self.assertFigure(kpi, self.month, 2, department_id=self.office)
        self.assertFigure(kpi, self.period("year"), 2)

    def test_drill_down_opens_what_was_counted(self):
        self.assign(self.seller, "sales_staff", department_id=self.sales.id)
        self.env.invalidate_all()
        counted = self.order(1) + self.order(31)
        self.make_order(datetime(2026, 10, 31, 16), user_id=self.seller.id)  # November
        self.make_order()
        self.compute(self.kpi_orders)
        value = self.value(self.kpi_orders, self.month, department_id=self.sales)
        self.assertEqual(value.value, 2)
        for scope in ({"department_id": self.sales}, {"user_id": self.seller}):
            value = self.value(self.kpi_orders, self.month, **scope)
            action = value.with_user(self.users["director"]).action_drill_down()
            found = self.env[action["res_model"]].search(action["domain"])
            self.assertEqual(found, counted)

    def test_drill_down_is_under_the_readers_own_rights(self):
        own = self.order(1)
        self.order(2, self.users["sales_manager"])
        self.assign(self.seller, "sales_staff", department_id=self.sales.id)
        self.compute(self.kpi_orders)
        value = self.value(self.kpi_orders, self.month).with_user(self.seller)
        self.assertEqual(value.value, 2)
        action = value.action_drill_down()
        orders = self.env[action["res_model"]].with_user(self.seller)
        self.assertEqual(orders.search(action["domain"]), own)

    def test_who_reads_the_figures_of_persons(self):
        self.order(1)
        self.assign(self.seller, "sales_staff", department_id=self.sales.id)
        self.compute(self.kpi_orders)
        row = self.value(self.kpi_orders, self.month, user_id=self.seller)
        for code, user in {**self.users, "self": self.seller}.items():
            self.assertTrue(row.with_user(user).has_access("read"), code)
        colleague = self.make_holder("sales_staff", "colleague")
        self.assertFalse(row.with_user(colleague).has_access("read"))
        company_row = self.value(self.kpi_orders, self.month)
        self.assertTrue(company_row.with_user(colleague).has_access("read"))

    def test_comparisons(self):
        for day, amount in ((date(2025, 10, 1), 1), (date(2026, 9, 1), 4)):
            for _n in range(amount):
                self.make_order(datetime(day.year, day.month, 5))
        self.order(1)
        self.order(2)
        self.compute(self.kpi_orders)
        row = self.value(self.kpi_orders, self.month)
        self.assertEqual((row.change_previous, row.change_last_year), (-50, 100))
        september = self.value(self.kpi_orders, self.period("month", date(2026, 9, 1)))
        self.assertFalse(september.has_previous, "from nothing there is no growth")

    def test_no_growth_from_zero(self):
        kpi = self.make_kpi(
            source_model="sale.order",
            function="sum",
            source_field="amount_untaxed",
            date_field="date_order",
        )
        growth = self.make_kpi(
            kind="growth", base_id=kpi.id, compared_with="previous", unit="percent"
        )
        self.make_order(datetime(2026, 9, 5), amount=0)
        self.order(1, amount=100)
        self.make_order(datetime(2026, 11, 5), amount=150)
        self.compute(kpi, growth)
        self.assertFigure(kpi, self.period("month", date(2026, 9, 1)), 0)
        self.assertFalse(self.value(kpi, self.month).has_previous)
        self.assertFalse(self.value(growth, self.month))
        self.assertFigure(growth, self.period("month", date(2026, 11, 1)), 50)

    def board(self, **context):
        card = self.kpi_orders.with_user(self.users["leadership"])
        card.env.invalidate_all()
        return card.with_context(lang="en_US", **context)

    def test_the_board_shows_the_last_known_figure_under_its_period(self):
        self.order(1)
        self.compute(self.kpi_orders)
        self.env.flush_all()
        months = self.env["mkt.kpi.value"].search(
            [
                ("kpi_id", "=", self.kpi_orders.id),
                ("company_id", "=", self.company.id),
                ("scope", "=", "company"),
                ("period_kind", "=", "month"),
                ("has_value", "=", True),
                ("date_from", "<=", self.company._mkt_today()),
            ],
            order="date_from",
        )
        last = months[-1]
        self.assertEqual(self.board().board_value_id, last)
        self.assertIn(last.period_id.display_name, self.board().board_period)

    def test_the_board_says_that_a_period_still_runs(self):
        today = self.company._mkt_today()
        running = self.env["mkt.period"]._of(self.company, "month", today)
        self.assertIn("still running", self.kpi_orders._board_period_name(running))
        past = self.env["mkt.period"]._of(self.company, "month", date(2020, 1, 1))
        self.assertEqual(self.kpi_orders._board_period_name(past), past.display_name)

    def test_the_board_shows_the_period_that_has_a_target(self):
        today = self.company._mkt_today()
        self.env["mkt.period"]._generate(self.company)
        year = self.env["mkt.period"]._of(self.company, "year", today)
        self.assertNotEqual(self.kpi_orders._board_periods()[self.kpi_orders], year)
        self.env["mkt.kpi.target"].create(
            {
                "kpi_id": self.kpi_orders.id,
                "company_id": self.company.id,
                "period_id": year.id,
                "target": 5,
            }
        )
        self.assertEqual(self.kpi_orders._board_periods()[self.kpi_orders], year)

    def test_the_board(self):
        self.order(1)
        self.compute(self.kpi_orders)
        board = self.kpi_orders.with_user(self.users["leadership"])
        card = board.with_context(kpi_period="completed", kpi_period_kind="year")
        self.assertTrue(card.board_period)
        with Form(self.kpi_orders.with_user(self.users["director"])) as form:
            self.assertIn("Sales Orders", form.formula)
