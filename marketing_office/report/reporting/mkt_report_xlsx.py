import io
from datetime import date

import xlsxwriter

from odoo import models

from ...tools.narrative import ASPECTS
from ...tools.sheet_text import sheet_name, width
from ...tools.xlsx_writer import new_workbook

WIDEST = 46
HEAD = {"bold": True, "bg_color": "#E7E6F1", "border": 1, "text_wrap": True}
CHARTS = {"bars": "column", "line": "line", "waterfall": "column"}
# rows that a chart covers
CHART_ROWS = 16
UNITS = {
    "number": "#,##0{places}",
    "currency": '"{symbol}"#,##0{places}',
    "percent": '0{places}"%"',
    "hours": '0{places}" h"',
    "score": "0{places}",
}


class ReportXlsx(models.AbstractModel):
    """A periodic report as a workbook: cover, a sheet for each section, definitions."""

    _name = "mkt.report.xlsx"
    _description = "Periodic Report (XLSX)"

    def _render(self, report):
        """The bytes of the workbook, in the language of the environment."""
        stream = io.BytesIO()
        workbook = new_workbook(stream)
        workbook.set_properties(
            {"title": report.display_name, "company": report.company_id.name}
        )
        book = _Book(workbook, report)
        book.write_cover(report._cover())
        for section in report.section_ids:
            book.write_section(section)
        book.write_definitions(report.section_ids)
        workbook.close()
        return stream.getvalue()


