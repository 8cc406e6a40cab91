import io

from odoo import models

from ...tools.xlsx_writer import new_workbook
from ...wizards.period.mkt_calendar_import import REQUIRED


class CalendarTemplateXlsx(models.AbstractModel):
    _name = "mkt.calendar.template.xlsx"
    _description = "Template of a Calendar Import (XLSX)"

    def _render(self):
        """The empty workbook in the user's language: headings, and lists to choose from."""
        dialog = self.env["mkt.calendar.import"]
        stream = io.BytesIO()
        workbook = new_workbook(stream)
        head = workbook.add_format({"bold": True, "bg_color": "#E7E6F1", "border": 1})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet()
        sheet.freeze_panes(1, 0)
        choices = {"kind": dialog._kinds(), "like_weekday": dialog._weekdays()}
        for column, (name, label) in enumerate(dialog._labels().items()):
            sheet.write_string(0, column, f"{label}{'*' * (name in REQUIRED)}", head)
            is_day = name.startswith("date")
            sheet.set_column(column, column, 20, day if is_day else None)
            if name in choices:
                sheet.data_validation(
                    *(1, column, dialog._most_rows, column),
                    {"validate": "list", "source": list(choices[name].values())},
                )
        workbook.close()
        return stream.getvalue()
