import os
import tempfile
from contextlib import contextmanager

from lxml import etree

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.sheet_text import sheet_name, width
from ...tools.xlsx_writer import new_workbook

# rows read at a time: memory does not grow with the list
BATCH = 2000
# sheets of a workbook hold no more rows than these
MOST_ROWS = 1_048_575
MOST_COLUMNS = 60
WIDEST, NARROWEST = 46, 10
FORMATS = {
    "datetime": "yyyy-mm-dd hh:mm",
    "date": "yyyy-mm-dd",
    "monetary": "#,##0.00",
    "float": "#,##0.##",
    "integer": "0",
}
# what a cell can say; others have no text of their own
TYPES = {*FORMATS, "char", "text", "selection", "many2one", "boolean"}
WIDTHS = {"datetime": 17, "date": 11, "monetary": 15, "float": 12, "integer": 10}


class DetailXlsx(models.AbstractModel):
    """A list in full as a workbook: the columns of the list, a row for each record.

    Stored columns are read by SQL as far as the reader's rules allow, in batches that
    leave no trace; the file grows on the disk. Rows are in the order of their entry.
    """

    _name = "mkt.detail.xlsx"
    _description = "List in Full (XLSX)"

    @api.model
    def _columns(self, model):
        """Fields of the model's list that the reader may see, in the list's order."""
        view = self.env[model].get_view(view_type="list")
        names = dict.fromkeys(
            node.get("name")
            for node in etree.fromstring(view["arch"]).iterfind("field")
            if node.get("column_invisible") not in ("1", "True")
        )
        own = self.env[model]._fields
        found = [name for name in names if self._is_told(own[name])]
        return found[:MOST_COLUMNS]

    def _is_told(self, field):
        return field.type in TYPES and field.column_type and field.store

    @contextmanager
    @api.model
    def _written(self, model, domain, progress=None):
        """Path of a file with the records of the domain, which goes with the context.

        `progress` is called with the number of rows written so far.
        """
        handle, path = tempfile.mkstemp(suffix=".xlsx")
        os.close(handle)
        try:
            # what people write must never become a formula or a link; in_memory would
            # switch the constant memory off
            workbook = new_workbook(path, constant_memory=True, in_memory=False)
            _Sheet(self.env, workbook, model, self._columns(model)).write_rows(
                domain, progress
            )
            workbook.close()
            yield path
        finally:
            os.unlink(path)


class _Sheet:
    """Writes the rows of one list."""

    def __init__(self, env, workbook, model, names):
        self.env, self.model = env, env[model]
        self.fields = [self.model._fields[name] for name in names]
        self.formats = {
            kind: workbook.add_format({"num_format": code})
            for kind, code in FORMATS.items()
        }
        head = {"bold": True, "bg_color": "#E7E6F1", "border": 1}
        self.head = workbook.add_format(head)
        # sudo: what a kind of document is called is no secret
        title = self.env["ir.model"]._get(model).sudo().name
        self.sheet = workbook.add_worksheet(sheet_name(title, set()))
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)
        self.sheet.freeze_panes(1, 1)
        self.names = {}

    def write_rows(self, domain, progress):
        self._write_head()
        writers = [self._writer(field) for field in self.fields]
        last, row = 0, 0
        while rows := self._rows(domain, last):
            for _number, *values in rows:
                row += 1
                for column, (value, write) in enumerate(
                    zip(values, writers, strict=True)
                ):
                    if value is not None:
                        write(row, column, value)
            last = rows[-1][0]
            if progress:
                progress(row)
            if row + BATCH > MOST_ROWS:
                break

    def _write_head(self):
        for column, field in enumerate(self.fields):
            label = field._description_string(self.env)
            wide = max(WIDTHS.get(field.type, 22), width(label) + 2, NARROWEST)
            self.sheet.set_column(column, column, min(wide, WIDEST))
            self.sheet.write_string(0, column, label, self.head)

    def _rows(self, domain, last):
        """The next rows as tuples of the id and the columns, as the reader may read them."""
        query = self.model._search(
            fields.Domain(domain) & fields.Domain("id", ">", last),
            order="id",
            limit=BATCH,
        )
        columns = [self._column(field, query) for field in self.fields]
        rows = self.env.execute_query(
            query.select(SQL.identifier(query.table, "id"), *columns)
        )
        self._read_names(rows)
        return rows

    def _column(self, field, query):
        column = self.model._field_to_sql(query.table, field.name, query)
        if field.type == "datetime":
            # the day of an Excel cell, where the reader is
            zone = self.env.context.get("tz") or self.env.user.tz or "UTC"
            column = SQL(
                "EXTRACT(EPOCH FROM (%s AT TIME ZONE 'UTC' AT TIME ZONE %s))::float8"
                " / 86400 + 25569",
                column,
                zone,
            )
        elif field.type == "date":
            column = SQL("%s - DATE '1899-12-30'", column)
        elif field.type in ("monetary", "float"):
            column = SQL("%s::float8", column)
        return column

    def _read_names(self, rows):
        """Names of what the rows refer to; each is asked for once."""
        for place, field in enumerate(self.fields, 1):
            if field.type != "many2one":
                continue
            known = self.names.setdefault(field.comodel_name, {})
            new = {row[place] for row in rows} - known.keys() - {None}
            # sudo: names of what the record refers to, as on its form
            records = self.env[field.comodel_name].sudo().browse(new)
            known.update((record.id, record.display_name) for record in records)
            records.invalidate_recordset(flush=False)

    def _writer(self, field):
        """The function that writes a value of the field into a cell."""
        string, number = self.sheet.write_string, self.sheet.write_number
        match field.type:
            case "many2one":
                known = self.names.setdefault(field.comodel_name, {})
                return lambda row, column, value: string(row, column, known[value])
            case "selection":
                labels = dict(field._description_selection(self.env))
                return lambda row, column, value: string(
                    row, column, labels.get(value, value)
                )
            case "boolean":
                words = {True: self.env._("Yes"), False: self.env._("No")}
                return lambda row, column, value: string(row, column, words[value])
            case "char" | "text":
                return string
            case kind:
                format_ = self.formats[kind]
                return lambda row, column, value: number(row, column, value, format_)
