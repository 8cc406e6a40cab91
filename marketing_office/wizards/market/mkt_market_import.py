from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.xlsx_reader import date_of, is_empty, number_of, plain

MODELS = {"observation": "mkt.observation", "size": "mkt.market.size"}
COLUMNS = {
    "observation": [
        "date",
        "kind",
        "name",
        "competitor_id",
        "product_id",
        "segment_id",
        "price",
        "currency_id",
        "source",
        "source_url",
        "confidence",
        "description",
    ],
    "size": [
        "segment_id",
        "period_id",
        "measure",
        "basis",
        "size",
        "served_size",
        "source",
        "source_url",
        "method",
        "confidence",
    ],
}
REQUIRED = {
    "observation": {"date", "kind", "name"},
    "size": {"segment_id", "period_id", "measure", "size", "source"},
}
MOST_ROWS = 50_000


class MarketImport(models.TransientModel):
    """Observations or market sizes from a filled-in template."""

    _name = "mkt.market.import"
    _description = "Import of Market Data"
    _inherit = ["mkt.xlsx.import"]
    _most_rows = MOST_ROWS

    kind = fields.Selection(
        [("observation", "Observations"), ("size", "Market Sizes")],
        "Import What",
        required=True,
        default="observation",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )

    def action_import(self):
        """Import every row of the file; where one is faulty, tell which and import none."""
        self.ensure_one()
        records = self.env[MODELS[self.kind]]
        records.check_access("create")
        vals_list, problems = self._read()
        if problems:
            return self._tell(problems)
        try:
            with self.env.cr.savepoint():
                records = records.create(vals_list)
        except UserError as error:
            return self._tell([str(error)])
        return self._show(records)

    def _tell(self, problems):
        """The dialog again, with what is to be mended in the file."""
        self.problems = self._shown(problems)
        return self._reopen()

    def _show(self, records):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            {
                "observation": "marketing_office.mkt_observation_action",
                "size": "marketing_office.mkt_market_size_action",
            }[self.kind]
        )
        ids = records.ids
        name = self.env._("%(count)s rows imported", count=len(ids))
        action |= {
            "name": name,
            "display_name": name,
            "views": [(False, "list"), (False, "form")],
            # one range instead of thousands of ids; others may import meanwhile
            "domain": [
                ("id", ">=", ids[0]),
                ("id", "<=", ids[-1]),
                ("create_uid", "=", self.env.uid),
            ],
            "context": {},
            "target": "main",
        }
        return self._warned(action) if self.left_out else action

    # ------------------------------------------------------------- reading

    def _template(self):
        return self.kind

    def _title(self):
        return self.env._("Import Market Data")

    def _labels(self):
        model = self.env[MODELS[self.kind]]
        return {
            name: model._fields[name]._description_string(self.env)
            for name in COLUMNS[self.kind]
        }

    def _missing_columns(self, found):
        return REQUIRED[self.kind].difference(found)

    def _row(self, number, cells, lookups):
        vals = {"company_id": self.company_id.id}
        for name in COLUMNS[self.kind]:
            if is_empty(cells.get(name)):
                if name in REQUIRED[self.kind]:
                    return None, self._wrong(name, self.env._("is empty"))
                continue
            try:
                vals[name] = self._value(name, cells, vals, lookups)
            except KeyError:
                return None, self._wrong(
                    name,
                    self.env._(
                        "“%(text)s” is not known or not valid",
                        text=self._cell(cells, name),
                    ),
                )
        return vals, getattr(self, f"_check_{self.kind}")(vals, lookups)

    def _value(self, name, cells, vals, lookups):
        """What the cell says; KeyError where it names something that is not there."""
        field = self.env[MODELS[self.kind]]._fields[name]
        if field.type == "date":
            return self._cell(cells, name, date_of)
        if field.type in ("float", "monetary"):
            return self._cell(cells, name, number_of)
        text = self._cell(cells, name)
        if name == "product_id":
            return lookups[name][vals.get("competitor_id"), plain(text)]
        if name in lookups:
            return lookups[name][plain(text)]
        return text

    def _check_observation(self, vals, lookups):
        if vals["date"] > lookups["today"]:
            return self._wrong("date", self.env._("lies in the future"))
        price = vals.get("price", 0)
        if price < 0 or (vals["kind"] == "price" and not price):
            return self._wrong("price", self.env._("must be more than zero"))
        currency = vals.get("currency_id")
        key = currency, vals["date"]
        if currency and price and key not in lookups["rates"]:
            record = self.env["res.currency"].browse(currency)
            try:
                record._mkt_check_rate(self.company_id, vals["date"])
                lookups["rates"][key] = None
            except UserError as error:
                lookups["rates"][key] = str(error)
        return lookups["rates"].get(key) if price else None

    def _check_size(self, vals, lookups):
        size, served = vals["size"], vals.get("served_size", 0)
        if size <= 0:
            return self._wrong("size", self.env._("must be more than zero"))
        if not 0 <= served <= size:
            return self._wrong(
                "served_size", self.env._("must be a part of the size of the market")
            )
        return None

    def _lookups(self):
        """What names in the file stand for, from one query for each kind of record."""
        company = self.company_id
        lookups = {"today": company._mkt_today(), "rates": {}}
        model = self.env[MODELS[self.kind]]
        for name in COLUMNS[self.kind]:
            field = model._fields[name]
            if field.type == "selection":
                lookups[name] = self._options(field)
            elif name == "currency_id":
                lookups[name] = self._by_name(name, [("active", "=", True)], ["name"])
            elif name == "period_id":
                lookups[name] = self._by_name(
                    name, [("company_id", "=", company.id)], ["code", "display_name"]
                )
            elif name == "product_id":
                found = self.env[field.comodel_name].search(
                    [("company_id", "=", company.id)]
                )
                lookups[name] = {
                    (p.competitor_id.id, plain(p.name)): p.id for p in found
                }
            elif field.type == "many2one":
                lookups[name] = self._by_name(
                    name, [("company_id", "=", company.id)], ["name"]
                )
        return lookups

    def _by_name(self, field, domain, names):
        """Ids of the records that a column may name, by their names in any language."""
        found = self.env[MODELS[self.kind]][field].search(domain)
        return {
            plain(record[name]): record.id
            for code, _name in self.env["res.lang"].get_installed()
            for name in names
            for record in found.with_context(lang=code)
        }

    def _options(self, field):
        """Values of a selection by themselves and by their labels in any language."""
        options = {key: key for key, _label in field._description_selection(self.env)}
        for code, _name in self.env["res.lang"].get_installed():
            env = self.with_context(lang=code).env
            for key, label in field._description_selection(env):
                options[plain(label)] = key
        return options
