import io

from odoo import models

from ...tools.xlsx_writer import new_workbook

SHADE = "#E8A33D"


class StudyCrosstabXlsx(models.AbstractModel):
    _name = "mkt.study.crosstab.xlsx"
    _description = "Crosstab of a Study (XLSX)"

    def _render(self, study, row, column):
        """Counts and row percents as the bytes of a workbook, in the user's language."""
        crosstab = study._crosstab(row, column)
        stream = io.BytesIO()
        workbook = new_workbook(stream)
        head = {"bold": True, "bg_color": "#E7E6F1", "border": 1}
        formats = {
            "title": workbook.add_format({"bold": True}),
            "head": workbook.add_format({**head, "text_wrap": True}),
            "count": workbook.add_format({"num_format": "0"}),
            "percent": workbook.add_format({"num_format": "0.0"}),
            "total": workbook.add_format({"bold": True, "top": 1, "num_format": "0"}),
            "share": workbook.add_format({"bold": True, "top": 1, "num_format": "0.0"}),
        }
        for title, is_percent in (
            (self.env._("Counts"), False),
            (self.env._("Row Percents"), True),
        ):
            sheet = workbook.add_worksheet(title)
            self._write_head(sheet, row, column, crosstab, formats)
            self._write_body(sheet, crosstab, is_percent, formats)
        workbook.close()
        return stream.getvalue()

    def _write_head(self, sheet, row, column, crosstab, formats):
        base = self.env._("Base: n = %(count)s who answered both", count=crosstab.base)
        for number, text in enumerate((f"{row.title} × {column.title}", base)):
            sheet.write_string(number, 0, text, formats["title"])
        labels = ["", *crosstab.columns.values(), self.env._("All (n)")]
        for number, label in enumerate(labels):
            sheet.write_string(3, number, label, formats["head"])
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, len(labels) - 1, 16)
        sheet.freeze_panes(4, 1)

    def _write_body(self, sheet, crosstab, is_percent, formats):
        kind = "percent" if is_percent else "count"
        last = len(crosstab.columns) + 1
        for line, (key, label) in enumerate(crosstab.rows.items(), 4):
            sheet.write_string(line, 0, label)
            for number, other in enumerate(crosstab.columns, 1):
                value = crosstab.counts.get((key, other), 0)
                if is_percent:
                    value = crosstab.percent(key, other)
                if value is not None:
                    sheet.write_number(line, number, value, formats[kind])
            total = crosstab.row_totals.get(key, 0)
            sheet.write_number(line, last, total, formats["count"])
        end = 4 + len(crosstab.rows)
        if is_percent:
            sheet.conditional_format(
                *(4, 1, end - 1, last - 1),
                {
                    "type": "2_color_scale",
                    **{"min_type": "num", "min_value": 0, "min_color": "#FFFFFF"},
                    **{"max_type": "num", "max_value": 100, "max_color": SHADE},
                },
            )
        sheet.write_string(end, 0, self.env._("All (n)"), formats["total"])
        for number, other in enumerate(crosstab.columns, 1):
            value = crosstab.column_totals.get(other, 0)
            if is_percent:
                value = crosstab.column_percent(other)
            if value is not None:
                style = formats["share" if is_percent else "total"]
                sheet.write_number(end, number, value, style)
        sheet.write_number(end, last, crosstab.base, formats["total"])
