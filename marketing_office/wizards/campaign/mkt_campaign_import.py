import re
import unicodedata

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, plaintext2html, split_every

from ...models.campaign.mkt_campaign import CHARGEABLE
from ...tools.contact_keys import contact_keys

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
# what a contact is known by
KEY_FIELDS = "contact_name", "partner_name", "phone", "email_from"
# what the host would work out of each lead again, phone numbers being the dearest
WORKED_OUT = "email_normalized", "phone_sanitized", "phone_state"
# a number as the host writes it, without an extension
PLAIN_NUMBER = re.compile(r"\+[\d -]+")
NEEDED = {"contact_name", "partner_name"}, {"phone", "email_from"}
BATCH = 1000


class CampaignImport(models.TransientModel):
    """Contacts of an exhibition or of WeChat as leads of a campaign.

    Who is a lead of the campaign already, or stands in the file twice, is skipped.
    """

    _name = "mkt.campaign.import"
    _description = "Import of Campaign Contacts"
    _inherit = ["mkt.background.import"]

    campaign_id = fields.Many2one("mkt.campaign", required=True, readonly=True)
    company_id = fields.Many2one(related="campaign_id.company_id")
    user_id = fields.Many2one(
        "res.users",
        "Salesperson",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Who follows the contacts up. Empty: whoever distributes the leads says so.",
    )
    skipped = fields.Text(readonly=True)
    imported = fields.Integer("Leads Imported", readonly=True)

    def action_view_leads(self):
        return self.campaign_id.action_view_leads()

    def _check_may_import(self):
        self.ensure_one()
        self.campaign_id.check_access("read")
        self.campaign_id._check_state(*CHARGEABLE)
        self.env["crm.lead"].check_access("create")
        self._check_salesperson()

    def _check_salesperson(self):
        """Raise UserError where nobody who sells in the company would follow the leads up."""
        # sudo: what a colleague may do is no secret to whoever hands over work
        user, company = self.user_id.sudo(), self.company_id
        if user and not (
            company in user.company_ids
            and user.has_group("sales_team.group_sale_salesman")
        ):
            raise UserError(
                self.env._(
                    "%(user)s does not work on leads in %(company)s: choose another"
                    " salesperson.",
                    user=user.name,
                    company=company.name,
                )
            )

    def _tell_salesperson(self, count):
        """One message about all the leads, in place of one for each."""
        if count and self.user_id and self.user_id != self.env.user:
            told = self.with_context(lang=self.user_id.lang).env
            self.campaign_id.message_post(
                body=told._(
                    "%(count)s contacts were imported as leads for %(user)s.",
                    count=count,
                    user=self.user_id.name,
                ),
                partner_ids=self.user_id.partner_id.ids,
            )

    def _checked_rows(self, rows, problems):
        self.problems = self._shown(problems)
        if problems:
            return []
        new, skipped = self._without_known(rows)
        self.skipped = self._shown(skipped)
        self.imported = len(new)
        return new

    def _counts(self):
        return ["imported"]

    def _write_rows(self, rows):
        # a message in each of thousands of leads tells nobody anything
        leads = self.env["crm.lead"].with_context(
            tracking_disable=True, mail_auto_subscribe_no_notify=True
        )
        # the host would ask for the stage of each lead
        stage = leads._stage_find(domain=[("fold", "=", False)])
        for number, batch in enumerate(split_every(BATCH, rows, list)):
            created = leads.create(
                [self._lead_vals(contact) | {"stage_id": stage.id} for contact in batch]
            )
            self._keep_worked_out(created, batch)
            self._report_progress(number * BATCH + len(batch))
            # what is written need not stay in memory
            self.env.flush_all()
            self.env.invalidate_all()
        self._tell_salesperson(len(rows))

    def _keep_worked_out(self, leads, contacts):
        """What was worked out to check the contacts needs no second computation."""
        for name in WORKED_OUT:
            known = leads.concat(
                *(
                    lead
                    for lead, contact in zip(leads, contacts, strict=True)
                    if contact.get(name)
                )
            )
            self.env.remove_to_compute(leads._fields[name], known)

    def _lead_vals(self, contact):
        campaign = self.campaign_id
        name = contact["partner_name"] or contact["contact_name"]
        return {
            **{column: contact[column] for column in COLUMNS},
            **{name: contact[name] for name in WORKED_OUT if contact.get(name)},
            "name": f"{campaign.name} · {name}",
            "description": contact["description"]
            and plaintext2html(contact["description"]),
            "campaign_id": campaign.utm_campaign_id.id,
            "medium_id": campaign.medium_id.id,
            "source_id": campaign.source_id.id,
            "company_id": campaign.company_id.id,
            "user_id": self.user_id.id,
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

    def _missing_columns(self, found):
        """Who it is and how to reach them: one column of each will do."""
        return {
            name
            for alternatives in NEEDED
            if not found.keys() & alternatives
            for name in alternatives
        }

    def _lookups(self):
        # sudo: the country of one's company is no secret
        country = self.campaign_id.company_id.sudo().country_id
        return {"country": country or self.env.ref("base.cn")}

    def _row(self, number, cells, lookups):
        contact = {name: self._cell(cells, name) for name in COLUMNS} | {"row": number}
        contact["email_from"] = unicodedata.normalize("NFKC", contact["email_from"])
        problem = self._problem(contact)
        if not problem:
            self._take_phone(contact, lookups["country"])
        return contact, problem

    def _take_phone(self, contact, country):
        numbers = self._numbers(contact["phone"], country)
        contact["phone"] = " / ".join(known or written for written, known in numbers)
        if len(numbers) == 1 and PLAIN_NUMBER.fullmatch(numbers[0][1] or ""):
            contact["phone_sanitized"] = re.sub(r"[ -]", "", contact["phone"])
            contact["phone_state"] = "correct"

    def _problem(self, contact):
        phone, email = contact["phone"], contact["email_from"]
        if not contact["contact_name"] and not contact["partner_name"]:
            return self.env._("neither a contact nor a firm is named")
        if not phone and not email:
            return self.env._("there is neither a phone number nor an e-mail address")
        contact["email_normalized"] = email and email_normalize(email) or ""
        if email and not contact["email_normalized"]:
            return self._wrong_address("email_from", email)
        return self._wrong_number("phone", phone)

    # ------------------------------------------------------------- duplicates

    def _without_known(self, contacts):
        """Contacts that are new to the campaign, and in words which rows are not."""
        # sudo: a lead of a colleague is a lead of the campaign too, a lost one as well
        leads = (
            self.env["crm.lead"]
            .sudo()
            .with_context(active_test=False)
            .search_fetch(
                [("campaign_id", "=", self.campaign_id.utm_campaign_id.id)],
                KEY_FIELDS,
            )
        )
        seen = {
            key: 0
            for lead in leads
            for key in contact_keys(*(lead[name] for name in KEY_FIELDS))
        }
        new, skipped = [], []
        for contact in contacts:
            keys = contact_keys(
                *(contact[name] for name in KEY_FIELDS), contact["email_normalized"]
            )
            if same := keys & seen.keys():
                first = min(seen[key] for key in same)
                skipped.append(self._why_skipped(contact["row"], first))
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
