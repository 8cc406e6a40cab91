"""Which lines are about to overrun: by what is used, and by where it leads."""

from datetime import date, timedelta

from odoo.tests import freeze_time

from ..common import OfficeCase
from .budget_case import DECIDERS, BudgetMixin


class TestBudgetForecast(BudgetMixin, OfficeCase):
    posts = DECIDERS
    planned = {
        "advertising": 3650.0,
        "travel": 3650.0,
        "research": 3650.0,
        "exhibition": 3650.0,
        "training": 0.0,
    }

    def short_by_sql(self, day):
        """Numbers of the lines of the company, by the rule written down once more."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT id FROM mkt_budget_line
            WHERE company_id = %(company)s AND (
                overrun > 0
                OR 100 * (reserved + spent) >= 90 * NULLIF(planned + overrun, 0)
                OR date_from <= %(day)s AND date_to > %(day)s
                AND round(reserved + spent
                    + spent * (date_to - %(day)s) / (%(day)s - date_from + 1), 2)
                    > planned + overrun
            )
            """,
            {"company": self.company.id, "day": day},
        )
        return {row[0] for row in self.env.cr.fetchall()}

    def assertShort(self, day, *codes):
        lines = self.budget.line_ids
        lines.invalidate_recordset(["forecast", "is_short"])
        expected = {line.id for line in lines if line.category_id.code in codes}
        mine = [("company_id", "=", self.company.id)]
        found = {
            "SQL": self.short_by_sql(day),
            "search": set(lines.search([("is_short", "=", True), *mine]).ids),
            "not": set(lines.search(mine).ids)
            - set(lines.search([("is_short", "!=", True), *mine]).ids),
            "filter": set(lines.filtered_domain([("is_short", "=", True)]).ids),
            "field": set(lines.filtered("is_short").ids),
        }
        self.assertEqual(found, dict.fromkeys(found, expected))

    def spend(self, code, spent, reserved=0):
        line = self.line_of(self.budget, code)
        line._book("spend", spent, f"test:{code}:spend")
        line._book("reserve", reserved, f"test:{code}:reserve")

    def test_what_the_days_so_far_lead_to(self):
        year = self.today.year
        end = date(year, 12, 31)
        day = date(year, 4, 10)
        past = (day - date(year, 1, 1)).days + 1
        days = (end - date(year, 1, 1)).days + 1
        even = round(3650 / days * past, 2)
        self.spend("advertising", even - 0.02)
        self.spend("travel", even + 0.02)
        self.spend("research", 10, 3650 * 0.9 - 10)
        self.spend("exhibition", even / 2, 3650 / 2 + 1)
        # noon in the company's time zone
        with freeze_time(f"{day} 06:00:00"):
            self.assertShort(day, "travel", "research", "exhibition")
        with freeze_time(f"{day + timedelta(1)} 06:00:00"):
            self.assertShort(day + timedelta(1), "research")
        # the last day: nothing is to come any more
        with freeze_time(f"{end} 06:00:00"):
            self.assertShort(end, "research")

    def test_an_overrun(self):
        line = self.line_of(self.budget, "advertising")
        with freeze_time(f"{self.today.year}-12-31 06:00:00"):
            line._book("adjust", 100, "test:adjust")
            self.assertShort(date(self.today.year, 12, 31), "advertising")

    def test_the_day_of_each_company(self):
        """At the same instant it is another day elsewhere; each has its own forecast."""
        self.company.resource_calendar_id.tz = "Pacific/Kiritimati"
        calendar = self.env["resource.calendar"].create(
            {"name": "West", "tz": "Pacific/Niue", "company_id": self.company_b.id}
        )
        self.company_b.resource_calendar_id = calendar
        other = self.make_budget(
            company_id=self.company_b.id, period_id=self.year(self.company_b).id
        )
        self.put_in_force(other)
        line = other.line_ids[0]
        # 31 December there, where 1 January has come here
        with freeze_time(f"{self.today.year + 1}-01-01 00:30:00"):
            line._book("spend", line.planned * 0.89, "test:b")
            self.assertEqual(self.company_b._mkt_today().day, 31)
            self.assertEqual(self.company._mkt_today().day, 1)
            lines = self.env["mkt.budget.line"]
            self.assertFalse(lines.search([("is_short", "=", True)]) & line)
        with freeze_time(f"{self.today.year}-11-01 12:00:00"):
            line.invalidate_recordset(["forecast", "is_short"])
            self.assertTrue(lines.search([("is_short", "=", True)]) & line)
            self.assertTrue(line.is_short)

    def test_in_steps_of_the_currency(self):
        """Less than the smallest coin beyond the money is no overrun."""
        self.company_b.currency_id = self.env["res.currency"].create(
            {"name": "XTS", "symbol": "X", "rounding": 0.05}
        )
        budget = self.make_budget(
            {"travel": 260.7, "training": 260.65},
            company_id=self.company_b.id,
            period_id=self.year(self.company_b, 2026).id,
        )
        self.put_in_force(budget)
        lines = budget.line_ids
        for line in lines:
            line._book("spend", 5, f"test:{line.id}")
        # 5 in 7 of 365 days: 260.71, in steps of 0.05 260.70
        with freeze_time("2026-01-07 06:00:00"):
            lines.invalidate_recordset(["forecast", "is_short"])
            short = self.line_of(budget, "training")
            self.assertEqual(lines.filtered("is_short"), short)
            found = lines.search([("is_short", "=", True)]) & lines
            self.assertEqual(found, short)

    def test_as_many_queries_for_many_lines(self):
        manager = self.users["finance_manager"]
        lines = self.env["mkt.budget.line"].with_user(manager)

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            lines.search([("is_short", "=", True)]).mapped("is_short")
            return self.cr.sql_log_count - start

        self.spend("research", 3650)
        queries()
        one = queries()
        for code in ("advertising", "travel", "exhibition"):
            self.spend(code, 3650)
        self.assertLessEqual(queries(), one)
