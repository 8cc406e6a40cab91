"""The printed budget and the workbook say what the budget says."""

import io

import openpyxl

from odoo.tests import HttpCase
from odoo.tests.common import JsonRpcException

from ..common import OfficeHttpCase, OfficeMixin
from .budget_case import DECIDERS, BudgetMixin


class TestBudgetWorkbook(BudgetMixin, OfficeHttpCase):
    posts = (*DECIDERS, "sales_manager", "service_clerk")

    def workbook(self, user):
        self.authenticate(user, user)
        response = self.url_open(self.budget.action_export_xlsx()["url"])
        response.raise_for_status()
        return openpyxl.load_workbook(io.BytesIO(response.content))

    def rows(self, sheet):
        head, *rows = sheet.iter_rows(values_only=True)
        return [dict(zip(head, row, strict=True)) for row in rows]

    def test_lines_and_months(self):
        self.approved(300)
        self.line.note = "=HYPERLINK(1)"
        lines, months = map(self.rows, self.workbook("finance_manager").worksheets)
        self.assertEqual(
            {
                (row["Category"], row["Planned Amount"], row["Reserved"])
                for row in lines
            },
            {("Advertising", 1000, 300), ("Travel", 500, 0)},
        )
        self.assertEqual(len(months), 24)
        self.assertAlmostEqual(sum(row["Planned Amount"] for row in months), 1500)

    def test_notes_are_no_formulas(self):
        self.line.note = "=HYPERLINK(1)"
        sheet = self.workbook("finance_manager").worksheets[0]
        notes = {
            (cell.value, cell.data_type)
            for row in sheet.iter_rows(min_row=2)
            for cell in row[-1:]
            if cell.value
        }
        self.assertEqual(notes, {("=HYPERLINK(1)", "s")})

    def test_budgets_of_others_are_left_out(self):
        for sheet in self.workbook("sales_manager").worksheets:
            self.assertEqual(sheet.max_row, 1)

    def test_compared_with_the_ledger_from_the_list(self):
        """The button of the list hands over the ticked lines, or none."""
        for code, allowed in (("finance_manager", True), ("sales_manager", False)):
            self.authenticate(code, code)
            for ids in ([], self.line.ids):
                call = "mkt.budget.line", "action_check_ledger", ids
                if allowed:
                    self.assertEqual(self.call_kw(*call)["params"]["type"], "success")
                else:
                    with self.assertRaises(JsonRpcException):
                        self.call_kw(*call)

    def test_without_the_right_to_export_nothing(self):
        self.authenticate("service_clerk", "service_clerk")
        response = self.url_open(self.budget.action_export_xlsx()["url"])
        self.assertNotEqual(response.status_code, 200)


class TestBudgetSheet(BudgetMixin, OfficeMixin, HttpCase):
    posts = (*DECIDERS, "promotion_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls.env.ref("marketing_office.department_office")

    def test_several_at_once(self):
        """One file, whichever build of wkhtmltopdf is there."""
        travel = self.make_budget(
            {"travel": 70.0}, period_id=self.year(year=self.today.year + 1).id
        )
        self.put_in_force(travel)
        self.approved(300)
        self.make_budget({"other": 5000.0}, department_id=self.office.id)
        reports = (
            self.env["ir.actions.report"]
            .with_user(self.users["finance_manager"])
            .with_context(force_report_rendering=True)
        )
        budgets = self.env["mkt.budget"].search([("company_id", "=", self.company.id)])
        for name in ("mkt_budget_report", "mkt_budget_statement_report"):
            report = f"marketing_office.{name}"
            pdf, kind = reports._render_qweb_pdf(report, budgets.ids)
            self.assertEqual((kind, pdf[:5]), ("pdf", b"%PDF-"))
        html = reports._render_qweb_html(report, budgets.ids)[0].decode()
        # in force are 1,000 and 500 this year, and 70 the next
        for text in ("1,500.00", "1,200.00", "300.00", "70.00"):
            self.assertIn(text, html)
        self.assertNotIn("5,000.00", html)

    def test_a_pdf_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.approved(300)
        manager = self.users["promotion_manager"]
        self.line.note = "杂志和展会"
        reports = (
            self.env["ir.actions.report"]
            .with_user(manager)
            .with_context(force_report_rendering=True, lang="zh_CN")
        )
        report = "marketing_office.mkt_budget_report"
        pdf, kind = reports._render_qweb_pdf(report, self.budget.ids)
        self.assertEqual((kind, pdf[:5]), ("pdf", b"%PDF-"))
        html = reports._render_qweb_html(report, self.budget.ids)[0].decode()
        name = self.budget.with_context(lang="zh_CN").name
        self.assertRegex(name, "^市场推广部 ")
        for text in (name, "杂志和展会", "1,500.00", "300.00", "1,200.00"):
            self.assertIn(text, html)
