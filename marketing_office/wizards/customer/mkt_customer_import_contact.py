from odoo import models
from odoo.tools import split_every

from ...tools.contact_keys import contact_keys
from ...tools.xlsx_reader import plain
from .mkt_customer_import import BATCH

# columns of a contact person, and the fields of the contact
PERSON = {
    "contact_name": "name",
    "contact_function": "function",
    "contact_phone": "phone",
    "contact_email": "email",
}


class CustomerImportContact(models.TransientModel):
    """Contact persons (联系人) of the firms, one in each row.

    A contact person is known by the name within the firm, else by mobile number or
    e-mail address.
    """

    _inherit = "mkt.customer.import"

    def _labels(self):
        return super()._labels() | {
            "contact_name": self.env._("Contact Person"),
            "contact_function": self.env._("Job Title of the Contact"),
            "contact_phone": self.env._("Phone of the Contact"),
            "contact_email": self.env._("E-mail of the Contact"),
        }

    def _row(self, number, cells, lookups):
        row, problem = super()._row(number, cells, lookups)
        texts = {name: self._cell(cells, name) for name in PERSON}
        vals = {field: texts[name] for name, field in PERSON.items() if texts[name]}
        row["contacts"] = (
            [{"row": number, "vals": vals, "partner": None}] if vals else []
        )
        problem = problem or self._person_problem(row, texts)
        if vals.get("phone") and not problem:
            vals["phone"] = self._phone(vals["phone"], lookups["country"])
        return row, problem

    def _person_problem(self, row, texts):
        if row["contacts"] and not texts["contact_name"]:
            return self._wrong("contact_name", self.env._("is empty"))
        if row["contacts"] and row["vals"].get("is_company") is False:
            return self._no_firm()
        return self._wrong_number(
            "contact_phone", texts["contact_phone"]
        ) or self._wrong_address("contact_email", texts["contact_email"])

    def _no_firm(self):
        return self._wrong(
            "contact_name", self.env._("a consumer has no contact persons")
        )

    def _join(self, row, first):
        """Add the contact person of a further row; in words why that cannot be, or None."""
        if not row["contacts"]:
            return self.env._(
                "the same customer as in row %(first)s", first=first["row"]
            )
        said, before = ({**r["vals"], "user_id": r["user"]} for r in (row, first))
        for name, value in said.items():
            if value not in (None, before.get(name)):
                return self._wrong(
                    name,
                    self.env._(
                        "is not what row %(first)s says of the same customer",
                        first=first["row"],
                    ),
                )
        first["contacts"] += row["contacts"]
        return None

    def _compare(self, rows):
        problems = super()._compare(rows)
        with_people = [row for row in rows if row["contacts"]]
        for batch in split_every(BATCH, with_people, list):
            partners = self.env["res.partner"].with_context(active_test=False)
            customers = partners.browse(r["partner"] for r in batch if r["partner"])
            people = partners.search_fetch(
                [
                    ("parent_id", "in", customers.ids),
                    ("type", "=", "contact"),
                    ("is_company", "=", False),
                ],
                ["parent_id", "active", *PERSON.values()],
            ).grouped("parent_id")
            for row in batch:
                customer = partners.browse(row["partner"] or [])
                customer = customer.with_prefetch(customers.ids)
                problems += self._compare_people(
                    row, customer, people.get(customer, partners)
                )
            self.env.invalidate_all()
        return problems

    def _compare_people(self, row, customer, people):
        """Leave in the row what differs from the firm's people; problems in words."""
        if customer and not row["vals"].get("is_company", customer.is_company):
            return [self._in_row(row["row"], self._no_firm())]
        problems, seen = [], {}
        for entry in row["contacts"]:
            keys = _personal_keys(entry["vals"])
            problem = self._match_person(entry, people, keys)
            if not problem:
                keys |= {("id", entry["partner"])} if entry["partner"] else set()
                if first := min((seen[k] for k in keys if k in seen), default=None):
                    problem = self.env._(
                        "the same contact person as in row %(first)s", first=first
                    )
                seen |= dict.fromkeys(keys, entry["row"])
            if problem:
                problem = self._wrong("contact_name", problem)
                problems.append(self._in_row(entry["row"], problem))
        return problems

    def _match_person(self, entry, people, keys):
        """Find the contact person among the firm's; in words why that cannot be, or None."""
        name = plain(entry["vals"]["name"])
        found = people.filtered(lambda p: plain(p.name or "") == name)
        found = found or people.filtered(
            lambda p: keys & _personal_keys({"phone": p.phone, "email": p.email})
        )
        if len(found) > 1:
            return self.env._(
                "the customer has several contact persons “%(name)s”",
                name=entry["vals"]["name"],
            )
        if found and not found.active:
            return self.env._(
                "“%(name)s” is archived; restore the contact first", name=found.name
            )
        entry["partner"] = found.id
        entry["vals"] = {
            field: value
            for field, value in entry["vals"].items()
            if not found or found[field] != value
        }
        return None

    def _write_contacts(self, rows):
        people = self._quiet_partners()
        entries = [(row["partner"], entry) for row in rows for entry in row["contacts"]]
        for _customer, entry in entries:
            if entry["partner"] and entry["vals"]:
                people.browse(entry["partner"]).write(entry["vals"])
        # as the host's own import makes them: what they have of the firm comes at once
        people._load_records_create(
            [
                {**entry["vals"], "parent_id": customer, "is_company": False}
                for customer, entry in entries
                if not entry["partner"]
            ]
        )


def _personal_keys(vals):
    """What only this person of the firm has: the name, a mobile number, a mailbox."""
    keys = contact_keys("", "", vals.get("phone"), vals.get("email"))
    own = {key for key in keys if isinstance(key, str)}
    return own | ({("name", plain(vals["name"]))} if vals.get("name") else set())
