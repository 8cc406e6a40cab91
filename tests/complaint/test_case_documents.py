"""The printed record and the workbook say what the case says."""

import io
import json
from urllib.parse import unquote, urlencode

import openpyxl
from markupsafe import Markup

from odoo.tests import HttpCase

from ..common import OfficeCase, OfficeHttpCase, OfficeMixin
from ..printed import PrintedMixin
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
        self.assertIn("工单编号", head)

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


class TestCasePrinted(PrintedMixin, CaseStepsMixin, OfficeMixin, HttpCase):
    """Whatever customers write: it stands on the page, and the file has a name."""

    posts = ("service_clerk", "customer_service_manager")

    def print_case(self, **vals):
        """The case's printed record: its pages, and the lines they have by their places."""
        self.customer = self.make_customer("苏州客户")
        case = self.make_case(**vals)
        self.env["ir.attachment"].create(
            [
                {
                    "name": f"现场照片 {number}.png",
                    "raw": b"x",
                    "res_model": case._name,
                    "res_id": case.id,
                }
                for number in range(100)
            ]
        )
        return self.pages("marketing_office.mkt_complaint_report", case)

    def test_what_customers_write_stays_on_the_page(self):
        cells = "".join(f"<td width='400'>Q{number}</td>" for number in range(20))
        pages = self.print_case(
            name="W" * 300,
            description=Markup(
                f"<table width='8000'><tr>{cells}</tr></table><pre>{'M' * 400}</pre>"
                "<p>客户 𠮷野 𠀀：冒烟 🎉 🚀</p>"
            ),
        )
        for mark in ("W", "M"):
            self.assertGreater(len({y for _x, y in self.places(pages, mark)}), 2)
        self.assertDrawn(pages)
        text = "".join(page.extract_text() for page in pages)
        # what lies beyond the edge is not in the file at all
        for mark in ("Q19", "99.png"):
            self.assertIn(mark, text)

    def test_the_file_is_called_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        clerk = self.users["service_clerk"]
        clerk.lang = "zh_CN"
        self.customer = self.make_customer("苏州客户")
        case = self.make_case()
        self.authenticate(clerk.login, clerk.login)
        url = f"/report/pdf/marketing_office.report_complaint/{case.id}"
        response = self.url_open(
            "/report/download?" + urlencode({"data": json.dumps([url, "qweb-pdf"])})
        )
        name = response.headers["Content-Disposition"].partition("UTF-8''")[2]
        self.assertEqual(unquote(name), f"服务工单_{case.number}.pdf")
