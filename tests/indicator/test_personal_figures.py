from odoo.exceptions import AccessError

from ..common import POSTS
from .kpi_case import KpiCase

ALWAYS = {"director", "report_analyst", "leadership"}


class TestPersonalFigures(KpiCase):
    """Figures of a person: read by that person, by who manages the department, and from above."""

    posts = POSTS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.month = cls.period("month")
        cls.seller = cls.make_user("seller")
        cls.assign_to(cls.seller, "sales_staff", "sales")
        for code, department in (
            ("sales_manager", "sales"),
            ("customer_service_manager", "service"),
            ("marketing_manager", "planning"),
            ("promotion_manager", "promotion"),
        ):
            own = cls.env["mkt.post.assignment"].search(
                [("user_id", "=", cls.users[code].id)]
            )
            own.department_id = cls.department(department)
        cls.models = [
            model
            for name, model in cls.env.items()
            if isinstance(model, cls.env.registry["mkt.kpi.scope"])
            and not model._abstract
        ]

    @classmethod
    def department(cls, name):
        return cls.env.ref(f"marketing_office.department_{name}")

    @classmethod
    def assign_to(cls, user, code, department, **vals):
        vals["department_id"] = cls.department(department).id
        return cls.assign(user, code, **vals)

    def figure(self, model, **scope):
        """A figure of the kind, with every field that the kind asks for."""
        extra = {
            "mkt.kpi.entry": {"value": 5, "source": "Count"},
            "mkt.kpi.value": {"period_kind": "month", "date_from": "2026-10-01"},
        }.get(model._name, {})
        if model._name == "mkt.kpi.frozen":
            reopening = self.env["mkt.period.reopening"].create(
                {
                    "period_id": self.month.id,
                    "closed_at": "2026-11-02",
                    "reason": "late",
                    "user_id": self.env.uid,
                }
            )
            extra = {"reopening_id": reopening.id}
        kpi = self.make_kpi(kind="manual")
        return model.create(
            {"kpi_id": kpi.id, "period_id": self.month.id, **extra, **scope}
        )

    def readers(self, record):
        users = {**self.users, "seller": self.seller}
        return {
            code
            for code, user in users.items()
            if record.with_user(user).has_access("read")
            and record.with_user(user).search([("id", "=", record.id)])
        }

    def test_every_kind_of_figure(self):
        names = {model._name for model in self.models}
        self.assertLessEqual({"mkt.kpi.value", "mkt.kpi.target"}, names)
        for model in self.models:
            with self.subTest(model=model._name):
                found = self.readers(self.figure(model, user_id=self.seller.id))
                expected = ALWAYS | {"seller", "sales_manager"}
                if model._name == "mkt.kpi.frozen":
                    expected = ALWAYS
                self.assertEqual(found, expected)

    def test_figures_of_the_company_are_open_as_before(self):
        for model in self.models:
            with self.subTest(model=model._name):
                found = self.readers(self.figure(model))
                if model._name == "mkt.kpi.frozen":
                    self.assertEqual(found, ALWAYS | {"finance_manager"})
                else:
                    self.assertEqual(found, {*POSTS, "seller"})

    def test_a_deputy_reads_what_the_post_reads(self):
        clerk, other = self.users["service_clerk"], self.make_user("other")
        values = self.env["mkt.kpi.value"]
        sold = self.figure(values, user_id=self.seller.id)
        self.assign_to(other, "service_clerk", "service")
        served = self.figure(values, user_id=other.id)
        vals = self.assignment_vals(clerk, "customer_service_manager", role="deputy")
        del vals["department_id"]
        self.env["mkt.post.assignment"].create(vals)
        self.assertFalse(sold.with_user(clerk).has_access("read"))
        self.assertTrue(served.with_user(clerk).has_access("read"))

    def test_it_follows_the_person(self):
        value = self.figure(self.env["mkt.kpi.value"], user_id=self.seller.id)
        own = self.env["mkt.post.assignment"].search([("user_id", "=", self.seller.id)])
        own.department_id = self.department("service")
        self.assertEqual(
            self.readers(value), ALWAYS | {"seller", "customer_service_manager"}
        )

    def test_it_follows_the_employee_record(self):
        person = self.make_user("employee")
        value = self.figure(self.env["mkt.kpi.value"], user_id=person.id)
        self.assertEqual(self.readers(value), ALWAYS)
        employee = self.env["hr.employee"].create(
            {
                "name": "Employee",
                "user_id": person.id,
                "company_id": self.company.id,
                "department_id": self.department("sales").id,
            }
        )
        self.assertEqual(self.readers(value), ALWAYS | {"sales_manager"})
        employee.department_id = self.department("service")
        self.assertEqual(self.readers(value), ALWAYS | {"customer_service_manager"})
        employee.user_id = False
        self.assertEqual(self.readers(value), ALWAYS)

    def test_a_department_below(self):
        below = self.env["hr.department"].create(
            {"name": "Key Accounts", "parent_id": self.department("sales").id}
        )
        person = self.make_user("below")
        self.assign(person, "sales_staff", department_id=below.id)
        value = self.figure(self.env["mkt.kpi.value"], user_id=person.id)
        self.assertEqual(self.readers(value), ALWAYS | {"sales_manager"})
        below.parent_id = self.department("service")
        self.assertEqual(self.readers(value), ALWAYS | {"customer_service_manager"})

    def test_documents_behind_the_figures(self):
        """Neither a drill-down nor a list of revenue tells what the figure does not."""
        order = self.make_order(user_id=self.seller.id)
        lines = self.env["mkt.revenue"].search([("order_id", "=", order.id)])
        self.assertEqual(
            self.readers(lines), ALWAYS | {"seller", "sales_manager", "finance_manager"}
        )
        unattributed = self.make_order()
        lines = self.env["mkt.revenue"].search([("order_id", "=", unattributed.id)])
        self.assertIn("marketing_manager", self.readers(lines))

    def test_figures_of_others_are_no_filter(self):
        """What is not read is neither searched, grouped nor exported."""
        value = self.figure(self.env["mkt.kpi.value"], user_id=self.seller.id)
        theirs = value.with_user(self.users["customer_service_manager"])
        by_kpi = [("kpi_id", "=", value.kpi_id.id)]
        self.assertFalse(theirs.search_count(by_kpi))
        self.assertFalse(theirs._read_group(by_kpi, ["user_id"], ["value:sum"]))
        with self.assertRaises(AccessError):
            theirs.export_data(["value"])
        with self.assertRaises(AccessError):
            theirs.action_drill_down()
