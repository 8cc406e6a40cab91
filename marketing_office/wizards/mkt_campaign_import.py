import base64

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from ..models.mkt_campaign import CHARGEABLE
from ..tools.xlsx_reader import rows_of, text_of

# fields of a lead, in the order of the template's columns
COLUMNS = (
    "contact_name",
    "partner_name",
    "function",
    "phone",
    "email_from",
    "city",
    "description",
)
MOST_ROWS = 10_000
MOST_SHOWN = 50


class CampaignImport(models.TransientModel):
    """Contacts of an exhibition or of WeChat as leads of a campaign: all rows, or none.

    Who is a lead of the campaign already, or stands in the file twice, is skipped.
    """

    _name = "mkt.campaign.import"
    _description = "Import of Campaign Contacts"

    campaign_id = fields.Many2one("mkt.campaign", required=True, readonly=True)
    file = fields.Binary("XLSX File", attachment=False)
    file_name = fields.Char()
    problems = fields.Text(readonly=True)
    skipped = fields.Text(readonly=True)
    imported = fields.Integer("Leads Imported", readonly=True)
    is_done = fields.Boolean(readonly=True)

    def action_download_template(self):
        """The workbook to fill in."""
        return {
            "type": "ir.actions.act_url",
            "url": "/marketing_office/import_template/contacts.xlsx",
            "target": "download",
        }

    def action_import(self):
        """Leads from the rows of the file; where one is faulty, say which, import none."""
        self.ensure_one()
        self.campaign_id.check_access("read")
        self.campaign_id._check_state(*CHARGEABLE)
        leads = self.env["crm.lead"]
        leads.check_access("create")
        if not self.file:
            raise UserError(self.env._("Choose the file first."))
        contacts, problems = self._read(base64.b64decode(self.file))
        if not contacts and not problems:
            problems = [self.env._("The file has no rows below its heading.")]
        self.problems = self._shown(problems)
        if not problems:
            new, skipped = self._without_known(contacts)
            leads.create([self._lead_vals(contact) for contact in new])
            self.skipped = self._shown(skipped)
            self.imported = len(new)
            self.is_done = True
        return self._reopen()

    def action_view_leads(self):
        return self.campaign_id.action_view_leads()

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Contacts"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
            "target": "new",
        }

    def _shown(self, lines):
        shown = lines[:MOST_SHOWN]
        if len(lines) > len(shown):
            rest = len(lines) - len(shown)
            shown.append(self.env._("… and %(count)s more.", count=rest))
        return "\n".join(shown)

    def _lead_vals(self, contact):
        campaign = self.campaign_id
        name = contact["partner_name"] or contact["contact_name"]
        return {
            **{column: contact[column] for column in COLUMNS},
            "name": f"{campaign.name} · {name}",
            "campaign_id": campaign.utm_campaign_id.id,
            "medium_id": campaign.medium_id.id,
            "source_id": campaign.source_id.id,
            "company_id": campaign.company_id.id,
            # whoever distributes the leads says who follows them up
            "user_id": False,
        }

    # ------------------------------------------------------------- reading

    def _read(self, content):
        """The contacts by row number, and what is wrong with the file's rows."""
        contacts, problems, heading = [], [], None
        try:
            for number, values in rows_of(content, len(COLUMNS)):
                if heading is None:
                    heading = self._heading(values)
                    continue
                if len(contacts) + len(problems) >= MOST_ROWS:
                    problems.append(
                        self.env._(
                            "Import at most %(count)s rows at a time.", count=MOST_ROWS
                        )
                    )
                    break
                contact = self._contact(heading, values, number)
                problem = self._problem(contact)
                if problem:
                    problems.append(
                        self.env._(
                            "Row %(number)s: %(problem)s",
                            number=number,
                            problem=problem,
                        )
                    )
                contacts.append(contact)
        except ValueError as error:
            raise UserError(
                self.env._("This is not an Excel file (XLSX) that can be read.")
            ) from error
        return contacts, problems

    def _labels(self):
        """Headings of the template in the reader's language, by field."""
        return {
            "contact_name": self.env._("Name of the Contact"),
            "partner_name": self.env._("Firm"),
            "function": self.env._("Job Title"),
            "phone": self.env._("Phone Number"),
            "email_from": self.env._("E-mail Address"),
            "city": self.env._("City"),
            "description": self.env._("Remarks"),
        }

    def _heading(self, values):
        english = self.with_context(lang="en_US")._labels()
        known = {
            label.casefold(): name
            for labels in (english, self._labels())
            for name, label in labels.items()
        }
        heading = [known.get(text_of(value).casefold()) for value in values]
        missing = [
            label for name, label in self._labels().items() if name not in heading
        ]
        if missing:
            raise UserError(
                self.env._(
                    "These columns are missing: %(columns)s. Take the template.",
                    columns=", ".join(missing),
                )
            )
        return heading

    def _contact(self, heading, values, number):
        contact = {
            name: text_of(value)
            for name, value in zip(heading, values, strict=True)
            if name
        }
        return contact | {"row": number}

    def _problem(self, contact):
        if not contact["contact_name"] and not contact["partner_name"]:
            return self.env._("neither a contact nor a firm is named")
        if not contact["phone"] and not contact["email_from"]:
            return self.env._("there is neither a phone number nor an e-mail address")
        if contact["email_from"] and not email_normalize(contact["email_from"]):
            return self.env._(
                "“%(email)s” is no e-mail address", email=contact["email_from"]
            )
        if contact["phone"] and len(self._digits(contact["phone"])) < 5:
            return self.env._("“%(phone)s” is no phone number", phone=contact["phone"])
        return None

    # ------------------------------------------------------------- duplicates

    def _digits(self, phone):
        digits = "".join(c for c in phone or "" if c.isdecimal())
        for prefix in ("0086", "86"):
            if digits.startswith(prefix) and len(digits) >= len(prefix) + 10:
                return digits.removeprefix(prefix)
        return digits

    def _keys(self, phone, email):
        """What tells that two contacts are the same."""
        return {self._digits(phone), email_normalize(email or "")} - {"", False, None}

    def _without_known(self, contacts):
        """Contacts that are new to the campaign, and in words which rows are not."""
        # sudo: a lead of a colleague is a lead of the campaign too, a lost one as well
        leads = (
            self.env["crm.lead"]
            .sudo()
            .with_context(active_test=False)
            .search_fetch(
                [("campaign_id", "=", self.campaign_id.utm_campaign_id.id)],
                ["phone", "email_from"],
            )
        )
        seen = {
            key: None
            for lead in leads
            for key in self._keys(lead.phone, lead.email_from)
        }
        new, skipped = [], []
        for contact in contacts:
            keys = self._keys(contact["phone"], contact["email_from"])
            same = keys & seen.keys()
            if same:
                skipped.append(self._why_skipped(contact["row"], seen[min(same)]))
            else:
                new.append(contact)
                seen |= dict.fromkeys(keys, contact["row"])
        return new, skipped

    def _why_skipped(self, row, first):
        if first:
            return self.env._(
                "Row %(row)s: the same contact as in row %(first)s",
                row=row,
                first=first,
            )
        return self.env._("Row %(row)s: is a lead of the campaign already", row=row)


class Campaign(models.Model):
    _inherit = "mkt.campaign"

    def action_import_contacts(self):
        """The dialog that takes the list of contacts."""
        self.ensure_one()
        self._check_state(*CHARGEABLE)
        dialog = self.env["mkt.campaign.import"].create({"campaign_id": self.id})
        return dialog._reopen()
