import io

from odoo import models
from odoo.tools import split_every

from ...tools.xlsx_writer import new_workbook
from ...wizards.customer.mkt_customer_import import TEXTS
from ...wizards.customer.mkt_customer_import_contact import PERSON

BATCH = 1000
WIDE = {"name", "street", "mkt_needs"}
# what a further row of a customer repeats: it says whose contact person stands there
SAME = "ref", "name", "is_company", "vat"


class CustomerXlsx(models.AbstractModel):
    _name = "mkt.customer.xlsx"
    _description = "Customers (XLSX)"

    def _render(self, standings):
        """The customers as the import takes them again; the template without any."""
        stream = io.BytesIO()
        workbook = new_workbook(stream, constant_memory=True)
        sheet = workbook.add_worksheet()
        columns = self._write_head(workbook, sheet)
        number = 0
        for batch in split_every(BATCH, standings.ids, standings.browse):
            people = self._people(batch.partner_id)
            for standing in batch:
                for cells in self._lines(standing, people.get(standing.partner_id, ())):
                    number += 1
                    for column, name in enumerate(columns):
                        if text := cells.get(name):
                            sheet.write_string(number, column, text)
            # customers by the thousand need not stay in memory
            self.env.invalidate_all()
        workbook.close()
        return stream.getvalue()

    def _write_head(self, workbook, sheet):
        """Write the headings; the columns' names."""
        imports = self.env["mkt.customer.import"]
        labels = imports._labels()
        head = workbook.add_format({"bold": True, "bg_color": "#E7E6F1", "border": 1})
        # numbers of customers and phones are text: they must keep their zeros
        text = workbook.add_format({"num_format": "@"})
        sheet.freeze_panes(1, 0)
        columns = list(labels)
        for column, name in enumerate(columns):
            mark = "*" if name == "name" else ""
            sheet.write_string(0, column, labels[name] + mark, head)
            sheet.set_column(column, column, 32 if name in WIDE else 18, text)
        column = columns.index("is_company")
        sheet.data_validation(
            1,
            column,
            imports._most_rows,
            column,
            {"validate": "list", "source": list(imports._kinds().values())},
        )
        return columns

    def _people(self, customers):
        """The contact persons of firms, {customer: people}."""
        firms = customers.filtered("is_company")
        return (
            self.env["res.partner"]
            .search(
                [
                    ("parent_id", "in", firms.ids),
                    ("type", "=", "contact"),
                    ("is_company", "=", False),
                    ("name", "!=", False),
                ],
                order="id",
            )
            .grouped("parent_id")
        )

    def _lines(self, standing, people):
        """Cells of the customer's rows by column: one, or one for each contact person."""
        cells = self._cells(standing)
        again = {name: cells[name] for name in SAME}
        for number, person in enumerate(people or [self.env["res.partner"]]):
            whose = again if number else cells
            yield whose | {name: person[field] for name, field in PERSON.items()}

    def _cells(self, standing):
        """Cells of the customer by column; later rooms add theirs."""
        kinds = self.env["mkt.customer.import"]._kinds()
        partner = standing.partner_id
        return {
            **{name: partner[name] for name in (*TEXTS, "phone", "email")},
            "is_company": kinds[partner.is_company],
            "industry_id": partner.industry_id.name,
            "user_id": standing.user_id.login,
        }
