"""Rows and values of an Excel file that somebody filled in: read, never evaluated."""

import io
import math
import zipfile
from datetime import date, datetime

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

DATE_FORMATS = "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"
IGNORED = str.maketrans("", "", " ,，¥￥\u00a0")
UNREADABLE = (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError)


def rows_of(content, columns):
    """Rows (number in the file, values) of the first sheet; empty ones are left out.

    Raises ValueError where the file is no workbook. Formulas give the value that Excel
    has stored with them.
    """
    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except UNREADABLE as error:
        raise ValueError from error
    try:
        sheet = workbook.worksheets[0]
        # what the file says of its own size may be wrong
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_col=columns, values_only=True)
        for number, values in enumerate(rows, 1):
            if any(value not in (None, "") for value in values):
                yield number, values + (None,) * (columns - len(values))
    finally:
        workbook.close()


def text_of(value):
    """The cell as text; a whole number without its decimals."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def date_of(value):
    """The day of a date cell or of a date in writing; ValueError if it is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for pattern in DATE_FORMATS:
        try:
            return datetime.strptime(text_of(value), pattern).date()
        except ValueError:
            continue
    raise ValueError(value)


def number_of(value):
    """The number of a cell or in writing; ValueError if it is none."""
    if isinstance(value, bool):
        raise ValueError(value)
    if isinstance(value, str):
        value = value.translate(IGNORED)
    try:
        number = float(value)
    except TypeError as error:
        raise ValueError(value) from error
    if not math.isfinite(number):
        raise ValueError(value)
    return number
