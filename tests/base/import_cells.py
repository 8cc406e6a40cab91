"""Cells as people send them, and what an import makes of them in each kind of column."""

import base64
import io
import zipfile
from datetime import date, datetime

import xlsxwriter
from hypothesis import strategies as st
from openpyxl import Workbook

NO_DATE = "“.*” is no date"
NO_NUMBER = "“.*” is no number"
ERROR = "“#.*” is an error of a formula"
NO_VALUE = "the value of the formula is not in the file"
ROUNDED = "“.*” has lost digits"
DAY = date(2026, 3, 1)


class Refused(str):
    """A message that must come."""


def refused(message):
    return Refused(message)


# cell: what it is as text, as a number, and as a date
CELLS = [
    ("#N/A", refused(ERROR), refused(ERROR), refused(ERROR)),
    ("#REF!", refused(ERROR), refused(ERROR), refused(ERROR)),
    ("#DIV/0!", refused(ERROR), refused(ERROR), refused(ERROR)),
    ("=1+1", refused(NO_VALUE), refused(NO_VALUE), refused(NO_VALUE)),
    ("1.39123E+10", refused(ROUNDED), 13912300000.0, refused(NO_DATE)),
    (1.39123e10, "13912300000", 13912300000.0, refused(NO_DATE)),
    (10**15, refused(ROUNDED), refused(ROUNDED), refused(ROUNDED)),
    ("12345678901234567", "12345678901234567", refused(ROUNDED), refused(NO_DATE)),
    ("1.234,56", "1.234,56", 1234.56, refused(NO_DATE)),
    ("1.234.567", "1.234.567", 1234567.0, refused(NO_DATE)),
    ("1,234.56", "1,234.56", 1234.56, refused(NO_DATE)),
    ("1,234", "1,234", 1234.0, refused(NO_DATE)),
    ("12,5", "12,5", refused(NO_NUMBER), refused(NO_DATE)),
    ("1,2345", "1,2345", refused(NO_NUMBER), refused(NO_DATE)),
    ("1_000", "1_000", refused(NO_NUMBER), refused(NO_DATE)),
    ("12%", "12%", refused(NO_NUMBER), refused(NO_DATE)),
    ("1.2万", "1.2万", refused(NO_NUMBER), refused(NO_DATE)),
    ("nan", "nan", refused(NO_NUMBER), refused(NO_DATE)),
    ("￥1 012.50", "￥1 012.50", 1012.5, refused(NO_DATE)),
    ("１２３４．５", "１２３４．５", 1234.5, refused(NO_DATE)),
    (1234.5, "1234.5", 1234.5, refused(NO_DATE)),
    (0.05, "0.05", 0.05, refused(NO_DATE)),
    (True, "True", refused(NO_NUMBER), refused(NO_DATE)),
    ("2026-03-01", "2026-03-01", refused(NO_NUMBER), DAY),
    ("2026/3/1", "2026/3/1", refused(NO_NUMBER), DAY),
    ("2026.3.1", "2026.3.1", refused(NO_NUMBER), DAY),
    ("2026年3月1日", "2026年3月1日", refused(NO_NUMBER), DAY),
    ("２０２６－０３－０１", "２０２６－０３－０１", refused(NO_NUMBER), DAY),
    ("20260301", "20260301", 20260301.0, DAY),
    (20260301, "20260301", 20260301.0, DAY),
    ("2026-03-01 08:30", "2026-03-01 08:30", refused(NO_NUMBER), DAY),
    (datetime(2026, 3, 1), "2026-03-01", refused(NO_NUMBER), DAY),
    (datetime(2026, 3, 1, 8, 30), "2026-03-01 08:30:00", refused(NO_NUMBER), DAY),
    ("3/1/2026", "3/1/2026", refused(NO_NUMBER), refused(NO_DATE)),
    ("2026-3/1", "2026-3/1", refused(NO_NUMBER), refused(NO_DATE)),
    ("2026-02-30", "2026-02-30", refused(NO_NUMBER), refused(NO_DATE)),
    (46082, "46082", 46082.0, refused(NO_DATE)),
    ("　 \u200bRelay\u200b ", "Relay", refused(NO_NUMBER), refused(NO_DATE)),
    ("𠮷野家 🎉", "𠮷野家 🎉", refused(NO_NUMBER), refused(NO_DATE)),
]


def workbook(*rows, prepare=None):
    """A workbook with the rows, as a dialog takes it; `prepare` changes it before."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if prepare:
        prepare(book)
    stream = io.BytesIO()
    book.save(stream)
    return base64.b64encode(stream.getvalue())


def workbook_of(*rows, formulas=False):
    """The same by another program, which leaves a text that looks like a formula a text."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"strings_to_formulas": formulas, "default_date_format": "yyyy-mm-dd"}
    )
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return base64.b64encode(stream.getvalue())


def rewritten(file, change):
    """The workbook with another XML in its first sheet."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(base64.b64decode(file))) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                content = change(content)
            new.writestr(member.filename, content)
    return base64.b64encode(stream.getvalue())


def spoilt(content, place, length, new):
    """The bytes with some of them replaced."""
    place %= len(content)
    return content[:place] + new + content[place + length :]


def damaged(file, data):
    """The workbook with a few other bytes, in its first sheet or anywhere; by hypothesis."""
    place, length = data.draw(st.integers(0, 2**14)), data.draw(st.integers(0, 9))
    damage = place, length, data.draw(st.binary(max_size=9))
    if data.draw(st.booleans()):
        return rewritten(file, lambda xml: spoilt(xml, *damage))
    return base64.b64encode(spoilt(base64.b64decode(file), *damage))


class ImportCellsMixin:
    """For a test of an import: `load(file)` returns the dialog, `found()` the records."""

    def assertCells(self, heading, good, columns):
        """Each cell of the table in each of the columns.

        `columns` has, for text, number and date, the column and the field, or None.
        """
        for cell, *meanings in CELLS:
            for (column, field), meaning in zip(columns, meanings, strict=True):
                if column is None:
                    continue
                with self.subTest(cell=cell, column=heading[column]):
                    self._try_cell(heading, good, column, field, cell, meaning)

    def _try_cell(self, heading, good, column, field, cell, meaning):
        row = [*good[:column], cell, *good[column + 1 :]]
        before = self.found()
        dialog = self.load(workbook(heading, row))
        new = self.found() - before
        if isinstance(meaning, Refused):
            self.assertRegex(
                dialog.problems or "", f"Row 2: {heading[column]}: {meaning}"
            )
            self.assertFalse(new)
        else:
            self.assertFalse(dialog.problems)
            self.assertEqual(new.mapped(field), [meaning])
        new.unlink()