class _Book:
    """Writes cells; what they say is the report's."""

    def __init__(self, workbook, report):
        self.workbook, self.report = workbook, report
        self.env = report.env
        self.taken = set()
        symbol = report.currency_id.symbol or ""
        places = "0" * report.currency_id.decimal_places
        self.symbol = symbol
        self.formats = {
            "title": workbook.add_format({"bold": True, "font_size": 16}),
            "part": workbook.add_format({"bold": True, "font_size": 12}),
            "head": workbook.add_format(HEAD),
            "text": workbook.add_format({"text_wrap": True, "valign": "top"}),
            "total": workbook.add_format({"bold": True, "top": 1}),
            "money": self._number(
                f'"{symbol}"#,##0.{places}' if places else f'"{symbol}"#,##0'
            ),
            "percent": self._number('0.0"%"'),
            "number": self._number("#,##0.##"),
            "integer": self._number("0"),
            "date": self._number("yyyy-mm-dd"),
        }

    def _number(self, code):
        return self.workbook.add_format({"num_format": code, "valign": "top"})

    def _unit_format(self, unit, decimals):
        key = unit, decimals
        if key not in self.formats:
            places = f".{'0' * decimals}" if decimals else ""
            code = UNITS[unit].format(places=places, symbol=self.symbol)
            self.formats[key] = self._number(code)
        return self.formats[key]

    def _add_sheet(self, name):
        sheet = self.workbook.add_worksheet(sheet_name(name, self.taken))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&F&R&P / &N")
        sheet.widths = {}
        return sheet

    def write_cover(self, rows):
        sheet = self._add_sheet(self.env._("Cover"))
        sheet.write_string(0, 0, self.report.display_name, self.formats["title"])
        for number, (label, words) in enumerate(rows, 2):
            self._write_text(sheet, number, 0, label, "part")
            self._write_text(sheet, number, 1, words or "", "text")
        self._set_widths(sheet)

    def write_section(self, section):
        content = section._content()
        sheet = self._add_sheet(section._title())
        sheet.write_string(0, 0, section._title(), self.formats["title"])
        row = 2
        if content["figures"]:
            row = self._write_figures(sheet, row, section, content["figures"])
        for table in content["tables"]:
            row = self._write_table(sheet, row, table)
        for chart in content["charts"]:
            row = self._write_chart(sheet, row, chart)
        for note in content["notes"]:
            self._write_text(sheet, row, 0, note, None)
            row += 1
        for line in section._plain_narrative().splitlines():
            # a long text spreads over the sheet, it does not widen a column
            sheet.merge_range(row, 0, row, 7, "", self.formats["text"])
            sheet.write_string(row, 0, line, self.formats["text"])
            sheet.set_row(row, 15 * (1 + width(line) // 110))
            row += 1
        self._set_widths(sheet)

    def _write_figures(self, sheet, row, section, figures):
        headings = section._figure_headings()
        for column, heading in enumerate(headings):
            self._write_text(sheet, row, column, heading, "head")
        sheet.freeze_panes(row + 1, 1)
        sheet.repeat_rows(row)
        for row_number, figure in enumerate(figures, row + 1):
            self._write_text(sheet, row_number, 0, figure["name"], "text")
            own = self._unit_format(figure["unit"], figure["decimals"])
            formats = (own, own, *[self.formats["percent"]] * 3)
            for column, (aspect, format_) in enumerate(
                zip(ASPECTS, formats, strict=True), 1
            ):
                number = figure["numbers"][aspect]
                if isinstance(number, bool):
                    self._write_text(
                        sheet, row_number, column, figure["words"][aspect], "text"
                    )
                elif number is not None:
                    sheet.write_number(row_number, column, number, format_)
                    self._note_width(sheet, column, f"{number:,.2f}  ")
            course = [number for number in figure["course"] if number is not None]
            if len(course) > 1:
                self._write_course(sheet, row_number, figure["course"])
        return row + len(figures) + 2

    def _write_course(self, sheet, row, course):
        """The numbers of the periods before, far right, and their course as a small line."""
        first = 20
        for place, number in enumerate(course):
            if number is not None:
                sheet.write_number(row, first + place, number)
        sheet.add_sparkline(
            row,
            6,
            {
                "location": xlsxwriter.utility.xl_rowcol_to_cell(row, 6),
                "range": f"'{sheet.name}'!"
                + xlsxwriter.utility.xl_range(row, first, row, first + len(course) - 1),
                "markers": False,
            },
        )

    def _write_table(self, sheet, row, table):
        self._write_text(sheet, row, 0, table["title"], "part")
        row += 1
        for column, (heading, _type) in enumerate(table["columns"]):
            self._write_text(sheet, row, column, heading, "head")
        for number, cells in enumerate(table["rows"], row + 1):
            for column, (cell, (_heading, type_)) in enumerate(
                zip(cells, table["columns"], strict=True)
            ):
                self._write_cell(sheet, number, column, cell, type_)
        return row + len(table["rows"]) + 2

    def _write_cell(self, sheet, row, column, cell, type_):
        if cell is None:
            return
        if isinstance(cell, str):
            if type_ == "date":
                day = date.fromisoformat(cell)
                sheet.write_datetime(row, column, day, self.formats["date"])
                self._note_width(sheet, column, cell)
            else:
                self._write_text(sheet, row, column, cell, "text")
            return
        sheet.write_number(row, column, cell, self.formats.get(type_))
        self._note_width(sheet, column, f"{self.symbol}{cell:,.2f} ")

    def _write_chart(self, sheet, row, chart):
        """The numbers of the chart, and a chart of the workbook's own over them."""
        points = chart["points"]
        if not points:
            return row
        self._write_text(sheet, row, 0, chart["title"], "part")
        level, first = 0, row + 1
        for number, (name, value) in enumerate(points, first):
            self._write_text(sheet, number, 0, name, "text")
            if value is not None:
                sheet.write_number(number, 1, value, self.formats["number"])
            if chart["kind"] == "waterfall":
                # a step stands on what came before it
                is_end = number in (first, first + len(points) - 1)
                base = 0 if is_end else min(level, level + value)
                sheet.write_number(number, 2, base, self.formats["number"])
                sheet.write_number(number, 3, abs(value), self.formats["number"])
                level = value if is_end else level + value
        last = first + len(points) - 1
        is_waterfall = chart["kind"] == "waterfall"
        options = {"type": CHARTS[chart["kind"]]}
        native = self.workbook.add_chart(
            options | ({"subtype": "stacked"} if is_waterfall else {})
        )
        names = [sheet.name, first, 0, last, 0]
        if is_waterfall:
            native.add_series(
                {
                    "categories": names,
                    "values": [sheet.name, first, 2, last, 2],
                    "fill": {"none": True},
                }
            )
        column = 3 if is_waterfall else 1
        native.add_series(
            {
                "name": chart["title"],
                "categories": names,
                "values": [sheet.name, first, column, last, column],
            }
        )
        native.set_title({"name": chart["title"], "name_font": {"size": 11}})
        native.set_legend({"none": True})
        native.set_size({"width": 620, "height": 280})
        sheet.insert_chart(first, 5, native)
        return max(last + 2, first + CHART_ROWS)

    def write_definitions(self, sections):
        sheet = self._add_sheet(self.env._("Definitions"))
        for column, heading in enumerate(
            (self.env._("Indicator"), self.env._("Formula"))
        ):
            self._write_text(sheet, 0, column, heading, "head")
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        for row, (name, formula) in enumerate(sections._definitions(), 1):
            self._write_text(sheet, row, 0, name, "text")
            self._write_text(sheet, row, 1, formula, "text")
        self._set_widths(sheet)
        sheet.set_column(1, 1, 90, self.formats["text"])

    def _write_text(self, sheet, row, column, words, kind):
        sheet.write_string(row, column, str(words or ""), self.formats.get(kind))
        if kind in ("text", "head"):
            self._note_width(sheet, column, str(words or ""))

    def _note_width(self, sheet, column, words):
        widest = max(map(width, words.splitlines()), default=0)
        sheet.widths[column] = max(sheet.widths.get(column, 9), widest + 2)

    def _set_widths(self, sheet):
        for column, widest in sheet.widths.items():
            sheet.set_column(column, column, min(widest, WIDEST))
