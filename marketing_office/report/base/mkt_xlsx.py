import io

from odoo import fields, models

from ...tools.xlsx_writer import new_workbook

NUMBER_FORMATS = {
    "datetime": "yyyy-mm-dd hh:mm",
    "date": "yyyy-mm-dd",
    "monetary": "#,##0.00",
    "float": "0.0",
    "integer": "0",
}


class Xlsx(models.AbstractModel):
    """Records as a workbook: one sheet each with a row for every record."""

    _name = "mkt.xlsx"
    _description = "Workbook (XLSX)"

    # whether a number that is zero says nothing
    _blank_zero = False

    def _sheets(self, records):
        """Tuples of the sheet's title, its records, and (field, width) of its columns."""
        raise NotImplementedError

    def _render(self, records):
        """The bytes of the workbook, in the user's language and time zone."""
        stream = io.BytesIO()
        workbook = new_workbook(stream, constant_memory=True)
        formats = {
            kind: workbook.add_format({"num_format": code})
            for kind, code in NUMBER_FORMATS.items()
        }
        formats["head"] = workbook.add_format(
            {"bold": True, "bg_color": "#E7E6F1", "border": 1}
        )
        for title, rows, columns in self._sheets(records):
            sheet = workbook.add_worksheet(title)
            self._write_head(sheet, rows, columns, formats)
            for number, record in enumerate(rows, start=1):
                for column, (name, _width) in enumerate(columns):
                    self._write_cell(sheet, number, column, record, name, formats)
        workbook.close()
        return stream.getvalue()

    def _write_head(self, sheet, records, columns, formats):
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(1, len(records)), len(columns) - 1)
        labels = records.fields_get([name for name, _width in columns], ["string"])
        for column, (name, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, labels[name]["string"], formats["head"])

    def _write_cell(self, sheet, row, column, record, name, formats):
        field, value = record._fields[name], record[name]
        if field.type in ("float", "monetary", "integer"):
            if value or (value is not False and not self._blank_zero):
                sheet.write_number(row, column, value, formats[field.type])
        elif not value:
            return
        elif field.type == "datetime":
            local = fields.Datetime.context_timestamp(record, value)
            sheet.write_datetime(
                row, column, local.replace(tzinfo=None), formats["datetime"]
            )
        elif field.type == "date":
            sheet.write_datetime(row, column, value, formats["date"])
        else:
            # sudo: names of what the record refers to, as on its form
            text = field.convert_to_export(
                value.sudo() if field.relational else value, record
            )
            sheet.write_string(row, column, str(text))
