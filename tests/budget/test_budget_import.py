"""A budget's lines from a workbook: all rows or none, by whoever draws the budget up."""

import base64
import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError

from ..base.import_cells import workbook
from ..common import OfficeCase
from .budget_case import DECIDERS, BudgetMixin

AMOUNT = "Planned Amount"


class TestBudgetImport(BudgetMixin, OfficeCase):
    posts = (*DECIDERS, "promotion_manager", "sales_manager")
    assigned_since = "2020-01-01"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.manager = cls.users["promotion_manager"]
        cls.draft = cls.make_budget(
            {"research": 70.0, "travel": 20.0},
            user=cls.manager,
            period_id=cls.year(year=cls.today.year + 1).id,
        )

    def load(self, *rows, user=None, budget=None, lang="en_US"):
        dialog = self.env["mkt.budget.import"].with_user(user or self.manager)
        dialog = dialog.with_context(lang=lang).create(
            {"budget_id": (budget or self.draft).id, "file": workbook(*rows)}
        )
        dialog.action_import()
        return dialog

    def found(self):
        return {m.category_id.code: m.planned for m in self.draft.line_ids}

    def months(self, code):
        shares = self.line_of(self.draft, code).share_ids.sorted("month")
        return shares.mapped("planned")

    def test_amounts_and_what_the_file_does_not_name(self):
        dialog = self.load(
            ["Category", AMOUNT, "Note"],
            ["Advertising", "¥1,200.50", "spring"],
            ["Travel", 30, None],
            ["Exhibitions", None, None],
        )
        self.assertFalse(dialog.problems)
        self.assertEqual(
            self.found(), {"advertising": 1200.5, "travel": 30, "research": 70}
        )
        self.assertEqual(self.line_of(self.draft, "advertising").note, "spring")

    def test_months_in_either_language_and_any_order(self):
        year = self.today.year + 1
        heading = ["备注", "12月", "February", f"{year}-03", "4月", "费用类别", "x"]
        dialog = self.load(heading, ["n", 0.5, 100, 50, 50, "广告宣传", "y"])
        self.assertFalse(dialog.problems)
        self.assertEqual(dialog.left_out, "These columns were not read: x.")
        line = self.line_of(self.draft, "advertising")
        self.assertEqual(line.planned, 200.5)
        self.assertEqual(self.months("advertising"), [0, 100, 50, 50] + [0] * 7 + [0.5])

    def test_bad_cells_are_told_and_nothing_is_imported(self):
        before = self.found()
        for row, message in (
            (["Advertising", "many", None], "Row 2: Planned Amount: “many” is no"),
            (["Advertising", -1, None], "Row 2: Planned Amount: -1.0 is less than"),
            (["Advertising", 1e13, None], "more than a budget can hold"),
            (["Advertising", 1.005, None], "1.005 has more decimals"),
            (["Advertising", 10, 9], "¥?.*10.00.*add up to.*9.00"),
            (["Advertising", None, -9], "Row 2: Jan: -9.0 is less than"),
            (["Aliens", 10, None], "Row 2: Category: “Aliens” is no budget"),
            ([None, 10, None], "Row 2: Category: is empty"),
        ):
            with self.subTest(row=row):
                dialog = self.load(
                    ["Category", AMOUNT, "Jan"],
                    row,
                    ["Travel", 99, None],
                )
                self.assertRegex(dialog.problems, message)
                self.assertEqual(self.found(), before)
        dialog = self.load(
            ["Category", AMOUNT], ["Travel", 1], ["差旅", 2], ["Research", 3]
        )
        self.assertRegex(dialog.problems, "Row 3: .* stands in row 2 already")
        self.assertEqual(self.found(), before)

    def test_the_template_comes_back_as_it_was(self):
        self.line_of(self.draft, "research").action_spread()
        months = self.months("research")
        for lang in ("en_US", "zh_CN"):
            template = self.env["mkt.budget.template.xlsx"].with_user(self.manager)
            content = template.with_context(lang=lang)._render(
                self.draft.with_context(lang=lang)
            )
            sheet = load_workbook(io.BytesIO(content)).active
            rows = [[cell.value for cell in row] for row in sheet.rows]
            categories = self.env["mkt.budget.category"].search(
                [
                    ("is_in_force", "=", True),
                    ("company_id", "in", (self.company.id, False)),
                ]
            )
            self.assertEqual(len(rows), 1 + len(categories))
            dialog = self.env["mkt.budget.import"].with_user(self.manager)
            dialog = dialog.create(
                {"budget_id": self.draft.id, "file": base64.b64encode(content)}
            )
            dialog.action_import()
            self.assertFalse(dialog.problems or dialog.left_out)
            self.assertEqual(self.found(), {"research": 70, "travel": 20})
            self.assertEqual(self.months("research"), months)

    def test_nothing_to_import(self):
        dialog = self.load(["Category", AMOUNT], ["Travel", None])
        self.assertEqual(dialog.problems, "No row has an amount.")

    def test_who_may_and_when(self):
        rows = ["Category", AMOUNT], ["Travel", 5]
        with self.assertRaises(AccessError):
            self.load(*rows, user=self.users["sales_manager"])
        with self.assertRaises(AccessError):
            self.load(*rows, user=self.users["leadership"])
        with self.assertRaises(AccessError):
            self.load(*rows, user=self.person)
        self.load(*rows, user=self.users["finance_manager"])
        self.assertEqual(self.found()["travel"], 5)
        self.draft.action_submit()
        with self.assertRaises(UserError):
            self.load(*rows)
        with self.assertRaises(UserError):
            self.draft.action_open_import()
        with self.assertRaises(UserError):
            self.load(*rows, budget=self.budget)
