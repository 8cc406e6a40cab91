import io

from odoo import models

from ...tools.xlsx_writer import new_workbook
from ...wizards.sales.mkt_sales_plan_import import COLUMNS

MOST_ROWS = 10_000


class SalesPlanTemplateXlsx(models.AbstractModel):
    _name = "mkt.sales.plan.template.xlsx"
    _description = "Template of Sales Targets (XLSX)"

    def _render(self):
        """The empty workbook in the user's language: headings, and the kinds to choose from."""
        stream = io.BytesIO()
        workbook = new_workbook(stream)
        head = workbook.add_format({"bold": True, "bg_color": "#E7E6F1", "border": 1})
        sheet = workbook.add_worksheet()
        sheet.freeze_panes(1, 0)
        labels = self.env["mkt.sales.plan.import"]._labels()
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, labels[name], head)
            sheet.set_column(column, column, 24)
        kinds = self.env["mkt.sales.plan.line"]._fields["kind"]
        sheet.data_validation(
            1,
            0,
            MOST_ROWS,
            0,
            {
                "validate": "list",
                "source": [t for _k, t in kinds._description_selection(self.env)],
            },
        )
        workbook.close()
        return stream.getvalue()
