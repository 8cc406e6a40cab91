from odoo import models
from odoo.tools import SQL, split_every

from ...tools.contact_keys import contact_keys
from ...tools.xlsx_reader import plain
from .mkt_customer_import import BATCH


class CustomerImportMatch(models.TransientModel):
    """Which customer a row is about, and what changes of that customer.

    A number or address joins consumers alone: a firm has many people, a switchboard too.
    """

    _inherit = "mkt.customer.import"

    def _matched_rows(self, rows, problems):
        """The customers of the rows, with what changes of them; problems are told."""
        known, customers, seen = self._known(), [], {}
        for row in rows:
            problem = self._match(row, known)
            if not problem:
                keys = [
                    *row["keys"],
                    *([("id", row["partner"])] * bool(row["partner"])),
                ]
                first = next((seen[key] for key in keys if key in seen), row)
                for key in keys:
                    seen.setdefault(key, first)
                if first is row:
                    customers.append(row)
                else:
                    problem = self._join(row, first)
            if problem:
                problems.append(self._in_row(row["row"], problem))
        if not problems:
            problems = self._compare(customers)
        self.problems = self._shown(problems)
        return customers

    def _known(self):
        """Ids of the customers that the user may see, by each key; several of one key too."""
        partners = self.env["res.partner"].with_context(active_test=False)
        partners.flush_model()
        query = partners._search(
            [
                ("parent_id", "=", False),
                ("company_id", "in", [self.env.company.id, False]),
            ]
        )
        # straight from the table: records of all customers would fill the memory
        found = self.env.execute_query(
            query.select(
                *(
                    SQL.identifier(query.table, name)
                    for name in (
                        *("id", "active", "ref", "vat", "name", "is_company"),
                        *("phone", "email"),
                    )
                )
            )
        )
        known = {}
        for partner, active, *values in found:
            ref, vat, name, is_company, *ways = values
            for key in self._keys(ref, vat, name, bool(is_company), *ways):
                known.setdefault(key, []).append((partner, active, ref or ""))
        return known

    def _keys(self, ref, vat, name, is_company, phone, email):
        """What a customer is known by; what counts most comes first.

        Where nobody says whether it is a firm or a consumer, only a consumer of the same
        name is known by a number or address.
        """
        keys = [
            (kind, plain(value))
            for kind, value in (
                ("ref", ref),
                ("vat", vat),
                ("firm", is_company is not False and name),
            )
            if value
        ]
        if not is_company:
            keys += [
                ("person", key)
                for key in contact_keys(name, "", phone, email)
                if is_company is False or isinstance(key, tuple)
            ]
        return keys

    def _row_keys(self, row):
        vals = row["vals"].get
        return self._keys(
            *(vals("ref"), vals("vat"), vals("name"), vals("is_company")),
            *(vals("phone"), vals("email")),
        )

    def _match(self, row, known):
        """Find the row's customer; in words why that cannot be, or None."""
        row["keys"], row["partner"] = self._row_keys(row), None
        for key in row["keys"]:
            found = {entry[0]: entry for entry in known.get(key, ())}
            if not found:
                continue
            if len(found) > 1:
                return self.env._(
                    "several customers are called “%(name)s”; enter the customer number",
                    name=row["vals"]["name"],
                )
            [(partner, active, ref)] = found.values()
            if not active:
                return self.env._(
                    "“%(name)s” is archived; restore the contact first",
                    name=row["vals"]["name"],
                )
            number = row["vals"].get("ref")
            if number and ref and plain(number) != plain(ref):
                return self._wrong(
                    "ref",
                    self.env._(
                        "“%(name)s” is there with the number %(number)s",
                        name=row["vals"]["name"],
                        number=ref,
                    ),
                )
            row["partner"] = partner
            return None
        return None

    def _compare(self, rows):
        """Leave in each row what differs from the customer it has found; problems in words."""
        problems = []
        partners = self.env["res.partner"].browse(
            row["partner"] for row in rows if row["partner"]
        )
        # sudo: in whose hands a customer is decides, whatever the user may read
        managers = self.env["mkt.customer.assignment"].sudo()._managers
        for batch in split_every(BATCH, rows, list):
            known = partners.browse(row["partner"] for row in batch if row["partner"])
            held = managers(known, self.env.company) if known else {}
            for row in batch:
                partner = partners.browse(row["partner"] or [])
                partner = partner.with_prefetch(known.ids)
                if partner:
                    row["vals"] = {
                        name: value
                        for name, value in row["vals"].items()
                        if partner._fields[name].convert_to_write(
                            partner[name], partner
                        )
                        != value
                    }
                if row["user"] == held.get(partner, self.env.user.browse()).id:
                    row["user"] = None
                if row["user"] == self.env.uid:
                    problem = self.env._("nobody gives customers to themselves")
                    problems.append(
                        self._in_row(row["row"], self._wrong("user_id", problem))
                    )
            self.env.invalidate_all()
        return problems
