from odoo import fields, models
from odoo.tools import email_normalize, plaintext2html

from ...models.campaign.mkt_campaign import CHARGEABLE
from ...tools.xlsx_reader import text_of

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


class CampaignImport(models.TransientModel):
    """Contacts of an exhibition or of WeChat as leads of a campaign.

    Who is a lead of the campaign already, or stands in the file twice, is skipped.
    """

    _name = "mkt.campaign.import"
    _description = "Import of Campaign Contacts"
    _inherit = ["mkt.xlsx.import"]

    campaign_id = fields.Many2one("mkt.campaign", required=True, readonly=True)
    skipped = fields.Text(readonly=True)
    imported = fields.Integer("Leads Imported", readonly=True)
    is_done = fields.Boolean(readonly=True)

    def action_import(self):
        """Leads from the rows of the file; where one is faulty, say which, import none."""
        self.ensure_one()
        self.campaign_id.check_access("read")
        self.campaign_id._check_state(*CHARGEABLE)
        leads = self.env["crm.lead"]
        leads.check_access("create")
        contacts, problems = self._read()
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

    def _lead_vals(self, contact):
        campaign = self.campaign_id
        name = contact["partner_name"] or contact["contact_name"]
        return {
            **{column: contact[column] for column in COLUMNS},
            "name": f"{campaign.name} · {name}",
            "description": contact["description"]
            and plaintext2html(contact["description"]),
            "campaign_id": campaign.utm_campaign_id.id,
            "medium_id": campaign.medium_id.id,
            "source_id": campaign.source_id.id,
            "company_id": campaign.company_id.id,
            # whoever distributes the leads says who follows them up
            "user_id": False,
        }

    # ------------------------------------------------------------- reading

    def _template(self):
        return "contacts"

    def _title(self):
        return self.env._("Import Contacts")

    def _labels(self):
        return {
            "contact_name": self.env._("Name of the Contact"),
            "partner_name": self.env._("Firm"),
            "function": self.env._("Job Title"),
            "phone": self.env._("Phone Number"),
            "email_from": self.env._("E-mail Address"),
            "city": self.env._("City"),
            "description": self.env._("Remarks"),
        }

    def _row(self, number, cells, lookups):
        contact = {name: text_of(cells[name]) for name in COLUMNS} | {"row": number}
        return contact, self._problem(contact)

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
