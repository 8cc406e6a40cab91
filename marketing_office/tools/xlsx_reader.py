"""Rows and values of an Excel file that somebody filled in: read, never evaluated."""

import io
import re
import unicodedata
import zipfile
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal

from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES

# what a sheet can have at most; more, or larger contents, is a damaged or hostile file
MOST_SHEET_ROWS = 1_048_576
MOST_BYTES = 256 * 1024 * 1024
# digits of a number that Excel keeps
EXACT = 10**15

# a cell of a formula without a value; the value of a text that is empty is one
FORMULA = re.compile(
    rb"<(?:\w+:)?c(?=[ >])(?![^>]* t=\"str\")[^>]*>\s*"
    rb"<(?:\w+:)?f(?: [^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
MERGED = re.compile(rb"<(?:\w+:)?mergeCell[ />]")
ISO_DATE = re.compile(
    r"(\d{4})\s*(?:([-/.])(\d{1,2})\2(\d{1,2})|年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?"
    r"|(\d\d)(\d\d))(?:[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?"
)
SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?E\+\d+")
NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:E[+-]?\d{1,2})?")
POINTS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
COMMAS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
MONEY = re.compile(r"[\s¥$€£]|CNY|RMB|元")


class NoWorkbook(ValueError):
    """The file is none, or so damaged that it cannot be read."""


class Fault(ValueError):
    """A cell that cannot be read. `kind`: error, formula, rounded, date or number."""

    def __init__(self, kind, text=""):
        super().__init__(kind, text)
        self.kind, self.text = kind, text
        # who reads a row knows the column
        self.column = None


class NoValue:
    """Stands for a formula whose value the file does not hold."""


class FirstSheet:
    """The first visible sheet of a workbook; NoWorkbook where the file is none."""

    def __init__(self, content):
        self._content = content
        with _no_workbook():
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                members = archive.infolist()
                if sum(member.file_size for member in members) > MOST_BYTES:
                    raise NoWorkbook("too large")
                sheets = [
                    archive.read(member)
                    for member in members
                    if "worksheets/" in member.filename
                ]
            self._has_formulas = any(map(FORMULA.search, sheets))
            self._has_merged_cells = any(map(MERGED.search, sheets))
            self._book = self._load()
            self._sheet = self._visible(self._book)[0]

    def close(self):
        self._book.close()

    def rows(self):
        """(Number in the file, values) of the rows; empty ones are left out.

        Formulas give the value that Excel has stored with them, or NoValue. What stands
        in cells that are merged over several rows stands in each of these rows.
        """
        rows = self._values(self._book)
        if self._has_formulas:
            rows = self._with_formulas(rows)
        if self._has_merged_cells:
            rows = self._with_merged_cells(rows)
        for number, values in rows:
            if any(not is_empty(value) for value in values):
                yield number, values

    def other_sheets(self):
        """Titles of the other sheets that hold something."""
        with _no_workbook():
            return [
                sheet.title
                for sheet in self._book.worksheets
                if sheet is not self._sheet
                and any(
                    not is_empty(value)
                    for row in sheet.iter_rows(values_only=True)
                    for value in row
                )
            ]

    def _load(self, **options):
        options = {"read_only": True, "data_only": True, **options}
        return load_workbook(io.BytesIO(self._content), **options)

    def _visible(self, book):
        sheets = book.worksheets
        return [s for s in sheets if s.sheet_state == "visible"] or sheets

    def _values(self, book):
        with _no_workbook():
            sheet = self._visible(book)[0]
            # what the file says of its own size may be wrong
            sheet.reset_dimensions()
            for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
                if number > MOST_SHEET_ROWS:
                    raise NoWorkbook("too many rows")
                yield number, values

    def _with_formulas(self, rows):
        with _no_workbook():
            book = self._load(data_only=False)
        try:
            formulas = self._values(book)
            for (number, values), (_number, written) in zip(
                rows, formulas, strict=True
            ):
                yield (
                    number,
                    tuple(
                        NoValue if value is None and text is not None else value
                        for value, text in zip(values, written, strict=True)
                    ),
                )
        finally:
            book.close()

    def _with_merged_cells(self, rows):
        with _no_workbook():
            sheet = self._visible(self._load(read_only=False))[0]
            to_come = sorted(sheet.merged_cells.ranges, key=lambda r: -r.min_row)
        running = []
        for number, values in rows:
            running = [(r, value) for r, value in running if r.max_row >= number]
            filled = list(values)
            for merged, value in running:
                missing = merged.min_col - len(filled)
                filled += [None] * missing
                filled[merged.min_col - 1] = value
            while to_come and to_come[-1].min_row <= number:
                merged = to_come.pop()
                if len(values) >= merged.min_col:
                    running.append((merged, values[merged.min_col - 1]))
            yield number, tuple(filled)


