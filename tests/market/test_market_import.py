import base64
import io
from datetime import date, datetime

import xlsxwriter
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError

from .market_case import MarketCase

OBSERVATION = ["Observed on", "Kind of Observation", "Observed", "Competitor", "Price"]
SIZE = ["Segment", "Period", "Measured by", "Size of the Market", "Source"]


def workbook(*rows, formulas=False):
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"strings_to_formulas": formulas, "default_date_format": "yyyy-mm-dd"}
    )
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return base64.b64encode(stream.getvalue())


class TestMarketImport(MarketCase):
    def importer(self, kind, *rows, user="market_researcher", **options):
        wizards = self.env["mkt.market.import"].with_user(self.users[user])
        file = workbook(*rows, **options)
        return wizards.create({"kind": kind, "file": file})

    def observations(self):
        return self.env["mkt.observation"].search([], order="id")

    def test_observations(self):
        before = self.observations()
        self.importer(
            "observation",
            OBSERVATION,
            [date(2026, 3, 1), "Price", "Relay 40 A", "Rival", 12.5],
            [],
            ["2026/3/2", "price", "Relay 60 A", " rival ", "￥1,012.50"],
            ["2026年3月3日", "Other", "=1+1", None, None],
        ).action_import()
        rows = self.observations() - before
        self.assertEqual(rows.mapped("date"), [date(2026, 3, day) for day in (1, 2, 3)])
        self.assertEqual(rows.mapped("price"), [12.5, 1012.5, 0])
        self.assertEqual(rows[:2].competitor_id, self.rival)
        self.assertEqual(rows[2].name, "=1+1")
        self.assertEqual(rows.user_id, self.users["market_researcher"])

    def test_faulty_rows_are_named_and_nothing_is_imported(self):
        before = self.observations()
        wizard = self.importer(
            "observation",
            OBSERVATION,
            [date(2026, 3, 1), "Price", "Relay", "Rival", 12.5],
            ["soon", "Price", "Relay", "Rival", 12.5],
            [date(2026, 3, 1), "Rumour", "Relay", "Rival", 12.5],
            [date(2026, 3, 1), "Price", None, "Rival", 12.5],
            [date(2026, 3, 1), "Price", "Relay", "Nobody", 12.5],
            [date(2026, 3, 1), "Price", "Relay", "Rival", "cheap"],
            [date(2026, 3, 1), "Price", "Relay", "Rival", -3],
            [datetime(2099, 3, 1), "Price", "Relay", "Rival", 3],
        )
        action = wizard.action_import()
        self.assertEqual(action["res_id"], wizard.id)
        lines = wizard.problems.splitlines()
        self.assertEqual(
            [line.split(":")[0] for line in lines], [f"Row {n}" for n in range(3, 10)]
        )
        self.assertIn("soon", lines[0])
        self.assertEqual(self.observations(), before)

    def test_reasons_in_the_language_of_the_reader(self):
        self.users["market_researcher"].lang = "zh_CN"
        wizard = self.importer(
            "observation", OBSERVATION, ["soon", "Price", "Relay", "Rival", 12.5]
        )
        wizard = wizard.with_context(lang="zh_CN")
        wizard.action_import()
        self.assertRegex(wizard.problems, "第 ?2 ?行")

    def test_sizes(self):
        self.period("quarter")
        self.importer(
            "size", SIZE, ["All relays", "2026-Q4", "By Value", "12,000", "Yearbook"]
        ).action_import()
        size = self.env["mkt.market.size"].search([])
        self.assertEqual((size.size, size.state), (12_000, "draft"))
        self.assertEqual(size.period_id, self.period("quarter"))
        wizard = self.importer(
            "size",
            [*SIZE, "Served Market"],
            ["All relays", "2026-Q9", "By Value", 5, "Yearbook", 1],
            ["All relays", "2026-Q4", "By Value", 0, "Yearbook", 1],
            ["All relays", "2026-Q4", "By Value", 5, "Yearbook", 6],
            ["Elsewhere", "2026-Q4", "By Value", 5, "Yearbook", 1],
        )
        wizard.action_import()
        self.assertEqual(len(wizard.problems.splitlines()), 4)
        self.assertEqual(self.env["mkt.market.size"].search([]), size)

    def test_other_files(self):
        wizard = self.importer("size", ["Anything"])
        with self.assertRaises(UserError):
            wizard.action_import()
        for content in (b"not a workbook", b"PK\x03\x04 broken"):
            wizard.file = base64.b64encode(content)
            with self.assertRaises(UserError):
                wizard.action_import()
        wizard.file = False
        with self.assertRaises(UserError):
            wizard.action_import()
        wizard = self.importer("size", SIZE)
        wizard.action_import()
        self.assertTrue(wizard.problems)

    def test_only_who_keeps_the_market_imports(self):
        with self.assertRaises(AccessError):
            self.importer("observation", OBSERVATION, user="sales_staff")

    def test_template_can_be_filled_in(self):
        for lang in ("en_US", "zh_CN"):
            for kind in ("observation", "size"):
                with self.subTest(lang=lang, kind=kind):
                    template = self.env["mkt.market.template.xlsx"].with_context(
                        lang=lang
                    )
                    book = load_workbook(io.BytesIO(template._render(kind)))
                    wizard = self.env["mkt.market.import"].with_context(lang=lang)
                    head = [cell.value for cell in book.worksheets[0][1]]
                    wizard = wizard.create({"kind": kind})
                    self.assertTrue(all(wizard._heading(head)))
