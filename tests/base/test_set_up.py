"""What a new company still misses, step by step."""

from datetime import datetime

from odoo.fields import Command

from ..common import OfficeCase


class TestSetUp(OfficeCase):
    posts = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.director = cls.make_holder("director", companies=cls.company_b)

    def step(self, code):
        steps = self.env["mkt.setup.step"].with_user(self.director)
        steps = steps.with_context(lang="zh_CN", allowed_company_ids=self.company_b.ids)
        steps.env.invalidate_all()
        return steps.search([("code", "=", code)])

    def is_open(self, code):
        """Whether the step is among those still to do, as the desk counts them."""
        step = self.step(code)
        found = step.search([("is_done", "=", False)])
        self.assertEqual(step in found, not step.is_done)
        return not step.is_done

    def test_appoint(self):
        missing = self.step("appoint").missing
        self.assertNotIn("处长", missing)
        self.assertIn("财务经理", missing)
        for post in self.env["mkt.post"].search([("level", "!=", "staff")]):
            if post.code != "director":
                self.make_holder(post.code, f"b_{post.code}", companies=self.company_b)
        self.assertFalse(self.is_open("appoint"))

    def test_calendar(self):
        self.assertTrue(self.is_open("calendar"))
        year = self.company_b._mkt_today().year
        for number in (year, year + 1):
            self.assertIn(str(number), self.step("calendar").missing)
            self.env["resource.calendar.leaves"].create(
                {
                    "name": "New Year",
                    "company_id": self.company_b.id,
                    "calendar_id": False,
                    "date_from": datetime(number, 1, 1),
                    "date_to": datetime(number, 1, 2),
                }
            )
        self.assertFalse(self.is_open("calendar"))

    def test_periods_are_there_at_once(self):
        self.assertFalse(self.is_open("periods"))

    def test_first_budget(self):
        self.assertTrue(self.is_open("budget"))
        today = self.company_b._mkt_today()
        department = self.env["hr.department"].create(
            {"name": "Sales", "company_id": self.company_b.id}
        )
        budget = self.env["mkt.budget"].create(
            {
                "company_id": self.company_b.id,
                "period_id": self.env["mkt.period"]
                ._of(self.company_b, "year", today)
                .id,
                "department_id": department.id,
                "line_ids": [
                    Command.create(
                        {
                            "category_id": self.env.ref(
                                "marketing_office.category_travel"
                            ).id,
                            "planned": 10,
                        }
                    )
                ],
            }
        )
        said = set()
        for state in ("draft", "submitted"):
            budget.state = state
            said.add(self.step("budget").missing)
            self.assertTrue(self.is_open("budget"))
        self.assertEqual(len(said), 2)
        budget.state = "approved"
        self.assertFalse(self.is_open("budget"))

    def test_first_targets(self):
        self.assertTrue(self.is_open("targets"))
        today = self.company_b._mkt_today()
        self.env["mkt.kpi.target"].create(
            {
                "kpi_id": self.env.ref("marketing_office.kpi_sales_ordered").id,
                "company_id": self.company_b.id,
                "period_id": self.env["mkt.period"]
                ._of(self.company_b, "year", today)
                .id,
                "target": 1000,
            }
        )
        self.assertFalse(self.is_open("targets"))

    def test_an_administrator_opens_what_is_theirs(self):
        admin = self.make_user("setter", groups="base.group_system")
        steps = self.env["mkt.setup.step"].with_user(admin).search([])
        by_code = steps.grouped("code")
        self.assertTrue(by_code["appoint"].can_open)
        self.assertFalse(by_code["budget"].can_open)
        self.assertEqual(
            by_code["appoint"].action_open()["res_model"], "mkt.post.assignment"
        )
