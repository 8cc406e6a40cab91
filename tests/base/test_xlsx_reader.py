import base64
import io
import string
import zipfile
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.marketing_office.tools.xlsx_reader import (
    MOST_BYTES,
    MOST_SHEET_ROWS,
    Fault,
    FirstSheet,
    NoValue,
    NoWorkbook,
    date_of,
    number_of,
    text_of,
)

from .import_cells import rewritten, workbook

ROWS = [
    ("Observed on", "Observed", "Price"),
    (date(2026, 3, 1), "继电器 𠮷", 12.5),
    ("2026年3月2日", "Relay", "1,012.50"),
]
GOOD = workbook(*ROWS)


def rows_of(file):
    sheet = FirstSheet(base64.b64decode(file))
    try:
        return [values for _number, values in sheet.rows()]
    finally:
        sheet.close()


EXPECTED = rows_of(GOOD)


class TestXlsxReader(BaseCase):
    """Damaged workbooks: a clear refusal, or the right rows."""

    def test_good(self):
        self.assertEqual(
            [row[1] for row in EXPECTED], ["Observed", "继电器 𠮷", "Relay"]
        )

    @given(st.data())
    def test_damaged_bytes(self, data):
        content = bytearray(base64.b64decode(GOOD))
        for _time in range(data.draw(st.integers(1, 4))):
            place = data.draw(st.integers(0, len(content) - 1))
            length = data.draw(st.integers(0, 20))
            content[place : place + length] = data.draw(st.binary(max_size=20))
        try:
            rows = rows_of(base64.b64encode(content))
        except NoWorkbook:
            return
        self.assertEqual(rows, EXPECTED)

    @given(st.integers(0, 2**16), st.integers(0, 60), st.text(string.printable))
    def test_damaged_sheet(self, place, length, text):
        def change(xml):
            at = place % len(xml)
            return xml[:at] + text.encode() + xml[at + length :]

        try:
            rows = rows_of(rewritten(GOOD, change))
        except NoWorkbook:
            return
        for row in rows:
            for value in row:
                for read in (text_of, number_of, date_of):
                    try:
                        read(value)
                    except Fault as fault:
                        self.assertTrue(fault.kind)

    @given(st.text())
    def test_any_text_is_read_or_refused(self, text):
        for read, kind in ((text_of, str), (number_of, float), (date_of, date)):
            try:
                self.assertIsInstance(read(text), kind)
            except Fault as fault:
                self.assertTrue(fault.kind)

    @given(st.floats(min_value=-(10**14), max_value=10**14).map(lambda x: round(x, 2)))
    def test_numbers_in_writing(self, number):
        for text in (f"{number:,.2f}", f"{number:.2f}"):
            self.assertEqual(number_of(text), number)
        if abs(number) >= 1000:
            swapped = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))
            self.assertEqual(number_of(swapped), number)

    @given(st.dates())
    def test_days_in_writing(self, day):
        year = f"{day.year:04}"
        for text in (
            day.isoformat(),
            f"{year}/{day.month}/{day.day}",
            f"{year}年{day.month}月{day.day}日",
            f"{year}{day:%m%d}",
        ):
            self.assertEqual(date_of(text), day)

    def test_a_row_far_beyond_the_sheet_is_refused(self):
        far = MOST_SHEET_ROWS + 1
        with self.assertRaises(NoWorkbook):
            rows_of(
                rewritten(
                    GOOD, lambda xml: xml.replace(b'<row r="3"', b'<row r="%d"' % far)
                )
            )

    def test_a_file_that_unpacks_without_end_is_refused(self):
        bomb = io.BytesIO(base64.b64decode(GOOD))
        with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
            with archive.open("xl/sharedStrings2.xml", "w") as member:
                for _megabyte in range(MOST_BYTES // 2**20 + 1):
                    member.write(b" " * 2**20)
        with self.assertRaises(NoWorkbook):
            FirstSheet(bomb.getvalue())

    def test_other_archives_are_no_workbooks(self):
        for content in (b"", b"name;phone", b"PK\x03\x04 broken", _archive()):
            with self.assertRaises(NoWorkbook):
                FirstSheet(content)

    def test_a_formula_beside_values(self):
        rows = rows_of(workbook(("a", "b"), (1, "=A2*2"), (3, None)))
        self.assertEqual(rows, [("a", "b"), (1, NoValue), (3,)])


def _archive():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("letter.txt", "no workbook")
    return stream.getvalue()