@contextmanager
def _no_workbook():
    """Whatever the library stumbles over in a damaged file: the file cannot be read."""
    try:
        yield
    except Exception as error:
        raise NoWorkbook from error


def is_empty(value):
    return value is None or isinstance(value, str) and not stripped(value)


def stripped(text):
    """The text without blanks at its ends, also those that no one sees."""
    return text.replace("_x000D_", "").strip().strip("\u200b\u2060\ufeff").strip()


def plain(text):
    """The text as it is compared: full-width and half-width, upper and lower case alike."""
    return " ".join(unicodedata.normalize("NFKC", stripped(text)).casefold().split())


def _check_has_value(value):
    """Raise a Fault where the cell has no value but an error or a formula."""
    if value is NoValue:
        raise Fault("formula")
    if isinstance(value, str) and stripped(value).upper() in ERROR_CODES:
        raise Fault("error", stripped(value))


def text_of(value):
    """The cell as text; a whole number without its decimals."""
    _check_has_value(value)
    if value is None:
        return ""
    if isinstance(value, str):
        text = stripped(value)
        if SCIENTIFIC.fullmatch(unicodedata.normalize("NFKC", text).upper()):
            raise Fault("rounded", text)
        return text
    if isinstance(value, datetime) and value == datetime.combine(
        value, datetime.min.time()
    ):
        return str(value.date())
    if not _is_number(value):
        return str(value)
    if not abs(value) < EXACT:
        raise Fault("rounded", str(value))
    return str(int(value)) if value == int(value) else f"{Decimal(repr(value)):f}"


def date_of(value):
    """The day of a date cell or of a date in writing, the year first."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = unicodedata.normalize("NFKC", _written(value, "date"))
    match = ISO_DATE.fullmatch(text)
    try:
        year, *parts = (
            int(part) for part in match.groups() if part and part.isdecimal()
        )
        return date(year, *parts)
    except (AttributeError, ValueError) as error:
        raise Fault("date", text) from error


def number_of(value):
    """The number of a cell or in writing, as 1,234.56 or 1.234,56."""
    if _is_number(value):
        return _exact(float(value), value)
    written = _written(value, "number")
    text = MONEY.sub("", unicodedata.normalize("NFKC", written).upper())
    if COMMAS.fullmatch(text):
        text = text.replace(",", "")
    elif POINTS.fullmatch(text) and ("," in text or text.count(".") > 1):
        text = text.replace(".", "").replace(",", ".")
    if not NUMBER.fullmatch(text):
        raise Fault("number", written)
    return _exact(float(text), written)


def _written(value, kind):
    """The cell's text where a number or a date should stand."""
    _check_has_value(value)
    if isinstance(value, str):
        return stripped(value)
    if kind == "date" and _is_number(value):
        return text_of(value)
    raise Fault(kind, str(value))


def _exact(number, written):
    if not abs(number) < EXACT:
        raise Fault("rounded", str(written))
    return number


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)
