import io

from odoo import models

from ...tools.xlsx_writer import new_workbook


class BudgetTemplateXlsx(models.AbstractModel):
    _name = "mkt.budget.template.xlsx"
    _description = "Template of Budget Lines (XLSX)"

    def _render(self, budget):
        """The workbook in the user's language: a row for each category, with what is planned."""
        stream = io.BytesIO()
        workbook = new_workbook(stream)
        head = workbook.add_format({"bold": True, "bg_color": "#E7E6F1", "border": 1})
        money = workbook.add_format({"num_format": "#,##0.00"})
        sheet = workbook.add_worksheet()
        sheet.freeze_panes(1, 1)
        labels = self.env["mkt.budget.import"].new({"budget_id": budget.id})._labels()
        for column, label in enumerate(labels.values()):
            sheet.write_string(0, column, label, head)
            sheet.set_column(column, column, 12, money)
        sheet.set_column(0, 0, 24)
        for number, line in enumerate(self._lines(budget), start=1):
            for column, cell in enumerate(self._cells(line, labels)):
                sheet.write(number, column, cell)
        workbook.close()
        return stream.getvalue()

    def _lines(self, budget):
        """The budget's lines, and one not kept for each other category in force."""
        categories = self.env["mkt.budget.category"].search(
            [
                ("is_in_force", "=", True),
                ("company_id", "in", (budget.company_id.id, False)),
            ]
        )
        lines = budget.line_ids
        for category in categories - lines.category_id:
            lines |= lines.new({"category_id": category.id})
        return lines

    def _cells(self, line, labels):
        months = {share.month: share.planned for share in line.share_ids}
        # an amount of 0 is an empty cell to fill in
        known = {
            "category_id": line.category_id.name,
            "planned": line.planned or None,
            "note": line.note or None,
            **months,
        }
        return [known.get(name) for name in labels]
