import unicodedata
from collections import Counter

from odoo import SUPERUSER_ID, fields, models
from odoo.exceptions import AccessError
from odoo.tools import split_every

from ...models.customer.mkt_customer_assignment import GIVERS
from ...tools.xlsx_reader import plain

# columns whose text is the value of the field
TEXTS = "ref", "name", "vat", "city", "street", "mkt_needs", "mkt_source"
BATCH = 1000


class CustomerImport(models.TransientModel):
    """Customers from a workbook: new ones are entered, known ones brought up to date.

    A row is a customer, with a contact person or none; a further row of the same customer
    is a further contact person. A customer is known by its number, else by its tax number,
    else a firm by its name and a consumer by mobile number or e-mail address. An empty cell
    leaves what is there.
    """

    _name = "mkt.customer.import"
    _description = "Import of Customers"
    _inherit = ["mkt.background.import"]

    created = fields.Integer("Customers Entered", readonly=True)
    updated = fields.Integer("Customers Changed", readonly=True)
    unchanged = fields.Integer("Customers as in the File", readonly=True)
    moved = fields.Integer(
        "Into Other Hands",
        readonly=True,
        help="Customers who get an account manager, or another one.",
    )
    contacts = fields.Integer(
        "Contact Persons",
        readonly=True,
        help="People of the customers who are entered or changed.",
    )
    is_checked = fields.Boolean(readonly=True)

    def action_check(self):
        """Say what an import would change, and change nothing."""
        self._check_may_import()
        self._checked_rows(*self._read())
        return self._reopen()

    def _checked_rows(self, rows, problems):
        rows = self._matched_rows(rows, problems)
        self._take(rows)
        return rows

    def _counts(self):
        return ["created", "updated", "unchanged", "moved", "contacts"]

    def action_view_customers(self):
        return self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_customer_standing_action"
        )

    def _check_may_import(self):
        """Raise AccessError unless the user gives customers to people."""
        self.ensure_one()
        if not self.env.user._mkt_holds(self.env.company, *GIVERS):
            raise AccessError(
                self.env._(
                    "Customers are imported by the Director, the Marketing Manager and the"
                    " Sales Manager of %(company)s.",
                    company=self.env.company.name,
                )
            )
        for operation in ("create", "write"):
            self.env["res.partner"].check_access(operation)

    def _take(self, rows):
        """Show how many customers the rows enter, change and move."""
        known = [row for row in rows if row["partner"]]
        changed = sum(bool(row["vals"]) for row in known)
        self.write(
            {
                "is_checked": not self.problems,
                "created": len(rows) - len(known),
                "updated": changed,
                "unchanged": len(known) - changed,
                "moved": sum(bool(row["user"]) for row in rows),
                "contacts": sum(
                    bool(person["vals"]) for row in rows for person in row["contacts"]
                ),
            }
        )

    # ------------------------------------------------------------- reading

    def _template(self):
        return "customers"

    def _title(self):
        return self.env._("Import Customers")

    def _labels(self):
        return {
            "ref": self.env._("Customer Number"),
            "name": self.env._("Customer"),
            "is_company": self.env._("Business or Consumer"),
            "vat": self.env._("Tax Number"),
            "phone": self.env._("Phone Number"),
            "email": self.env._("E-mail Address"),
            "city": self.env._("City"),
            "street": self.env._("Street"),
            "industry_id": self.env._("Industry"),
            "mkt_needs": self.env._("Needs"),
            "mkt_source": self.env._("Source of the Customer"),
            "user_id": self.env._("Account Manager"),
        }

    def _kinds(self):
        """What the column of the kind says, by whether it is a firm."""
        return {True: self.env._("Business"), False: self.env._("Consumer")}

    def _missing_columns(self, found):
        return {"name"}.difference(found)

    def _lookups(self):
        # sudo: the country of one's company is no secret
        country = self.env.company.sudo().country_id
        return {
            "country": country or self.env.ref("base.cn"),
            "columns": list(self._labels()),
            "choices": self._choices(),
        }

    def _choices(self):
        """What the cells of a column may name, {column: {text: value}}; None if several."""
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        return {
            "is_company": {
                plain(label): kind
                for code in languages
                for kind, label in self.with_context(lang=code)._kinds().items()
            },
            "industry_id": {
                plain(industry.name): industry.id
                for code in languages
                for industry in self.env["res.partner.industry"]
                .with_context(lang=code)
                .search([])
            },
            "user_id": self._colleagues(),
        }

    def _colleagues(self):
        """Ids of the office's members by login and name; None where two share a name."""
        # sudo: which colleagues work in the office is no secret inside it
        members = self.env["mkt.post.assignment"].sudo()._members(self.env.company)
        by_name = {}
        for user in members:
            key = plain(user.name)
            by_name[key] = None if key in by_name else user.id
        return by_name | {plain(user.login): user.id for user in members}

    def _row(self, number, cells, lookups):
        texts = {name: self._cell(cells, name) for name in lookups["columns"]}
        vals = {name: texts[name] for name in TEXTS if texts[name]}
        vals["email"] = unicodedata.normalize("NFKC", texts["email"])
        vals["phone"] = self._phone(texts["phone"], lookups["country"])
        problem = self._problem(texts)
        for name, choices in lookups["choices"].items():
            problem = problem or self._choose(vals, name, texts, choices)
        row = {
            "row": number,
            "user": vals.pop("user_id", None),
            "vals": {name: v for name, v in vals.items() if v not in ("", None)},
        }
        return row, problem

    def _problem(self, texts):
        if not texts["name"]:
            return self._wrong("name", self.env._("is empty"))
        return self._wrong_number("phone", texts["phone"]) or self._wrong_address(
            "email", unicodedata.normalize("NFKC", texts["email"])
        )

    def _choose(self, vals, name, texts, choices):
        """Set what the cell names, if anything; in words what is wrong with it or None."""
        text = texts[name]
        if not text:
            return None
        try:
            vals[name] = choices[plain(text)]
        except KeyError:
            if name == "user_id":
                what = self.env._("“%(text)s” does not work in the office", text=text)
            else:
                what = self.env._("“%(text)s” is not known", text=text)
            return self._wrong(name, what)
        if vals[name] is None:
            return self._wrong(
                name,
                self.env._("several are called “%(text)s”; enter the login", text=text),
            )
        return None

    # ------------------------------------------------------------- writing

    def _quiet_partners(self):
        # a message "created" in thousands of contacts tells nobody anything
        return self.env["res.partner"].with_context(
            tracking_disable=True, mail_create_nosubscribe=True
        )

    def _write_rows(self, rows):
        partners, written = self._quiet_partners(), 0
        for batch in split_every(BATCH, rows, list):
            known = [row for row in batch if row["partner"] and row["vals"]]
            new = [row for row in batch if not row["partner"]]
            created = partners.create(
                [{"is_company": True, **row["vals"]} for row in new]
            )
            for row, partner in zip(new, created, strict=True):
                row["partner"] = partner.id
            ids = [row["partner"] for row in known]
            for row, partner in zip(known, partners.browse(ids), strict=True):
                partner.write(row["vals"])
            self._give(batch)
            # the row of a customer is made when it is entered
            standings = self._by_system("mkt.customer.standing")
            standings._of(created, self.env.company)
            self._write_contacts(batch)
            written += len(batch)
            self._report_progress(written)
            # what is written need not stay in memory
            self.env.flush_all()
            self.env.invalidate_all()
        self._tell_account_managers(rows)

    def _by_system(self, model):
        """The model as the system itself writes it, without a message for each record.

        For what the import has checked already.
        """
        return (
            self.env[model].with_user(SUPERUSER_ID).with_context(tracking_disable=True)
        )

    def _give(self, rows):
        """Put the customers into the hands that the rows name."""
        wanted = {row["partner"]: row["user"] for row in rows if row["user"]}
        self.env["mkt.customer.assignment"].check_access("create")
        assignments = self._by_system("mkt.customer.assignment")
        held = assignments.search(
            [
                ("company_id", "=", self.env.company.id),
                ("partner_id", "in", list(wanted)),
                ("is_merged", "=", False),
                *assignments._running_domain(),
            ]
        )
        held.with_env(self.env).check_access("write")
        for user, theirs in held.grouped(lambda a: wanted[a.partner_id.id]).items():
            # what is open with the customers goes along
            theirs._hand_over(assignments.env["res.users"].browse(user))
        note = self.env._(
            "Import of %(file)s by %(user)s",
            file=self.file_name or "XLSX",
            user=self.env.user.name,
        )
        assignments.create(
            [
                {
                    "company_id": self.env.company.id,
                    "partner_id": partner,
                    "user_id": user,
                    "note": note,
                }
                for partner, user in wanted.items()
                if partner not in held.partner_id.ids
            ]
        )

    def _tell_account_managers(self, rows):
        """One message to each account manager, however many customers they get."""
        counts = Counter(row["user"] for row in rows if row["user"])
        for user in self.env["res.users"].browse(counts):
            theirs = self.with_context(lang=user.lang).env
            self.env["mail.thread"].message_notify(
                partner_ids=user.partner_id.ids,
                subject=theirs._("Customers for you"),
                body=theirs._(
                    "%(user)s has put %(count)s customers into your hands.",
                    user=self.env.user.name,
                    count=counts[user.id],
                ),
            )
