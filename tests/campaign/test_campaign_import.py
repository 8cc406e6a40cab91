import base64
import io
from pathlib import Path
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase
from odoo.tools import html2plaintext

from ..base.import_cells import ImportCellsMixin, damaged, workbook, workbook_of
from ..common import Undone
from .campaign_case import CampaignCase

BACKGROUND = "odoo.addons.marketing_office.wizards.base.mkt_background_import"
TOOLS = "odoo.addons.phone_validation.tools.phone_validation"
HEADING = (
    "Name of the Contact",
    "Firm",
    "Job Title",
    "Phone Number",
    "E-mail Address",
    "City",
    "Remarks",
)


def sent(name):
    """A workbook that somebody has sent."""
    return Path(__file__).parent / "workbooks" / f"{name}.xlsx"


def contacts_of(*rows, heading=HEADING):
    return workbook_of(heading, *rows)


class TestCampaignImport(ImportCellsMixin, CampaignCase):
    """Lists of contacts become leads of the campaign: all rows, or none."""

    def setUp(self):
        super().setUp()
        self.company.country_id = self.env.ref("base.cn")
        self.campaign = self.approved_campaign()

    def leads(self):
        return self.env["crm.lead"].search(
            [("campaign_id", "=", self.campaign.utm_campaign_id.id)]
        )

    found = leads

    def load(self, file, user=None):
        dialogs = self.env["mkt.campaign.import"].with_user(user or self.promoter)
        dialog = dialogs.create({"campaign_id": self.campaign.id, "file": file})
        dialog.action_import()
        return dialog

    def load_rows(self, *rows, user=None, **kwargs):
        return self.load(contacts_of(*rows, **kwargs), user)

    def test_rows_become_leads_of_the_campaign(self):
        dialog = self.load_rows(
            ("王芳", "华东电气", "采购", "139 1234 5678", "", "上海", "要报价"),
            ("李强", "", "", "", "li@customer.example.com", "", ""),
        )
        self.assertEqual(dialog.imported, 2)
        first = self.leads().filtered(lambda lead: lead.contact_name == "王芳")
        self.assertEqual(first.partner_name, "华东电气")
        self.assertFalse(first.user_id)
        self.assertEqual(first.company_id, self.company)
        self.assertEqual(self.campaign.with_user(self.promoter).lead_count, 2)

    def test_what_was_worked_out_beforehand_is_what_the_host_works_out(self):
        self.load_rows(
            ("王芳", "", "", "139 1234 5678", "Fang@Customer.example.com", "", ""),
            ("李强", "", "", "+44 20 7946 0958", "", "", ""),
            ("Ann", "", "", "0512-6288 1234 转 801", "ann@x.example.com", "", ""),
            ("Bob", "", "", "13912345679 / 051262881235", "", "", ""),
            ("陈静", "", "", "12345678901", "", "", ""),
            ("周涛", "", "", "", "z@customer.example.com", "", ""),
        )
        leads = self.leads()
        names = ["phone_sanitized", "phone_state", "email_normalized", "email_state"]
        imported = leads.read(names)
        self.assertTrue(any(lead["phone_sanitized"] for lead in imported))
        for name in names:
            self.env.add_to_compute(leads._fields[name], leads)
        self.assertEqual(leads.read(names), imported)

    def load_for(self, salesperson, *rows):
        dialog = (
            self.env["mkt.campaign.import"]
            .with_user(self.promoter)
            .create(
                {
                    "campaign_id": self.campaign.id,
                    "file": contacts_of(*rows),
                    "user_id": salesperson.id,
                }
            )
        )
        dialog.action_import()
        return dialog

    def test_the_leads_are_the_salespersons(self):
        seller = self.users["sales_staff"]
        rows = (
            ("王芳", "华东电气", "采购", "139 1234 5678", "", "上海", "要报价"),
            ("李强", "", "", "", "li@customer.example.com", "", ""),
        )
        before = self.campaign.message_ids
        self.load_for(seller, *rows)
        self.assertEqual(self.leads().user_id, seller)
        self.assertEqual(len(self.leads().with_user(seller)), 2)
        told = self.campaign.message_ids - before
        self.assertEqual(told.partner_ids, seller.partner_id)
        # none of the leads sends a message of its own
        self.assertFalse(self.leads().message_ids.notified_partner_ids)

    def test_who_sells_nothing_is_given_no_leads(self):
        row = ("王芳", "", "", "13912345678", "", "", "")
        elsewhere = self.make_holder(
            "sales_staff", login="elsewhere", companies=self.company_b
        )
        for user in (self.make_user("nobody"), elsewhere):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.load_for(user, row)
        self.assertFalse(self.leads())

    def test_the_leads_show_the_phone(self):
        self.load_rows(("王芳", "", "", "13912345678", "", "", ""))
        action = self.campaign.with_user(self.promoter).action_view_leads()
        [[view_id, kind], _form] = action["views"]
        leads = self.env["crm.lead"].with_user(self.promoter)
        arch = etree.fromstring(leads.get_view(view_id, kind)["arch"])
        phone = arch.find("field[@name='phone']")
        self.assertIsNone(phone.get("optional"))
        self.assertEqual(leads.search(action["domain"]), self.leads())

    def test_a_faulty_row_is_named_and_nothing_imported(self):
        dialog = self.load_rows(
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

    def test_a_long_list_goes_on_in_the_background(self):
        rows = [[f"王{n}", None, None, f"1391234000{n}"] for n in range(3)]
        with patch(f"{BACKGROUND}.AT_ONCE", 2):
            dialog = self.load_rows(*rows)
        self.assertFalse(dialog.is_done or self.leads())
        with self.enter_registry_test_mode():
            job = self.env.ref("marketing_office.ir_cron_run_imports")
            job.method_direct_trigger()
        self.env.invalidate_all()
        self.assertTrue(dialog.is_done)
        self.assertEqual((dialog.imported, len(self.leads())), (3, 3))
        self.assertEqual(self.leads().create_uid, self.promoter)

    def test_known_contacts_are_skipped_and_named(self):
        lost = self.env["crm.lead"].create(
            {
                "name": "Lost",
                "phone": "+86 139 1234 5678",
                "campaign_id": self.campaign.utm_campaign_id.id,
                "active": False,
            }
        )
        dialog = self.load_rows(
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
        self.load_rows(row)
        self.assertEqual(self.load_rows(row).imported, 0)
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
        self.load_rows(("王芳", "", "", "13912345678", "", "", remarks))
        self.assertEqual(html2plaintext(self.leads().description), remarks)

    def test_missing_columns_are_named(self):
        with self.assertRaisesRegex(UserError, "Phone Number"):
            self.load_rows(("x",), heading=("Firm",))

    def test_an_empty_list_is_told(self):
        self.assertIn("no rows", self.load_rows().problems)

    def test_only_campaigns_in_force_take_leads(self):
        self.campaign.action_cancel("no stand left")
        with self.assertRaises(UserError):
            self.load_rows(("王芳", "", "", "13912345678", "", "", ""))

    def test_who_holds_no_such_post_imports_nothing(self):
        with self.assertRaises(AccessError):
            self.load_rows(
                ("王芳", "", "", "13912345678", "", "", ""),
                user=self.users["finance_manager"],
            )

    def test_the_template_can_be_filled_in(self):
        content = self.env["mkt.campaign.template.xlsx"]._render()
        sheet = load_workbook(io.BytesIO(content)).active
        self.assertEqual(tuple(c.value for c in sheet[1]), HEADING)

    def test_every_reader_loads_every_template(self):
        for template_lang in ("en_US", "zh_CN"):
            for reader_lang in ("en_US", "zh_CN"):
                with self.subTest(template_lang, reader=reader_lang):
                    template = self.env["mkt.campaign.template.xlsx"].with_context(
                        lang=template_lang
                    )
                    book = load_workbook(io.BytesIO(template._render()))
                    number = len(self.leads())
                    book.active.append([f"王{number}", "", "", f"1391234567{number}"])
                    stream = io.BytesIO()
                    book.save(stream)
                    self.promoter.lang = reader_lang
                    dialog = self.load(base64.b64encode(stream.getvalue()))
                    self.assertEqual(dialog.imported, 1)

    # ------------------------------------------------------------- as people send them

    def test_cells(self):
        good = ["王芳", "华东电气", "采购", "13912345678", None, "上海", None]
        columns = (2, "function"), (None, None), (None, None)
        self.assertCells(HEADING, good, columns)

    def test_two_people_behind_a_switchboard_or_a_shared_mailbox(self):
        dialog = self.load_rows(
            ("张三", "恒通", "", "0512-66880000", "info@hengtong.example.com"),
            ("李四", "恒通", "", "0512-66880000", "info@hengtong.example.com"),
            ("李四", "恒通", "", "", "Info@hengtong.example.com"),
        )
        self.assertEqual(dialog.imported, 2)
        self.assertIn("Row 4: the same contact as in row 3", dialog.skipped)

    def test_forms_of_one_number_are_one_contact(self):
        forms = (
            (
                "13912345678",
                "１３９１２３４５６７８",
                "+86 139-1234-5678",
                "0086 13912345678",
            ),
            ("0571-88886666", "+86 571 8888 6666", "（0571）88886666"),
        )
        for numbers in forms:
            with self.subTest(numbers[0]):
                before = self.leads()
                dialog = self.load_rows(*(("王芳", "", "", n) for n in numbers))
                new = self.leads() - before
                self.assertEqual((dialog.imported, len(new)), (1, 1))
                for number in numbers:
                    self.assertEqual(
                        self.load_rows(("王芳", "", "", number)).imported, 0
                    )
        phones = sorted(self.leads().mapped("phone"))
        self.assertEqual(phones, ["+86 139 1234 5678", "+86 571 8888 6666"])

    def test_one_form_whatever_is_written(self):
        for number, stored in (
            ("１３９１２３４５６７９", "+86 139 1234 5679"),
            ("13912345680 / 0571 8888 6667", "+86 139 1234 5680 / +86 571 8888 6667"),
            ("+49 89 636 48018", "+49 89 63648018"),
            ("1234567", "1234567"),
        ):
            with self.subTest(number):
                before = self.leads()
                self.load_rows((f"王 {number}", "", "", number))
                self.assertEqual((self.leads() - before).phone, stored)

    def test_without_the_library_of_numbers_they_are_compared_all_the_same(self):
        # where Python has no such library, the host leaves numbers as they are
        with patch(f"{TOOLS}.phone_format", lambda number, *args, **options: number):
            dialog = self.load_rows(
                ("王芳", "", "", "13912345678"), ("王芳", "", "", "+86 139 1234 5678")
            )
        self.assertEqual(dialog.imported, 1)

    def test_cases_with_the_values_of_excel_errors(self):
        dialog = self.load_rows(("王3", "#N/A", "", "1.39123E+10", "", "#REF!"))
        self.assertRegex(dialog.problems, "Row 2: Firm: “#N/A” is an error")
        dialog = self.load_rows(("王3", "", "", "1.39123E+10", "", ""))
        self.assertRegex(dialog.problems, "Row 2: Phone Number: “1.39.*lost digits")

    def test_workbooks_as_they_were_sent(self):
        dialog = self.load(base64.b64encode(sent("contacts_switchboard").read_bytes()))
        self.assertFalse(dialog.problems)
        self.assertEqual(dialog.imported, 2)
        self.assertEqual(
            set(self.leads().mapped("contact_name")), {"张三", "李四"}, dialog.skipped
        )
        before = self.leads()
        file = sent("contacts_phone_forms")
        dialog = self.load(base64.b64encode(file.read_bytes()))
        self.assertRegex(dialog.problems, "Row 6: Firm: “#N/A” is an error")
        self.assertEqual(self.leads(), before)
        book = load_workbook(file)
        book.active.delete_rows(6)
        stream = io.BytesIO()
        book.save(stream)
        dialog = self.load(base64.b64encode(stream.getvalue()))
        self.assertEqual(dialog.imported, 2)
        self.assertEqual(
            set((self.leads() - before).mapped("phone")),
            {"+86 139 1234 5678", "+86 571 8888 6666"},
        )

    @settings(max_examples=40)
    @given(st.data())
    def test_damaged_workbooks(self, data):
        """A clear refusal, or the rows as they were: never a part of them."""
        rows = [(f"王{n}", "恒通", "采购", f"1391234567{n}") for n in range(4)]
        file = contacts_of(*rows)
        file = damaged(file, data)
        with Undone(self.env):
            before = self.leads()
            try:
                dialog = self.load(file)
            except UserError as error:
                self.assertTrue(str(error))
                self.assertEqual(self.leads(), before)
                return
            made = self.leads() - before
            self.assertEqual(len(made), dialog.imported)
            if dialog.problems:
                self.assertFalse(made)
            else:
                # what is not made has been named as known, or as read by no column
                whole = len(made) == len(rows)
                self.assertTrue(whole or dialog.skipped or dialog.left_out)

    def test_a_list_with_other_columns(self):
        dialog = self.load(
            workbook(["手机号码", "Firm", "Phone Number"], ["x", "恒通", "13912345678"])
        )
        self.assertEqual(dialog.imported, 1)
        self.assertEqual(dialog.left_out, "These columns were not read: 手机号码.")


class TestMobileNumbers(TransactionCase):
    def test_as_the_host_writes_them(self):
        """Also where only the first digits are looked up."""
        dialog = self.env["mkt.campaign.import"]
        china = self.env.ref("base.cn")
        for first in range(13000, 20000):
            for rest in ("000000", "987654"):
                number = f"{first}{rest}"
                self.assertEqual(
                    dialog._international(number, china),
                    dialog._phone_format(
                        number=number, country=china, force_format="INTERNATIONAL"
                    ),
                    number,
                )

    def test_ways_to_write_them(self):
        dialog = self.env["mkt.campaign.import"]
        for number in (
            *("+86 139 1234 5678", "+86-139-1234-5678", "139 1234 5678", "13912345678"),
            *("1391234567", "139123456789", "+8612345678901", "+8613912345678"),
            *("0086 139 1234 5678", "+44 139 1234 5678", "139x1234", "+1 391 234 5678"),
        ):
            for code in ("base.cn", "base.us"):
                country = self.env.ref(code)
                with self.subTest(number=number, country=code):
                    self.assertEqual(
                        dialog._international(number, country),
                        dialog._phone_format(
                            number=number, country=country, force_format="INTERNATIONAL"
                        ),
                    )
