from datetime import date

from odoo.exceptions import AccessError, UserError

from ..common import OfficeCase


class TestAnnualAccount(OfficeCase):
    """2019: planned 1000 and 500; spent 1090 and 560, the second is off by 12 %."""

    posts = ("finance_manager", "director", "sales_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.year = cls.env["mkt.period"]._of(cls.company, "year", date(2019, 1, 1))
        budget = cls.env["mkt.budget"].create(
            {
                "company_id": cls.company.id,
                "department_id": cls.env.ref("marketing_office.department_sales").id,
                "period_id": cls.year.id,
                "state": "approved",
            }
        )
        cls.lines = cls.env["mkt.budget.line"].create(
            [
                {
                    "budget_id": budget.id,
                    "category_id": cls.env.ref(f"marketing_office.category_{name}").id,
                    "planned": planned,
                }
                for name, planned in (("travel", 1000), ("other", 500))
            ]
        )
        for line, spent in zip(cls.lines, (1090, 560), strict=True):
            line.overrun = spent
            line.spent = spent
            cls.env["mkt.budget.entry"].create(
                {
                    "line_id": line.id,
                    "budget_id": budget.id,
                    "category_id": line.category_id.id,
                    "department_id": line.department_id.id,
                    "company_id": cls.company.id,
                    "kind": "spend",
                    "amount": spent,
                    "currency_id": cls.company.currency_id.id,
                    "currency_amount": spent,
                    "date": "2019-06-01",
                    "user_id": cls.users["finance_manager"].id,
                    "source_key": f"year {line.id}",
                }
            )

    def draw_up(self):
        accounts = self.env["mkt.annual.account"]
        return accounts.with_user(self.users["finance_manager"]).create(
            {"period_id": self.year.id}
        )

    def test_figures_are_the_ledgers(self):
        account = self.draw_up()
        found = {line.planned: line for line in account.line_ids}
        self.assertEqual(
            {p: line.spent for p, line in found.items()}, {1000: 1090, 500: 560}
        )
        self.assertAlmostEqual(found[500].difference_percent, 12)
        self.assertEqual(account.line_ids.filtered("needs_reason"), found[500])

    def test_what_is_off_by_more_than_a_tenth_is_explained_first(self):
        account = self.draw_up()
        with self.assertRaisesRegex(UserError, "Explain"):
            account.action_close()
        self.assertEqual(account.unexplained_count, 1)
        account.line_ids.filtered("needs_reason").reason = "A second fair"
        account.action_close()
        self.assertEqual(account.state, "closed")
        with self.assertRaises(UserError):
            account.line_ids[0].reason = "Something else"

    def test_the_year_closes_after_its_accounts(self):
        year = self.year.with_user(self.users["finance_manager"])
        with self.assertRaisesRegex(UserError, "accounts"):
            year.action_close()
        account = self.draw_up()
        account.line_ids.filtered("needs_reason").reason = "A second fair"
        account.action_close()
        year.action_close()
        self.assertEqual(year.state, "closed")

    def test_a_year_without_budgets_closes(self):
        year = self.env["mkt.period"]._of(self.company, "year", date(2015, 1, 1))
        year.with_user(self.users["director"]).action_close()
        self.assertEqual(year.state, "closed")

    def test_the_budget_sheet_has_months_beside_last_year(self):
        months = {row[0].month: row[1:] for row in self.lines.budget_id._by_month()}
        self.assertEqual(set(months), set(range(1, 13)))
        self.assertEqual(
            sum(planned for planned, _spent, _old in months.values()), 1500
        )
        self.assertEqual(months[6][1:], (1650, None))

    def test_finance_alone_draws_up(self):
        with self.assertRaises(AccessError):
            self.env["mkt.annual.account"].with_user(self.users["director"]).create(
                {"period_id": self.year.id}
            )

    def test_reasons_survive_renewing(self):
        account = self.draw_up()
        account.line_ids.reason = "So it was"
        account.action_compile()
        self.assertEqual(set(account.line_ids.mapped("reason")), {"So it was"})
