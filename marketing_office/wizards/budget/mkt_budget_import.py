from odoo import fields, models
from odoo.tools import format_date

from ...tools.amount import LARGEST
from ...tools.xlsx_reader import is_empty, number_of, plain

# columns of a line; those of the months stand behind them
COLUMNS = "category_id", "planned", "note"
# how people write a month of the period: 4月, 四月, 2026年4月, 2026-04
MONTH_FORMATS = "LLL", "LLLL", "y LLL", "y LLLL", "y年L月", "y-MM"


class BudgetImport(models.TransientModel):
    """Lines of a draft budget from a filled-in template, by month if it says so.

    Lines of categories that the file does not name stay as they are.
    """

    _name = "mkt.budget.import"
    _description = "Import of Budget Lines"
    _inherit = ["mkt.lines.import"]
    _document = "budget_id"

    budget_id = fields.Many2one("mkt.budget", required=True)

    def _doubles(self, rows):
        first, problems = {}, []
        for row in rows:
            number = first.setdefault(row["category_id"], row["number"])
            if number != row["number"]:
                problems.append(
                    self._in_row(
                        row["number"],
                        self._wrong(
                            "category_id",
                            self.env._(
                                "“%(name)s” stands in row %(number)s already",
                                name=row["name"],
                                number=number,
                            ),
                        ),
                    )
                )
        return problems

    def _write_lines(self, rows):
        lines = self.budget_id.line_ids
        there = {line.category_id.id: line for line in lines}
        new = [row for row in rows if row["category_id"] not in there]
        made = lines.create(
            [{"budget_id": self.budget_id.id, **self._line_vals(row)} for row in new]
        )
        there |= {line.category_id.id: line for line in made}
        for row in rows:
            if row not in new:
                there[row["category_id"]].write(self._line_vals(row))
        amounts = {
            there[row["category_id"]]: row["months"] for row in rows if row["months"]
        }
        lines.browse().concat(*amounts)._share(amounts)

    def _line_vals(self, row):
        return {name: row[name] for name in COLUMNS if name in row}

    # ------------------------------------------------------------- reading

    def _template(self):
        return f"budget/{self.budget_id.id}"

    def _title(self):
        return self.env._("Import Lines")

    def _labels(self):
        fields_ = self.env["mkt.budget.line"]._fields
        labels = {n: fields_[n]._description_string(self.env) for n in COLUMNS}
        for month in self.budget_id._months():
            labels[month] = format_date(self.env, month, date_format=MONTH_FORMATS[0])
        return labels

    def _fields_by_title(self):
        titles = super()._fields_by_title()
        for code, _name in self.env["res.lang"].get_installed():
            for month in self.budget_id._months():
                for pattern in MONTH_FORMATS:
                    title = format_date(self.env, month, code, pattern)
                    titles.setdefault(plain(title), month)
        return titles

    def _missing_columns(self, found):
        missing = {"category_id"}.difference(found)
        if not set(self.budget_id._months()).intersection(found):
            missing |= {"planned"}.difference(found)
        return missing

    def _lookups(self):
        """Categories in force by their names in any language; None where several bear it."""
        categories = self.env["mkt.budget.category"].search(
            [
                ("is_in_force", "=", True),
                ("company_id", "in", (self.budget_id.company_id.id, False)),
            ]
        )
        names = {}
        for code, _name in self.env["res.lang"].get_installed():
            for category in categories.with_context(lang=code):
                key = plain(category.name)
                same = names.setdefault(key, category.id) == category.id
                names[key] = category.id if same else None
        return names

    def _row(self, number, cells, lookups):
        name = self._cell(cells, "category_id")
        amounts = {
            column: self._cell(cells, column, number_of)
            for column in ("planned", *self.budget_id._months())
            if not is_empty(cells.get(column))
        }
        if problem := self._wrong_amounts(amounts):
            return None, problem
        if name and not amounts:
            return None, None
        category = lookups.get(plain(name), ())
        if category is None:
            return None, self._wrong(
                "category_id",
                self.env._(
                    "several are called “%(text)s”; rename all but one", text=name
                ),
            )
        if not category:
            return None, self._wrong("category_id", self._unknown(name))
        row = {"number": number, "name": name, "category_id": category}
        if text := self._cell(cells, "note"):
            row["note"] = text
        return self._with_amounts(row, amounts)

    def _unknown(self, name):
        if not name:
            return self.env._("is empty")
        return self.env._("“%(text)s” is no budget category in force", text=name)

    def _with_amounts(self, row, amounts):
        """The row with its amount and months, and what is wrong with these or None."""
        currency = self.budget_id.currency_id
        planned = amounts.pop("planned", None)
        total = currency.round(sum(amounts.values()))
        if planned is None:
            planned = total
        elif amounts and currency.compare_amounts(planned, total):
            return None, self._wrong(
                "planned",
                self.env._(
                    "%(planned)s, but the months add up to %(total)s",
                    planned=currency.format(planned),
                    total=currency.format(total),
                ),
            )
        row["planned"] = planned
        # who gives months plans nothing in those left empty
        row["months"] = amounts and {
            m: amounts.get(m, 0) for m in self.budget_id._months()
        }
        return row, None

    def _wrong_amounts(self, amounts):
        currency = self.budget_id.currency_id
        for column, amount in amounts.items():
            if amount < 0:
                what = self.env._("%(amount)s is less than zero", amount=amount)
            elif amount > LARGEST:
                what = self.env._(
                    "%(amount)s is more than a budget can hold (%(limit)s)",
                    amount=currency.format(amount),
                    limit=currency.format(LARGEST),
                )
            elif abs(currency.round(amount) - amount) > 1e-6:
                what = self.env._(
                    "%(amount)s has more decimals than the currency", amount=amount
                )
            else:
                continue
            return self._wrong(column, what)
        return None
