import base64
import io

import xlsxwriter
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tools import html2plaintext

from .campaign_case import CampaignCase

HEADING = (
    "Name of the Contact",
    "Firm",
    "Job Title",
    "Phone Number",
    "E-mail Address",
    "City",
    "Remarks",
)


def workbook_of(*rows, heading=HEADING):
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"strings_to_formulas": False})
    sheet = workbook.add_worksheet()
    for number, row in enumerate((heading, *rows)):
        sheet.write_row(number, 0, row)
    workbook.close()
    return base64.b64encode(stream.getvalue())


class TestCampaignImport(CampaignCase):
    """Lists of contacts become leads of the campaign: all rows, or none."""

    def setUp(self):
        super().setUp()
        self.campaign = self.approved_campaign()

    def leads(self):
        return self.env["crm.lead"].search(
            [("campaign_id", "=", self.campaign.utm_campaign_id.id)]
        )

    def load(self, *rows, user=None, **kwargs):
        dialog = (
            self.env["mkt.campaign.import"]
            .with_user(user or self.promoter)
            .create(
                {"campaign_id": self.campaign.id, "file": workbook_of(*rows, **kwargs)}
            )
        )
        dialog.action_import()
        return dialog

    def test_rows_become_leads_of_the_campaign(self):
        dialog = self.load(
            ("王芳", "华东电气", "采购", "139 1234 5678", "", "上海", "要报价"),
            ("李强", "", "", "", "li@customer.example.com", "", ""),
        )
        self.assertEqual(dialog.imported, 2)
        first = self.leads().filtered(lambda lead: lead.contact_name == "王芳")
        self.assertEqual(first.partner_name, "华东电气")
        self.assertFalse(first.user_id)
        self.assertEqual(first.company_id, self.company)
        self.assertEqual(self.campaign.with_user(self.promoter).lead_count, 2)

    def test_a_faulty_row_is_named_and_nothing_imported(self):
        dialog = self.load(
            ("王芳", "", "", "13912345678", "", "", ""),
            ("李强", "", "", "", "", "", ""),
            ("", "", "", "13912345679", "", "", ""),
            ("赵", "", "", "", "not an address", "", ""),
            ("钱", "", "", "none", "", "", ""),
        )
        for number in (3, 4, 5, 6):
            self.assertIn(f"Row {number}:", dialog.problems)
        self.assertNotIn("Row 2:", dialog.problems)
        self.assertFalse(self.leads())
        self.assertFalse(dialog.is_done)

    def test_known_contacts_are_skipped_and_named(self):
        lost = self.env["crm.lead"].create(
            {
                "name": "Lost",
                "phone": "+86 139 1234 5678",
                "campaign_id": self.campaign.utm_campaign_id.id,
                "active": False,
            }
        )
        dialog = self.load(
            ("王芳", "", "", "13912345678", "", "", ""),
            ("李强", "", "", "", "Li@customer.example.com", "", ""),
            ("李强", "", "", "", "li@customer.example.com", "", ""),
        )
        self.assertEqual(dialog.imported, 1)
        self.assertIn("Row 2: is a lead", dialog.skipped)
        self.assertIn("Row 4: the same contact as in row 3", dialog.skipped)
        self.assertEqual(len(self.leads() | lost), 2)

    def test_loading_a_list_twice_adds_nothing(self):
        row = ("王芳", "", "", "13912345678", "", "", "")
        self.load(row)
        self.assertEqual(self.load(row).imported, 0)
        self.assertEqual(len(self.leads()), 1)

    def test_what_is_no_workbook_is_refused(self):
        dialog = self.env["mkt.campaign.import"].create(
            {"campaign_id": self.campaign.id, "file": base64.b64encode(b"name;phone")}
        )
        with self.assertRaises(UserError):
            dialog.action_import()

    def test_what_the_web_client_would_not_send_is_refused(self):
        dialog = self.env["mkt.campaign.import"].create(
            {"campaign_id": self.campaign.id, "file": b"abcde"}
        )
        with self.assertRaises(UserError):
            dialog.action_import()

    def test_remarks_stay_as_they_were_written(self):
        remarks = "Price <100 & delivery >2 weeks\nWants a <b>bold</b> offer"
        self.load(("王芳", "", "", "13912345678", "", "", remarks))
        self.assertEqual(html2plaintext(self.leads().description), remarks)

    def test_missing_columns_are_named(self):
        with self.assertRaisesRegex(UserError, "Phone Number"):
            self.load(("x",), heading=("Firm",))

    def test_an_empty_list_is_told(self):
        self.assertIn("no rows", self.load().problems)

    def test_only_campaigns_in_force_take_leads(self):
        self.campaign.action_cancel("no stand left")
        with self.assertRaises(UserError):
            self.load(("王芳", "", "", "13912345678", "", "", ""))

    def test_who_holds_no_such_post_imports_nothing(self):
        with self.assertRaises(AccessError):
            self.load(
                ("王芳", "", "", "13912345678", "", "", ""),
                user=self.users["finance_manager"],
            )

    def test_the_template_can_be_filled_in(self):
        content = self.env["mkt.campaign.template.xlsx"]._render()
        sheet = load_workbook(io.BytesIO(content)).active
        self.assertEqual(tuple(c.value for c in sheet[1]), HEADING)
