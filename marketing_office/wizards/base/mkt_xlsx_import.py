import base64

from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.xlsx_reader import rows_of, text_of

MOST_SHOWN = 50


class XlsxImport(models.AbstractModel):
    """A dialog that takes a filled-in template: all of its rows, or none.

    What a model imports: the columns (`_labels`, `_required_columns`) and what their
    cells mean (`_row`).
    """

    _name = "mkt.xlsx.import"
    _description = "Import of an Excel File"

    _most_rows = 10_000

    file = fields.Binary("XLSX File", attachment=False)
    file_name = fields.Char()
    problems = fields.Text(readonly=True)

    # ------------------------------------------------------------- hooks

    def _template(self):
        """The name of the template's file, without its ending."""
        raise NotImplementedError

    def _title(self):
        """What the dialog is called."""
        raise NotImplementedError

    def _labels(self):
        """Headings of the template's columns in the reader's language, by field."""
        raise NotImplementedError

    def _required_columns(self):
        """Fields without whose column a file is not read."""
        return set(self._labels())

    def _lookups(self):
        """What the rows have in common, asked for once and not for each of them."""
        return {}

    def _row(self, number, cells, lookups):
        """What the row with this number says, and in words what is wrong with it or None.

        Cells are by field; those of a column that is not there are missing.
        """
        raise NotImplementedError

    # ------------------------------------------------------------- the dialog

    def action_download_template(self):
        """The workbook to fill in."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/marketing_office/import_template/{self._template()}.xlsx",
            "target": "download",
        }

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self._title(),
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
            "target": "new",
        }

    def _shown(self, lines):
        """The first of many lines as one text."""
        shown = lines[:MOST_SHOWN]
        if len(lines) > len(shown):
            rest = len(lines) - len(shown)
            shown.append(self.env._("… and %(count)s more.", count=rest))
        return "\n".join(shown)

    # ------------------------------------------------------------- reading

    def _read(self):
        """What the rows of the file say, and what is wrong with them."""
        if not self.file:
            raise UserError(self.env._("Choose the file first."))
        lookups, columns = self._lookups(), len(self._labels())
        rows, problems, heading = [], [], None
        try:
            content = base64.b64decode(self.file)
            for number, values in rows_of(content, columns):
                if heading is None:
                    heading = self._heading(values)
                    continue
                if len(rows) + len(problems) >= self._most_rows:
                    problems.append(
                        self.env._(
                            "Import at most %(count)s rows at a time.",
                            count=self._most_rows,
                        )
                    )
                    break
                cells = dict(zip(heading, values, strict=True))
                row, problem = self._row(number, cells, lookups)
                if problem:
                    problems.append(
                        self.env._(
                            "Row %(number)s: %(problem)s",
                            number=number,
                            problem=problem,
                        )
                    )
                else:
                    rows.append(row)
        except ValueError as error:
            raise UserError(
                self.env._("This is not an Excel file (XLSX) that can be read.")
            ) from error
        if not rows and not problems:
            problems = [self.env._("The file has no rows below its heading.")]
        return rows, problems

    def _heading(self, values):
        """The fields of the columns, by their labels in the reader's language or English."""
        labels = self._labels()
        english = self.with_context(lang="en_US")._labels()
        known = {
            label.casefold(): name
            for some in (english, labels)
            for name, label in some.items()
        }
        heading = [known.get(text_of(v).rstrip("* ").casefold()) for v in values]
        missing = self._required_columns().difference(heading)
        if missing:
            raise UserError(
                self.env._(
                    "These columns are missing: %(columns)s. Take the template.",
                    columns=", ".join(
                        label for name, label in labels.items() if name in missing
                    ),
                )
            )
        return heading
