import base64
import io

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from odoo.exceptions import AccessError, UserError

from ..base.import_cells import ImportCellsMixin, damaged, workbook
from ..common import Undone
from .sales_case import SalesCase

HEADING = ["Kind", "For", "Target", "Floor"]


class TestSalesImport(ImportCellsMixin, SalesCase):
    def load(self, file):
        dialog = self.env["mkt.sales.plan.import"].with_user(self.manager)
        dialog = dialog.create({"plan_id": self.plan.id, "file": file})
        dialog.action_import()
        return dialog

    def found(self):
        return self.env["mkt.sales.plan.line"].search([("plan_id", "=", self.plan.id)])

    def test_cells(self):
        self.plan = self.make_plan(1000)
        self.env["product.category"].create({"name": "Cabinets"})
        good = ["Product Category", "Cabinets", 5, None]
        self.assertCells(HEADING, good, [(None, None), (2, "target"), (None, None)])

    @settings(max_examples=60)
    @given(st.data())
    def test_damaged_workbooks(self, data):
        """A clear refusal, or all rows: never a part of them."""
        with Undone(self.env):
            self.plan = self.make_plan(1000)
            names = [f"Cabinet {n}" for n in range(3)]
            self.env["product.category"].create([{"name": name} for name in names])
            rows = [["Product Category", name, 5, None] for name in names]
            file, before = damaged(workbook(HEADING, *rows), data), self.found()
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

    def test_two_of_one_name(self):
        plan = self.make_plan(1000)
        for _twice in range(2):
            self.env["product.category"].create({"name": "Twin"})
        problems = self.read(plan, ("Product Category", "Twin", 5, None))
        self.assertIn("Row 2: For: several are called “Twin”", problems)

    def read(self, plan, *rows, heading=("Kind", "For", "Target", "Floor")):
        book = Workbook()
        for row in (heading, *rows):
            book.active.append(row)
        stream = io.BytesIO()
        book.save(stream)
        dialog = self.env["mkt.sales.plan.import"].with_user(self.manager)
        dialog = dialog.create(
            {"plan_id": plan.id, "file": base64.b64encode(stream.getvalue())}
        )
        dialog.action_import()
        return dialog.problems

    def test_targets_of_every_kind(self):
        plan = self.make_plan(1000)
        category = self.env["product.category"].create({"name": "Cabinets"})
        problems = self.read(
            plan,
            ("Company", None, "1,200", 1000),
            ("Person", "sales_staff", 300, None),
            ("Product Category", "Cabinets", 80.5, None),
        )
        self.assertFalse(problems)
        company = self.line(plan)
        self.assertEqual((company.target, company.floor), (1200, 1000))
        self.assertEqual(self.line(plan, self.seller).target, 300)
        self.assertEqual(self.line(plan, category, "category").target, 80.5)
        plan.action_allocate()
        self.assertEqual(self.line(plan, self.seller).target, 300)
        self.assertEqual(self.line(plan, self.other).target, 900)

    def test_all_rows_or_none(self):
        plan = self.make_plan(1000)
        for rows, count in (
            ([("Company", None, 1), ("Person", "nobody", 5)], 1),
            ([("Company", None, 1), ("Company", None, 2)], 1),
            ([("Company", None, 1), ("Planet", "Mars", 5)], 1),
            ([("Company", None, 1), ("Person", "sales_staff", "much")], 1),
            ([("Company", None, 1), ("Person", "sales_staff", -5)], 1),
            ([("Company", None, 1), ("Person", "sales_staff", None)], 1),
            ([("Company", None, 1, 2)], 1),
        ):
            with self.subTest(rows=rows):
                problems = self.read(plan, *rows)
                self.assertEqual(len((problems or "").split("\n")), count)
                self.assertTrue(problems)
                self.assertEqual(self.line(plan).target, 1000)

    def test_the_template_is_read_back(self):
        content = self.env["mkt.sales.plan.template.xlsx"]._render()
        heading = [
            c.value for c in next(load_workbook(io.BytesIO(content)).active.rows)
        ]
        plan = self.make_plan(1000)
        row = {"Kind": "Company", "Target": 50}
        problems = self.read(plan, [row.get(h) for h in heading], heading=heading)
        self.assertFalse(problems)
        self.assertEqual(self.line(plan).target, 50)

    def test_only_into_a_draft_of_ones_own(self):
        plan = self.make_plan()
        dialog = self.env["mkt.sales.plan.import"]
        with self.assertRaises(AccessError):
            dialog.with_user(self.seller).create({"plan_id": plan.id})
