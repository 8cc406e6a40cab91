import base64
import binascii
import re
import unicodedata
from itertools import chain, islice

from openpyxl.utils import get_column_letter

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, format_list

from ...tools.contact_keys import SEVERAL, is_mobile_of_china, national_digits
from ...tools.notification import notification
from ...tools.xlsx_reader import (
    Fault,
    FirstSheet,
    NoWorkbook,
    is_empty,
    plain,
    stripped,
    text_of,
)

MOST_SHOWN = 50
PLAIN_MOBILE = re.compile(r"(?P<prefix>\+86[ -]?)?(?P<digits>1[3-9][\d -]+)")
# people put titles above the heading
HEADING_WITHIN = 10


class XlsxImport(models.AbstractModel):
    """A dialog that takes a filled-in template: all of its rows, or none.

    What a model imports: the columns (`_labels`, `_missing_columns`) and what their
    cells mean (`_row`).
    """

    _name = "mkt.xlsx.import"
    _description = "Import of an Excel File"

    _most_rows = 10_000

    file = fields.Binary("XLSX File", attachment=False)
    file_name = fields.Char()
    problems = fields.Text(readonly=True)
    left_out = fields.Text("Not Read", readonly=True)

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

    def _missing_columns(self, found):
        """Fields whose columns a file lacks that has those of the fields found."""
        raise NotImplementedError

    def _lookups(self):
        """What the rows have in common, asked for once and not for each of them."""
        return {}

    def _row(self, number, cells, lookups):
        """What the row with this number says, and in words what is wrong with it or None.

        Cells are by field; those of a column that is not there are missing. A Fault
        from `_cell` is a problem of the row too.
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

    def _warned(self, action):
        """The action, beside a notice of what the file holds and was not read."""
        return notification(
            self.left_out,
            type="warning",
            sticky=True,
            title=self.env._("Imported, but not everything was read"),
            next=action,
        )

    def _shown(self, lines):
        """The first of many lines as one text."""
        shown = lines[:MOST_SHOWN]
        if len(lines) > len(shown):
            rest = len(lines) - len(shown)
            shown.append(self.env._("… and %(count)s more.", count=rest))
        return "\n".join(shown)

    # ------------------------------------------------------------- reading

    def _read(self):
        """What the rows of the file say, and what is wrong with them.

        What stands in the file and is not read is told in `left_out`.
        """
        if not self.file:
            raise UserError(self.env._("Choose the file first."))
        try:
            sheet = FirstSheet(base64.b64decode(self.file))
            try:
                rows, problems, left_out = self._read_rows(sheet.rows())
                if others := sheet.other_sheets():
                    left_out.append(
                        self.env._(
                            "These sheets were not read: %(sheets)s.",
                            sheets=format_list(self.env, others),
                        )
                    )
            finally:
                sheet.close()
        except (NoWorkbook, binascii.Error) as error:
            raise UserError(
                self.env._(
                    "This is not an Excel file (XLSX) that can be read. Save it in Excel"
                    " as a workbook (.xlsx), without a password."
                )
            ) from error
        if not rows and not problems:
            problems = [self.env._("The file has no rows below its heading.")]
        self.left_out = "\n".join(left_out)
        return rows, problems

    def _read_rows(self, numbered):
        above, heading, columns, numbered = self._find_heading(numbered)
        titles = [plain(title) for title in heading]
        lookups, rows, problems = self._lookups(), [], []
        # columns without a heading in which something stands
        untitled = set()
        for number, values in numbered:
            # shorter than the heading where the last cells are empty, or longer
            values += (None,) * (len(heading) - len(values))
            if [plain(_as_title(value)) for value in values] == titles:
                # lists pasted together, or a heading for each printed page
                continue
            if len(rows) + len(problems) >= self._most_rows:
                problems.append(
                    self.env._(
                        "Import at most %(count)s rows at a time: divide the file.",
                        count=self._most_rows,
                    )
                )
                break
            untitled.update(
                column
                for column, value in enumerate(values)
                if not is_empty(value) and not "".join(heading[column : column + 1])
            )
            cells = {name: values[column] for name, column in columns.items()}
            row, problem = self._checked_row(number, cells, lookups)
            if problem:
                problems.append(self._in_row(number, problem))
            else:
                rows.append(row)
        return rows, problems, self._unread(above, heading, columns, untitled)

    def _checked_row(self, number, cells, lookups):
        try:
            return self._row(number, cells, lookups)
        except Fault as fault:
            return None, self._wrong(fault.column, self._reason(fault))

    def _cell(self, cells, name, read=text_of):
        """The value of a cell; a Fault says which column it is about."""
        try:
            return read(cells.get(name))
        except Fault as fault:
            fault.column = name
            raise

    # ------------------------------------------------------------- ways to reach people

    def _phone(self, written, country):
        """The number, or each of several, as the host writes it; else as it was written."""
        numbers = self._numbers(written, country)
        return " / ".join(formatted or number for number, formatted in numbers)

    def _numbers(self, written, country):
        """Each number as it was written, and as the host writes it or False."""
        numbers = unicodedata.normalize("NFKC", written)
        return [
            (number, self._international(number, country))
            for number in map(str.strip, SEVERAL.split(numbers))
            if number
        ]

    def _international(self, number, country):
        """The number as the host writes it, or False; most are mobile ones of China."""
        mobile = PLAIN_MOBILE.fullmatch(number)
        digits = mobile and mobile["digits"].replace(" ", "").replace("-", "")
        if digits and len(digits) == 11 and (mobile["prefix"] or country.code == "CN"):
            area, middle, end = digits[:3], digits[3:7], digits[7:]
            return is_mobile_of_china(digits[:5]) and f"+86 {area} {middle} {end}"
        return self._phone_format(
            number=number, country=country, force_format="INTERNATIONAL"
        )

    def _wrong_number(self, name, written):
        if written and len(national_digits(written)) < 5:
            return self._wrong(
                name, self.env._("“%(text)s” is no phone number", text=written)
            )
        return None

    def _wrong_address(self, name, written):
        if written and not email_normalize(written):
            return self._wrong(
                name, self.env._("“%(text)s” is no e-mail address", text=written)
            )
        return None

    # ------------------------------------------------------------- heading

    def _find_heading(self, numbered):
        """Rows above the heading, its titles, the columns of the fields, and the rest."""
        known = self._fields_by_title()
        first = list(islice(numbered, HEADING_WITHIN))
        headings = [[_as_title(v) for v in values] for _number, values in first]
        for index, heading in enumerate(headings):
            columns = self._columns(heading, known)
            if not self._missing_columns(columns):
                rest = chain(first[index + 1 :], numbered)
                return first[:index], heading, columns, rest
        # the row that comes closest tells best what is missing
        found = [self._columns(heading, known) for heading in headings]
        missing = self._missing_columns(max(found, key=len, default={}))
        raise UserError(
            self.env._(
                "These columns are missing: %(columns)s. Take the template.",
                columns=format_list(
                    self.env,
                    [
                        label
                        for name, label in self._labels().items()
                        if name in missing
                    ],
                ),
            )
        )

    def _columns(self, heading, known):
        """Where the column of each field stands."""
        columns = {}
        for column, title in enumerate(heading):
            name = known.get(plain(title))
            if name in columns:
                raise UserError(
                    self.env._(
                        "The column “%(title)s” stands in the file twice: keep one.",
                        title=title,
                    )
                )
            if name:
                columns[name] = column
        return columns

    def _fields_by_title(self):
        """Fields by their labels in every language: templates travel between colleagues."""
        return {
            plain(label): name
            for code, _name in self.env["res.lang"].get_installed()
            for name, label in self.with_context(lang=code)._labels().items()
        }

    def _unread(self, above, heading, columns, untitled):
        """In words, what stands in the sheet and was not read."""
        left_out = [
            self._in_row(
                number,
                self.env._(
                    "“%(text)s” stands above the heading and was not read.",
                    text=" ".join(filter(None, map(_as_title, values))),
                ),
            )
            for number, values in above
        ]
        unknown = [
            title
            for column, title in enumerate(heading)
            if title and column not in columns.values()
        ]
        unknown += [
            self.env._(
                "column %(letter)s without heading",
                letter=get_column_letter(column + 1),
            )
            for column in sorted(untitled)
        ]
        if unknown:
            left_out.append(
                self.env._(
                    "These columns were not read: %(columns)s.",
                    columns=format_list(self.env, unknown),
                )
            )
        return left_out

    # ------------------------------------------------------------- wording

    def _in_row(self, number, problem):
        return self.env._("Row %(number)s: %(problem)s", number=number, problem=problem)

    def _wrong(self, name, what):
        """What is wrong with the cell in the column of a field."""
        return self.env._(
            "%(column)s: %(problem)s", column=self._labels()[name], problem=what
        )

    def _reason(self, fault):
        """Why a cell cannot be read, and what to do."""
        text = fault.text
        if fault.kind == "formula":
            return self.env._(
                "the value of the formula is not in the file; open it in Excel and save it"
            )
        if fault.kind == "error":
            return self.env._(
                "“%(text)s” is an error of a formula; enter the value", text=text
            )
        if fault.kind == "rounded":
            return self.env._(
                "“%(text)s” has lost digits; format the column as text and enter them all",
                text=text,
            )
        if fault.kind == "date":
            return self.env._(
                "“%(text)s” is no date; write it as 2026-01-31", text=text
            )
        return self.env._("“%(text)s” is no number; write it as 1234.56", text=text)


def _as_title(value):
    """A cell of the heading: without the mark of a column that must be filled in."""
    return stripped(str(value)).rstrip("*＊:： ") if isinstance(value, str) else ""
