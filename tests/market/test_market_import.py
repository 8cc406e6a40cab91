import base64
import io
import re
from datetime import date, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError

from ..base.import_cells import ImportCellsMixin, damaged, rewritten, workbook_of
from ..base.import_cells import workbook as book_of
from ..common import Undone
from .market_case import MarketCase

OBSERVATION = ["Observed on", "Kind of Observation", "Observed", "Competitor", "Price"]
SIZE = ["Segment", "Period", "Measured by", "Size of the Market", "Source"]


class TestMarketImport(ImportCellsMixin, MarketCase):
    def importer(self, kind, *rows, user="market_researcher", **options):
        wizards = self.env["mkt.market.import"].with_user(self.users[user])
        file = workbook_of(*rows, **options)
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

    def test_template_can_be_filled_in_by_every_reader(self):
        self.period("quarter")
        rows = {
            "observation": [
                date(2026, 3, 1),
                "价格",
                "Relay",
                "Rival",
                None,
                None,
                12.5,
            ],
            "size": ["All relays", "2026-Q4", "By Value", None, 5, None, "Yearbook"],
        }
        for template_lang in ("en_US", "zh_CN"):
            for reader_lang in ("en_US", "zh_CN"):
                for kind, row in rows.items():
                    with self.subTest(template_lang, reader=reader_lang, kind=kind):
                        template = self.env["mkt.market.template.xlsx"].with_context(
                            lang=template_lang
                        )
                        book = load_workbook(io.BytesIO(template._render(kind)))
                        book.active.append(row)
                        stream = io.BytesIO()
                        book.save(stream)
                        wizard = self.env["mkt.market.import"].with_context(
                            lang=reader_lang
                        )
                        file = base64.b64encode(stream.getvalue())
                        wizard = wizard.create({"kind": kind, "file": file})
                        wizard.action_import()
                        self.assertFalse(wizard.problems)

    # ------------------------------------------------------------- as people send them

    kind = "observation"

    def load(self, file):
        wizards = self.env["mkt.market.import"].with_user(
            self.users["market_researcher"]
        )
        wizard = wizards.create({"kind": self.kind, "file": file})
        self.action = wizard.action_import()
        return wizard

    def found(self):
        model = {"observation": "mkt.observation", "size": "mkt.market.size"}[self.kind]
        return self.env[model].search([])

    def test_cells_of_observations(self):
        good = [date(2026, 3, 1), "Price", "Relay", "Rival", 12.5]
        columns = (2, "name"), (4, "price"), (0, "date")
        self.assertCells(OBSERVATION, good, columns)

    def test_cells_of_sizes(self):
        self.kind = "size"
        self.period("quarter")
        good = ["All relays", "2026-Q4", "By Value", 5, "Yearbook"]
        self.assertCells(SIZE, good, [(4, "source"), (3, "size"), (None, None)])

    def test_columns_in_any_order_beside_unknown_ones(self):
        before = self.found()
        wizard = self.load(
            book_of(
                ["序号", "地区", "价格", *OBSERVATION[:4], None],
                [
                    1,
                    "华东",
                    "12,5",
                    date(2026, 3, 1),
                    "Price",
                    "Relay",
                    "Rival",
                    "note",
                ],
            )
        )
        self.assertIn("Row 2: Price", wizard.problems)
        wizard = self.load(
            book_of(
                ["序号", "地区", "价格", *OBSERVATION[:4], None],
                [
                    1,
                    "华东",
                    "12.5",
                    date(2026, 3, 1),
                    "Price",
                    "Relay",
                    "Rival",
                    "note",
                ],
            )
        )
        self.assertEqual((self.found() - before).mapped("price"), [12.5])
        for text in ("序号", "地区", "column H without heading"):
            self.assertIn(text, self.action["params"]["message"])
        self.assertEqual(self.action["params"]["next"]["name"], "1 rows imported")

    def test_workbook_as_it_was_sent(self):
        before = self.found()
        file = Path(__file__).parent / "workbooks" / "observations_extra_columns.xlsx"
        wizard = self.load(base64.b64encode(file.read_bytes()))
        self.assertFalse(wizard.problems)
        new = self.found() - before
        self.assertRecordValues(
            new,
            [
                {
                    "date": date(2026, 11, 1),
                    "name": "obs",
                    "price": 12.5,
                    "source": "src",
                    "confidence": "high",
                }
            ],
        )
        self.assertIn("important detail", new.description)
        for heading in ("序号", "地区"):
            self.assertIn(heading, self.action["params"]["message"])

    def test_title_above_and_heading_repeated(self):
        before = self.found()
        row = [date(2026, 3, 1), "Price", "Relay", "Rival", 12.5]
        wizard = self.load(
            book_of(["2026 prices"], [], OBSERVATION, row, OBSERVATION, row)
        )
        self.assertEqual(len(self.found() - before), 2)
        self.assertIn("Row 1: “2026 prices” stands above", wizard.left_out)

    def test_a_column_that_stands_twice_is_refused(self):
        row = [date(2026, 3, 1), "Price", "Relay", "Rival", 12.5, 13]
        with self.assertRaisesRegex(UserError, "价格"):
            self.load(book_of([*OBSERVATION, "价格"], row))

    def test_missing_columns_are_named(self):
        with self.assertRaisesRegex(UserError, "Observed on and Observed"):
            self.load(book_of(["Kind of Observation", "Price"], ["Price", 1]))

    def test_cells_merged_over_rows_hold_for_each_row(self):
        before = self.found()
        day = date(2026, 3, 1)
        self.load(
            book_of(
                OBSERVATION,
                [day, "Price", "Relay", "Rival", 12.5],
                [None, None, "Switch", None, 13],
                [day, "Price", "Fuse", None, 14],
                prepare=lambda book: [
                    book.active.merge_cells(cells)
                    for cells in ("A2:A3", "B2:B3", "D2:D3")
                ],
            )
        )
        rows = (self.found() - before).sorted("id")
        self.assertEqual(rows.mapped("price"), [12.5, 13, 14])
        self.assertEqual(
            [r.competitor_id.name for r in rows], ["Rival", "Rival", False]
        )

    def test_other_sheets_are_named_and_hidden_ones_not_read(self):
        def prepare(book):
            sheet = book.create_sheet("Notes", 0)
            sheet["A1"] = "Hidden"
            sheet.sheet_state = "hidden"
            book.create_sheet("Empty")

        before = self.found()
        row = [date(2026, 3, 1), "Price", "Relay", "Rival", 12.5]
        wizard = self.load(book_of(OBSERVATION, row, prepare=prepare))
        self.assertEqual(len(self.found() - before), 1)
        self.assertEqual(wizard.left_out, "These sheets were not read: Notes.")

    def test_formula_with_the_value_of_a_blank(self):
        before = self.found()
        row = ["2026-03-01", "Other", "Relay", '=IF(A9="","",A9)', "=6*2"]

        def as_excel_saves(xml):
            xml = xml.replace(b'<c r="D2"><f>', b'<c r="D2" t="str"><f>')
            return re.sub(rb"6\*2</f>(<v ?/>|<v></v>)", rb"6*2</f><v>12</v>", xml)

        self.load(rewritten(book_of(OBSERVATION, row), as_excel_saves))
        new = self.found() - before
        self.assertEqual((new.price, len(new.competitor_id)), (12, 0))

    @settings(max_examples=60)
    @given(st.data())
    def test_damaged_workbooks(self, data):
        """A clear refusal, or the rows as they were: never a part of them."""
        rows = [[f"2026-03-0{n}", "Price", f"Relay {n}", "Rival", n] for n in (1, 2, 3)]
        file = damaged(workbook_of(OBSERVATION, *rows), data)
        with Undone(self.env):
            before = self.found()
            try:
                wizard = self.load(file)
            except UserError as error:
                self.assertTrue(str(error))
                self.assertEqual(self.found(), before)
                return
            made = self.found() - before
            if wizard.problems:
                self.assertFalse(made)
            else:
                # what is not made was read by no column, and that is told
                self.assertTrue(len(made) == len(rows) or wizard.left_out)

    def test_errors_and_formulas_without_values_in_each_column(self):
        """What nobody can read is refused with row and column, whichever it is."""
        before = self.found()
        good = ["2026-03-01", "Price", "Relay", "Rival", 12.5]
        for cell in ("#N/A", "#REF!", "=A9*2"):
            for column, heading in enumerate(OBSERVATION):
                with self.subTest(cell=cell, column=heading):
                    row = [*good[:column], cell, *good[column + 1 :]]
                    wizard = self.load(book_of(OBSERVATION, good, row))
                    self.assertRegex(wizard.problems, f"^Row 3: {heading}: ")
                    self.assertEqual(self.found(), before)
