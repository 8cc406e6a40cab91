"""The printed record and the workbook say what the case says."""

import io

import openpyxl

from odoo.tests import HttpCase

from ..common import OfficeCase, OfficeHttpCase, OfficeMixin
from .case_steps import CaseStepsMixin


class TestCaseWorkbook(CaseStepsMixin, OfficeHttpCase):
    posts = ("service_clerk", "customer_service_manager", "promotion_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.customer = cls.make_customer()

    def workbook(self, cases, user):
        self.authenticate(user, user)
        response = self.url_open(cases.action_export_xlsx()["url"])
        response.raise_for_status()
        return openpyxl.load_workbook(io.BytesIO(response.content)).active

    def test_rows_are_the_cases(self):
        self.users["customer_service_manager"].lang = "zh_CN"
        cases = self.make_case() | self.make_case("decided", name="=1+1")
        sheet = self.workbook(cases, "customer_service_manager")
        head, *rows = sheet.iter_rows(values_only=True)
        self.assertEqual(len(rows), 2)
        numbers = {row[0] for row in rows}
        self.assertEqual(numbers, set(cases.mapped("number")))
        self.assertNotIn("Number", head)

    def test_what_customers_write_is_no_formula(self):
        sheet = self.workbook(
            self.make_case(name="=HYPERLINK(1)"), "customer_service_manager"
        )
        cell = sheet.cell(2, 3)
        self.assertEqual((cell.value, cell.data_type), ("=HYPERLINK(1)", "s"))

    def test_cases_of_others_are_left_out(self):
        sheet = self.workbook(self.make_case(), "promotion_manager")
        self.assertEqual(sheet.max_row, 1)

    def test_nonsense_for_cases_gives_an_empty_list(self):
        self.authenticate("customer_service_manager", "customer_service_manager")
        for ids in ("²", "x,,-1", "9" * 40):
            with self.subTest(ids=ids):
                response = self.url_open(f"/marketing_office/cases.xlsx?ids={ids}")
                self.assertEqual(response.status_code, 200)

    def test_without_the_right_to_export_nothing(self):
        self.authenticate("service_clerk", "service_clerk")
        response = self.url_open(self.make_case().action_export_xlsx()["url"])
        self.assertNotEqual(response.status_code, 200)


class TestCaseRecord(CaseStepsMixin, OfficeMixin, HttpCase):
    posts = ("service_clerk", "customer_service_manager")

    def test_record_is_a_pdf_with_the_case_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.customer = self.make_customer("苏州客户")
        case = self.make_case("closed", name="继电器冒烟")
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True, lang="zh_CN"
        )
        pdf, kind = reports._render_qweb_pdf(
            "marketing_office.mkt_complaint_report", [*case.ids, *self.make_case().ids]
        )
        self.assertEqual(kind, "pdf")
        self.assertEqual(pdf[:5], b"%PDF-")
        html = reports._render_qweb_html(
            "marketing_office.mkt_complaint_report", case.ids
        )[0]
        self.assertIn(case.number, html.decode())
        self.assertIn("继电器冒烟", html.decode())


class TestCaseRecordAccess(CaseStepsMixin, OfficeCase):
    posts = ("service_clerk", "customer_service_manager", "report_analyst")

    def test_a_reader_prints_the_record(self):
        self.customer = self.make_customer()
        case = self.make_case("decided", kind="dispute")
        reports = self.env["ir.actions.report"].with_user(self.users["report_analyst"])
        html = reports._render_qweb_html(
            "marketing_office.mkt_complaint_report", case.ids
        )[0]
        self.assertIn(case.number, html.decode())
