import io

from odoo import models

from ...tools.xlsx_writer import new_workbook
from ...wizards.market.mkt_market_import import COLUMNS, MODELS, MOST_ROWS, REQUIRED

WIDE = {"name", "source", "source_url", "description", "method"}


class MarketTemplateXlsx(models.AbstractModel):
    _name = "mkt.market.template.xlsx"
    _description = "Template of a Market Data Import (XLSX)"

    def _render(self, kind):
        """The empty workbook in the user's language: headings, and lists to choose from."""
        stream = io.BytesIO()
        workbook = new_workbook(stream)
        head = {"bold": True, "bg_color": "#E7E6F1", "border": 1}
        optional = workbook.add_format(head)
        required = workbook.add_format({**head, "bg_color": "#F9D9C2"})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        model = self.env[MODELS[kind]]
        sheet = workbook.add_worksheet(model._description_label())
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(COLUMNS[kind]):
            field = model._fields[name]
            needed = name in REQUIRED[kind]
            label = field._description_string(self.env) + ("*" if needed else "")
            sheet.write_string(0, column, label, required if needed else optional)
            is_date = field.type == "date"
            sheet.set_column(
                column, column, 32 if name in WIDE else 16, day if is_date else None
            )
            if field.type == "selection":
                labels = [text for _k, text in field._description_selection(self.env)]
                sheet.data_validation(
                    1, column, MOST_ROWS, column, {"validate": "list", "source": labels}
                )
        workbook.close()
        return stream.getvalue()
