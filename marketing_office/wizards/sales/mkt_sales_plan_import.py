from odoo import fields, models

from ...models.sales.mkt_sales_plan_line import NAMED_BY
from ...tools.xlsx_reader import is_empty, number_of, plain

# fields of a line, in the order of the template's columns; `name` is whom it is for
COLUMNS = "kind", "name", "floor", "target", "stretch"
AMOUNTS = "floor", "target", "stretch"


class SalesPlanImport(models.TransientModel):
    """Targets of a sales plan from a filled-in template; they are kept when allocating."""

    _name = "mkt.sales.plan.import"
    _description = "Import of Sales Targets"
    _inherit = ["mkt.lines.import"]
    _document = "plan_id"

    plan_id = fields.Many2one("mkt.sales.plan", required=True)

    def _doubles(self, rows):
        seen, problems = set(), []
        for row in rows:
            if row["scope"] in seen:
                problems.append(
                    self.env._("“%(name)s” stands in the file twice.", name=row["name"])
                )
            seen.add(row["scope"])
        return problems

    def _write_lines(self, rows):
        lines = self.plan_id._owner_lines()
        for row in rows:
            kind, number = row["scope"]
            vals = {name: row[name] for name in AMOUNTS if name in row}
            if row["scope"] in lines:
                lines[row["scope"]].write({**vals, "is_kept": True})
            else:
                self.env["mkt.sales.plan.line"].create(
                    {
                        **vals,
                        "plan_id": self.plan_id.id,
                        "kind": kind,
                        "is_kept": True,
                        **({NAMED_BY[kind]: number} if NAMED_BY[kind] else {}),
                    }
                )

    # ------------------------------------------------------------- reading

    def _template(self):
        return "sales_targets"

    def _title(self):
        return self.env._("Import Targets")

    def _labels(self):
        fields_ = self.env["mkt.sales.plan.line"]._fields
        return {
            name: (
                self.env._("For")
                if name == "name"
                else fields_[name]._description_string(self.env)
            )
            for name in COLUMNS
        }

    def _missing_columns(self, found):
        return {"kind", "name", "target"}.difference(found)

    def _lookups(self):
        """What kinds and names in the file stand for, one query for each kind."""
        line = self.env["mkt.sales.plan.line"]
        kinds = {}
        for code, _name in self.env["res.lang"].get_installed():
            env = self.with_context(lang=code).env
            for key, label in line._fields["kind"]._description_selection(env):
                kinds[plain(label)] = key
        return {"kind": kinds, **{kind: self._names(kind) for kind in NAMED_BY}}

    def _names(self, kind):
        """Ids of what a row of the kind may name, by names in any language; None if several."""
        field = NAMED_BY[kind]
        company = self.plan_id.company_id
        if not field:
            return {}
        model = self.env["mkt.sales.plan.line"][field]
        domain = [("id", "!=", False)]
        if "company_ids" in model._fields:
            domain = [("company_ids", "in", company.id), ("share", "=", False)]
        elif "company_id" in model._fields:
            domain = [("company_id", "in", (company.id, False))]
        found, names = model.search(domain), {}
        for code, _name in self.env["res.lang"].get_installed():
            for record in found.with_context(lang=code):
                # None where several bear the name: whose target it is cannot be told
                same = names.setdefault(plain(record.name), record.id) == record.id
                names[plain(record.name)] = record.id if same else None
        if kind == "person":
            names |= {plain(user.login): user.id for user in found}
        return names

    def _unknown(self, column, text):
        return self._wrong(
            column, self.env._("“%(text)s” is not known or not valid", text=text)
        )

    def _row(self, number, cells, lookups):
        text, name = self._cell(cells, "kind"), self._cell(cells, "name")
        kind = lookups["kind"].get(plain(text))
        if not kind:
            return None, self._unknown("kind", text)
        found = 0 if kind == "company" else lookups[kind].get(plain(name), ())
        if found is None:
            return None, self._wrong(
                "name",
                self.env._("several are called “%(text)s”; enter the login", text=name)
                if kind == "person"
                else self.env._(
                    "several are called “%(text)s”; rename all but one", text=name
                ),
            )
        if found == ():
            return None, self._unknown("name", name)
        row = {"scope": (kind, found), "name": name}
        for column in AMOUNTS:
            if not is_empty(cells.get(column)):
                row[column] = self._cell(cells, column, number_of)
                if row[column] < 0:
                    return None, self._wrong(
                        column, self.env._("must not be less than zero")
                    )
        if "target" not in row:
            return None, self._wrong("target", self.env._("is empty"))
        return row, None
