"""Workbooks that people open."""

import xlsxwriter


def new_workbook(target, **options):
    """A workbook, in which what people wrote never becomes a formula or a link."""
    return xlsxwriter.Workbook(
        target, {"strings_to_formulas": False, "strings_to_urls": False, **options}
    )
