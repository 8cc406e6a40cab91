"""Holidays and make-up workdays of a company, from a table."""

import base64
import io
from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError

from ..base.import_cells import ImportCellsMixin, damaged, workbook
from ..common import OfficeCase, Undone

HEADING = ["假期或调休上班", "开始日期", "结束日期", "名称", "按星期几上班"]


class TestCalendarImport(ImportCellsMixin, OfficeCase):
    posts = ("director", "customer_service_manager", "sales_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"

    def dialog(self, *rows, user="director", **vals):
        dialogs = self.env["mkt.calendar.import"].with_user(self.users[user])
        file = workbook(HEADING, *rows)
        return dialogs.with_context(lang="zh_CN").create({"file": file, **vals})

    def holidays(self):
        return self.env["resource.calendar.leaves"].search(
            [("company_id", "=", self.company.id), ("resource_id", "=", False)],
            order="date_from",
        )

    def workdays(self):
        return self.env["mkt.makeup.workday"].search(
            [("company_id", "=", self.company.id)], order="date"
        )

    def load(self, file):
        dialogs = self.env["mkt.calendar.import"].with_user(self.users["director"])
        dialog = dialogs.create({"file": file})
        dialog.action_import()
        return dialog

    def found(self):
        return self.workdays()

    def test_cells(self):
        heading = ["Holiday or Make-up Workday", "First Day", "Occasion"]
        good = ["Make-up Workday", "2031-09-28", "国庆节调休"]
        columns = [(2, "note"), (None, None), (1, "date")]
        self.assertCells(heading, good, columns)

    @settings(max_examples=60)
    @given(st.data())
    def test_damaged_workbooks(self, data):
        """A clear refusal, or all rows: never a part of them."""
        rows = [["调休上班日", date(2031, 9, day), None, "调休"] for day in (1, 2, 3)]
        file = damaged(workbook(HEADING, *rows), data)
        with Undone(self.env):
            before = self.found()
            try:
                dialog = self.load(file)
            except UserError as error:
                self.assertTrue(str(error))
                self.assertEqual(self.found(), before)
                return
            made = self.found() - before
            if dialog.problems:
                self.assertFalse(made)
            else:
                self.assertTrue(len(made) == len(rows) or dialog.left_out)

    def test_holidays_and_workdays(self):
        rows = (
            ["假期", date(2031, 10, 1), "2031-10-07", "国庆节"],
            ["调休上班日", "2031年9月28日", None, "国庆节调休", "星期二"],
            ["Make-up Workday", date(2031, 10, 11)],
        )
        for _time in range(2):
            told = self.dialog(*rows).action_import()
        self.assertIn("1", told["params"]["message"])
        holiday = self.holidays().filtered(lambda leave: leave.name == "国庆节")
        self.assertEqual(len(holiday), 1, "a table may be imported again")
        self.assertEqual(holiday.date_from, datetime(2031, 9, 30, 16))
        self.assertEqual(holiday.date_to, datetime(2031, 10, 7, 15, 59, 59))
        workdays = self.workdays().filtered(lambda day: day.date.year == 2031)
        self.assertEqual(
            [(day.date, day.like_weekday) for day in workdays],
            [(date(2031, 9, 28), "1"), (date(2031, 10, 11), "0")],
        )

    def test_faulty_rows_are_named_and_nothing_is_imported(self):
        before = len(self.holidays()), len(self.workdays())
        good = ["假期", date(2031, 10, 1), date(2031, 10, 7), "国庆节"]
        for row, problem in (
            (["假日", date(2031, 1, 1)], "假期或调休上班"),
            (["假期", None], "开始日期"),
            (["假期", date(2031, 1, 1), date(2030, 12, 31)], "结束日期"),
            (["假期", date(2031, 1, 1), date(2032, 1, 1)], "结束日期"),
            (["调休上班日", date(2031, 10, 7)], "第 2 行"),
        ):
            with self.subTest(row=row):
                dialog = self.dialog(good, row)
                self.assertEqual(dialog.action_import()["res_id"], dialog.id)
                self.assertIn(problem, dialog.problems)
        self.assertEqual((len(self.holidays()), len(self.workdays())), before)

    def test_only_who_keeps_the_calendar(self):
        row = ["假期", date(2031, 10, 1)]
        self.dialog(row, user="customer_service_manager").action_import()
        with self.assertRaises(AccessError):
            self.dialog(row, user="sales_manager")
        strange = self.dialog(row)
        strange.sudo().company_id = self.company_b
        with self.assertRaises(AccessError):
            strange.action_import()

    def test_the_template_can_be_filled_in(self):
        template = self.env["mkt.calendar.template.xlsx"].with_context(lang="zh_CN")
        book = load_workbook(io.BytesIO(template._render()))
        sheet = book.active
        sheet.append(["假期", date(2031, 5, 1), date(2031, 5, 5), "劳动节", None])
        stream = io.BytesIO()
        book.save(stream)
        self.dialog(file=base64.b64encode(stream.getvalue())).action_import()
        self.assertIn("劳动节", self.holidays().mapped("name"))
