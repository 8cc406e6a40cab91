import io

import xlsxwriter

from odoo import models
from odoo.tools import split_every

from ...wizards.customer.mkt_customer_import import COLUMNS

BATCH = 1000
WIDE = {"name", "street", "mkt_needs"}


class CustomerXlsx(models.AbstractModel):
    _name = "mkt.customer.xlsx"
    _description = "Customers (XLSX)"

    def _render(self, standings):
        """The customers as the import takes them again; the template without any."""
        stream = io.BytesIO()
        # what people write must never become a formula or a link
        workbook = xlsxwriter.Workbook(
            stream,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
            },
        )
        sheet = workbook.add_worksheet()
        self._write_head(workbook, sheet)
        number = 0
        for batch in split_every(BATCH, standings.ids, standings.browse):
            for standing in batch:
                number += 1
                for column, text in enumerate(self._texts(standing)):
                    if text:
                        sheet.write_string(number, column, text)
            # customers by the thousand need not stay in memory
            self.env.invalidate_all()
        workbook.close()
        return stream.getvalue()

    def _write_head(self, workbook, sheet):
        imports = self.env["mkt.customer.import"]
        labels = imports._labels()
        head = workbook.add_format({"bold": True, "bg_color": "#E7E6F1", "border": 1})
        # numbers of customers and phones are text: they must keep their zeros
        text = workbook.add_format({"num_format": "@"})
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(COLUMNS):
            mark = "*" if name == "name" else ""
            sheet.write_string(0, column, labels[name] + mark, head)
            sheet.set_column(column, column, 32 if name in WIDE else 18, text)
        column = COLUMNS.index("is_company")
        sheet.data_validation(
            1,
            column,
            imports._most_rows,
            column,
            {"validate": "list", "source": list(imports._kinds().values())},
        )

    def _texts(self, standing):
        """The cells of the customer's row."""
        kinds = self.env["mkt.customer.import"]._kinds()
        partner = standing.partner_id
        for name in COLUMNS:
            if name == "is_company":
                yield kinds[partner.is_company]
            elif name == "industry_id":
                yield partner.industry_id.name
            elif name == "user_id":
                yield standing.user_id.login
            else:
                yield partner[name]
