import io

import xlsxwriter

from odoo import fields, models

# field and column width, in the order of the columns
COLUMNS = [
    ("number", 16),
    ("kind", 12),
    ("name", 40),
    ("partner_id", 32),
    ("channel", 12),
    ("product_id", 28),
    ("order_id", 12),
    ("priority", 10),
    ("user_id", 14),
    ("state", 12),
    ("received_at", 18),
    ("acknowledged_at", 18),
    ("responded_at", 18),
    ("resolved_at", 18),
    ("closed_at", 18),
    ("cause_id", 24),
    ("decision", 14),
    ("compensation_amount", 14),
    ("hours_to_acknowledge", 14),
    ("hours_to_resolve", 14),
    ("rating_last_value", 10),
]


class ComplaintXlsx(models.AbstractModel):
    _name = "mkt.complaint.xlsx"
    _description = "List of Cases (XLSX)"

    def _render(self, complaints):
        """The cases as the bytes of a workbook, in the user's language and time zone."""
        stream = io.BytesIO()
        # what customers write must never become a formula or a link
        workbook = xlsxwriter.Workbook(
            stream,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
            },
        )
        formats = {
            "head": workbook.add_format(
                {"bold": True, "bg_color": "#E7E6F1", "border": 1}
            ),
            "datetime": workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            "monetary": workbook.add_format({"num_format": "#,##0.00"}),
            "float": workbook.add_format({"num_format": "0.0"}),
        }
        sheet = workbook.add_worksheet(self.env._("Cases"))
        self._write_head(sheet, complaints, formats)
        for row, complaint in enumerate(complaints, start=1):
            for column, (name, _width) in enumerate(COLUMNS):
                self._write_cell(sheet, row, column, complaint, name, formats)
        workbook.close()
        return stream.getvalue()

    def _write_head(self, sheet, complaints, formats):
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(1, len(complaints)), len(COLUMNS) - 1)
        labels = complaints.fields_get([name for name, _width in COLUMNS], ["string"])
        for column, (name, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, labels[name]["string"], formats["head"])

    def _write_cell(self, sheet, row, column, complaint, name, formats):
        field, value = complaint._fields[name], complaint[name]
        if field.type == "datetime" and value:
            local = fields.Datetime.context_timestamp(complaint, value)
            sheet.write_datetime(
                row, column, local.replace(tzinfo=None), formats["datetime"]
            )
        elif field.type in ("float", "monetary"):
            if value:
                sheet.write_number(row, column, value, formats[field.type])
        elif value:
            # sudo: names of what the case refers to, as on its form
            text = field.convert_to_export(
                value.sudo() if field.relational else value, complaint
            )
            sheet.write_string(row, column, str(text))
