import base64
import io
from datetime import date, timedelta
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tools import html2plaintext

from ..base.import_cells import CELLS, ImportCellsMixin, Refused, damaged, workbook
from ..common import OfficeHttpCase, Undone
from .test_customer_figures import FiguresCase

BACKGROUND = "odoo.addons.marketing_office.wizards.base.mkt_background_import"
HEADING = [
    *("Customer Number", "Customer", "Business or Consumer", "Tax Number"),
    *("Phone Number", "E-mail Address", "City", "Street", "Industry", "Needs"),
    *("Source of the Customer", "Account Manager"),
]
PERSON = [
    *("Contact Person", "Job Title of the Contact", "Phone of the Contact"),
    "E-mail of the Contact",
]
# as the template and the export have them
TEMPLATE = [*HEADING[:9], "Segment", *HEADING[9:], *PERSON]
GOOD = [
    *("C-001", "华东电气（上海）有限公司", "Business", "", "021 5555 1234"),
    *("info@huadong.example", "上海", "延安路 1 号", "", "断路器", "展会", ""),
]


def row(**cells):
    """A row of the workbook, cells by the first word of the column but the number's."""
    return [None, *(cells.get(name.split()[0].lower()) for name in HEADING[1:])]


class ImportCase(FiguresCase):
    posts = ("director", "sales_manager", "account_manager", "sales_staff", "member")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.cn")
        cls.manager = cls.users["sales_manager"]

    def dialog(self, *rows, user=None, heading=HEADING):
        dialogs = self.env["mkt.customer.import"].with_user(user or self.manager)
        return dialogs.create(
            {"file": workbook(heading, *rows), "file_name": "list.xlsx"}
        )

    def load_rows(self, *rows, **options):
        dialog = self.dialog(*rows, **options)
        dialog.action_import()
        return dialog

    def customer_named(self, name):
        return self.env["res.partner"].search([("name", "=", name)])

    def found(self):
        return self.env["res.partner"].search([("parent_id", "=", False)])

    def counts(self, dialog):
        return [dialog.created, dialog.updated, dialog.unchanged, dialog.moved]


class TestCustomerImport(ImportCellsMixin, ImportCase):
    """Customers from a workbook: all rows or none, known ones brought up to date."""

    def load(self, file):
        dialogs = self.env["mkt.customer.import"].with_user(self.manager)
        dialog = dialogs.create({"file": file})
        dialog.action_import()
        return dialog

    def test_no_run_is_given_to_a_dialog(self):
        dialog = self.dialog(GOOD)
        for run in (10**8, self.env["mkt.import.run"].sudo()._begin(dialog, []).id):
            with self.subTest(run):
                with self.assertRaisesRegex(UserError, "by its button"):
                    dialog.run_id = run
                with self.assertRaisesRegex(UserError, "by its button"):
                    dialog.create({"run_id": run})

    def test_new_customers(self):
        industry = self.env["res.partner.industry"].create({"name": "Looms"})
        dialog = self.load_rows(
            [*GOOD[:8], "looms", *GOOD[9:11], "account_manager"],
            row(customer="王芳", business="Consumer", phone="139 1234 5678"),
        )
        self.assertFalse(dialog.problems)
        self.assertEqual(self.counts(dialog), [2, 0, 0, 1])
        firm = self.customer_named(GOOD[1])
        self.assertTrue(firm.is_company)
        self.assertEqual(firm.ref, "C-001")
        self.assertEqual(firm.phone, "+86 21 5555 1234")
        self.assertEqual(firm.industry_id, industry)
        self.assertEqual(firm.mkt_source, "展会")
        self.assertEqual(firm.user_id, self.users["account_manager"])
        self.assertIn("list.xlsx by sales_manager", firm.mkt_assignment_ids.note)
        self.assertEqual(self.of(firm).user_id, self.users["account_manager"])
        person = self.customer_named("王芳")
        self.assertFalse(person.is_company)
        self.assertTrue(self.of(person).is_in_pool)
        # nobody may be called only because a list was imported
        self.assertFalse(person._mkt_may_contact("phone", self.company))

    def test_a_check_changes_nothing(self):
        before = self.found()
        dialog = self.dialog(GOOD)
        dialog.action_check()
        self.assertEqual(self.counts(dialog), [1, 0, 0, 0])
        self.assertTrue(dialog.is_checked)
        self.assertFalse(dialog.is_done)
        self.assertEqual(self.found(), before)

    def test_known_customers_are_brought_up_to_date(self):
        by_number = self.make_customer("Old", ref="C-001", is_company=True, city="杭州")
        by_tax = self.make_customer("Mill", vat="91310000MA1K", is_company=True)
        by_name = self.make_customer("上海(东方)厂", is_company=True)
        consumer = self.make_customer("李强", phone="+86 139 1234 5678")
        dialog = self.load_rows(
            ["C-001", "New Name", *[None] * 4, "上海", *[None] * 5],
            row(customer="The Mill", tax="91310000MA1K"),
            row(customer="上海（东方）厂", needs="Relays"),
            row(customer="李强", business="Consumer", phone="13912345678", city="苏州"),
        )
        self.assertFalse(dialog.problems)
        self.assertEqual(self.counts(dialog), [0, 4, 0, 0])
        self.assertEqual((by_number.name, by_number.city), ("New Name", "上海"))
        # an empty cell leaves what is there
        self.assertEqual(by_number.email, "old@customer.example.com")
        self.assertEqual(by_tax.name, "The Mill")
        self.assertEqual(by_name.mkt_needs, "Relays")
        self.assertEqual(consumer.city, "苏州")

    def test_faulty_rows_are_named_and_nothing_is_imported(self):
        before = self.found()
        archived = self.make_customer("Gone", is_company=True, active=False)
        self.make_customer("Twice", is_company=True)
        self.make_customer("Twice", is_company=True)
        self.make_customer("Numbered", is_company=True, ref="C-7")
        before |= self.env["res.partner"].search(
            [("name", "in", ["Twice", "Numbered"])]
        )
        dialog = self.load_rows(
            row(customer="Good"),
            row(city="上海"),
            row(customer="A", phone="none"),
            row(customer="B", **{"e-mail": "not an address"}),
            row(customer="C", business="Cooperative"),
            row(customer="D", industry="Witchcraft"),
            row(customer="E", account="nobody"),
            row(customer="Gone"),
            row(customer="Twice"),
            ["C-8", "Numbered", *[None] * 10],
            row(customer="ｇｏｏｄ"),
            row(customer="F", account="sales_manager"),
        )
        for number, reason in [
            (3, "Customer: is empty"),
            (4, "Phone Number: “none” is no phone number"),
            (5, "E-mail Address: “not an address” is no"),
            (6, "Business or Consumer: “Cooperative” is not known"),
            (7, "Industry: “Witchcraft” is not known"),
            (8, "Account Manager: “nobody” does not work in the office"),
            (9, "“Gone” is archived"),
            (10, "several customers are called “Twice”"),
            (11, "Customer Number: “Numbered” is there with the number C-7"),
            (12, "the same customer as in row 2"),
        ]:
            self.assertIn(f"Row {number}: {reason}", dialog.problems)
        self.assertNotIn("Row 2:", dialog.problems)
        self.assertEqual(self.found(), before)
        self.assertFalse(archived.active)

    def test_nobody_gives_customers_to_themselves(self):
        dialog = self.load_rows(row(customer="F", account="sales_manager"))
        self.assertIn("Row 2: Account Manager: nobody gives", dialog.problems)
        self.assertFalse(self.customer_named("F"))

    def test_another_account_manager_takes_over(self):
        customer = self.make_customer("Mill", is_company=True)
        old, new = self.users["account_manager"], self.users["sales_staff"]
        yesterday = self.today.replace(year=self.today.year - 1)
        held = self.give_customer(customer, old, date_from=yesterday)
        lead = self.env["crm.lead"].create(
            {
                "name": "Looms",
                "partner_id": customer.id,
                "user_id": old.id,
                "company_id": self.company.id,
            }
        )
        dialog = self.load_rows(row(customer="Mill", account=new.login))
        self.assertEqual(self.counts(dialog), [0, 0, 1, 1])
        self.assertEqual(held.ending, "handed_over")
        self.assertEqual(customer.user_id, new)
        self.assertEqual(lead.user_id, new)

    def test_who_imports(self):
        for code in ("account_manager", "sales_staff", "member"):
            with self.assertRaises(AccessError):
                self.dialog(GOOD, user=self.users[code])
        dialog = self.dialog(GOOD)
        for step in ("action_check", "action_import"):
            with self.assertRaises(AccessError):
                getattr(dialog.with_user(self.users["account_manager"]), step)()
        self.load_rows(GOOD, user=self.users["director"])
        self.assertTrue(self.customer_named(GOOD[1]))

    def test_columns_in_any_order_and_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        dialog = self.dialog(
            ["上海", "华东厂", "x"], heading=["城市", "客户", "unknown"]
        )
        dialog.action_import()
        self.assertFalse(dialog.problems)
        self.assertEqual(self.customer_named("华东厂").city, "上海")
        self.assertIn("unknown", dialog.left_out)
        with self.assertRaisesRegex(UserError, "Customer"):
            self.load_rows(["x"], heading=["City"])

    def test_cells(self):
        needs = HEADING.index("Needs")
        columns = [(needs, "mkt_needs"), (None, None), (None, None)]
        self.assertCells(HEADING, GOOD, columns)

    @settings(max_examples=60)
    @given(st.data())
    def test_damaged_workbooks(self, data):
        """A clear refusal, or all rows: never a part of them."""
        rows = [row(customer=f"Firm {n}", city="上海") for n in range(4)]
        file = damaged(workbook(HEADING, *rows), data)
        with Undone(self.env):
            before = self.found()
            try:
                dialog = self.load(file)
            except UserError as error:
                self.assertTrue(str(error))
                self.assertEqual(self.found(), before)
                return
            made = self.found() - before
            self.assertEqual(len(made), 0 if dialog.problems else dialog.created)
            if not dialog.problems:
                self.assertTrue(len(made) == len(rows) or dialog.left_out)

    def test_queries_do_not_grow(self):
        def queries(start, count):
            rows = [
                [
                    *row(
                        customer=f"Firm {n}",
                        phone=f"57382{n:04}",
                        account="sales_staff",
                    ),
                    *("王芳", "采购", f"1391234{n:04}", ""),
                ]
                for n in range(start, start + count)
            ]
            dialog = self.dialog(*rows, heading=[*HEADING, *PERSON])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            dialog.action_import()
            self.env.flush_all()
            self.assertFalse(dialog.problems)
            return self.cr.sql_log_count - before

        queries(0, 2)
        few = queries(100, 10)
        # the host's mixins of mail and phone numbers look up values by the hundred
        self.assertLess(queries(1000, 200), few + 20)


class TestContactPersons(ImportCase):
    """Contact persons of a firm: one in each row, known by a personal key."""

    heading = ["Customer", "City", *PERSON]

    def load_people(self, *rows):
        return self.load_rows(*rows, heading=self.heading)

    def people(self, firm):
        found = self.customer_named(firm).child_ids.sorted("id")
        return [(p.name, p.function, p.phone, p.email) for p in found]

    def test_several_of_one_firm(self):
        dialog = self.load_people(
            ["华东厂", "上海", "王芳", "采购", "139 1234 5678", "wang@huadong.example"],
            ["Mill", "苏州"],
            ["华东厂", None, "李强", None, "021-5555 1234", None],
            ["华东厂", "上海", "赵敏", "厂长", None, None],
        )
        self.assertFalse(dialog.problems)
        self.assertEqual(self.counts(dialog), [2, 0, 0, 0])
        self.assertEqual(dialog.contacts, 3)
        self.assertEqual(
            self.people("华东厂"),
            [
                ("王芳", "采购", "+86 139 1234 5678", "wang@huadong.example"),
                ("李强", False, "+86 21 5555 1234", False),
                ("赵敏", "厂长", False, False),
            ],
        )
        person = self.customer_named("王芳")
        self.assertEqual(person.commercial_partner_id, self.customer_named("华东厂"))
        self.assertEqual(person.city, "上海")
        self.assertFalse(person._mkt_may_contact("phone", self.company))

    def test_cells_merged_over_the_people_of_a_firm(self):
        rows = [
            ["华东厂", "上海", "王芳"],
            [None, None, "李强"],
        ]
        file = workbook(
            self.heading,
            *rows,
            prepare=lambda book: [
                book.active.merge_cells(cells) for cells in ("A2:A3", "B2:B3")
            ],
        )
        dialogs = self.env["mkt.customer.import"].with_user(self.manager)
        dialog = dialogs.create({"file": file})
        dialog.action_import()
        self.assertFalse(dialog.problems)
        self.assertEqual([p[0] for p in self.people("华东厂")], ["王芳", "李强"])

    def test_known_by_name_or_by_mobile_number(self):
        firm = self.make_customer("Mill", is_company=True)
        by_name = self.make_customer("王芳", parent_id=firm.id, phone="021 5555 1234")
        by_mobile = self.make_customer("Li", parent_id=firm.id, phone="13912345678")
        dialog = self.load_people(
            ["Mill", None, "王芳", "采购", None, None],
            ["Mill", None, "李强", None, "+86 139 1234 5678", None],
            ["Mill", None, "赵敏", None, "021 5555 1234", None],
        )
        self.assertFalse(dialog.problems)
        self.assertEqual(dialog.contacts, 3)
        self.assertEqual(by_name.function, "采购")
        self.assertEqual(by_mobile.name, "李强")
        # a switchboard joins nobody
        self.assertEqual(len(firm.child_ids), 3)

    def test_people_of_two_firms_are_not_the_same(self):
        for firm in ("Mill", "Dyer"):
            self.load_people([firm, None, "王芳", None, "13912345678", None])
        self.assertEqual(len(self.customer_named("王芳")), 2)

    def test_faulty_people_are_named_and_nothing_is_imported(self):
        firm = self.make_customer("Mill", is_company=True)
        self.make_customer("Gone", parent_id=firm.id, active=False)
        for _twice in range(2):
            self.make_customer("Twin", parent_id=firm.id)
        self.make_customer("Private", is_company=False)
        before = self.env["res.partner"].search([])
        self._assert_problems(
            [
                (["Dyer", "上海", "王芳"], None),
                (["Dyer", "上海"], "the same customer as in row 2"),
                (["Dyer", "苏州", "李强"], "City: is not what row 2 says"),
                (["Weaver", None, None, "厂长"], "Contact Person: is empty"),
                (["Baker", None, "A", None, "none"], "Phone of the Contact: “none”"),
                (["Smith", None, "B", None, None, "at"], "E-mail of the Contact: “at”"),
            ]
        )
        self._assert_problems(
            [
                (["Dyer", None, "王芳"], None),
                (["Dyer", None, " 王芳"], "Contact Person: the same .* as in row 2"),
                (["Mill", None, "Gone"], "Contact Person: “Gone” is archived"),
                (["Mill", None, "Twin"], "Contact Person: .* several .* “Twin”"),
            ]
        )
        self.assertEqual(self.env["res.partner"].search([]), before)
        consumer = ["Private", "Consumer", "A"]
        heading = ["Customer", "Business or Consumer", "Contact Person"]
        dialog = self.load_rows(consumer, heading=heading)
        self.assertIn("a consumer has no contact persons", dialog.problems)

    def _assert_problems(self, rows):
        dialog = self.load_people(*(cells for cells, _problem in rows))
        for number, (_cells, problem) in enumerate(rows, 2):
            if problem:
                self.assertRegex(dialog.problems, f"Row {number}: {problem}")
            else:
                self.assertNotIn(f"Row {number}:", dialog.problems)

    def test_cells(self):
        good = ["Mill", "上海", "王芳", "采购", "", ""]
        for cell, meaning, *_others in CELLS:
            with self.subTest(cell=cell), Undone(self.env):
                dialog = self.load_people([*good[:3], cell, *good[4:]])
                if isinstance(meaning, Refused):
                    self.assertRegex(
                        dialog.problems, f"Row 2: Job Title of the Contact: {meaning}"
                    )
                    self.assertFalse(self.customer_named("Mill"))
                else:
                    self.assertFalse(dialog.problems)
                    self.assertEqual(self.people("Mill")[0][1], meaning)


class TestSegment(ImportCase):
    """The segment, in the company of whoever imports."""

    def test_segment(self):
        segment = self.env["mkt.segment"].create({"name": "Looms"})
        self.env["mkt.segment"].create(
            {"name": "Ships", "company_id": self.company_b.id}
        )
        heading = ["Customer", "Segment"]
        self.load_rows(["Mill", "ｌｏｏｍｓ"], heading=heading)
        self.assertEqual(self.customer_named("Mill").mkt_segment_id, segment)
        again = self.load_rows(["Mill", "Looms"], heading=heading)
        self.assertEqual(self.counts(again), [0, 0, 1, 0])
        for name in ("Ships", "Witchcraft"):
            dialog = self.load_rows(["Dyer", name], heading=heading)
            self.assertIn(f"Row 2: Segment: “{name}” is not known", dialog.problems)
            self.assertFalse(self.customer_named("Dyer"))


class TestImportInBackground(ImportCase):
    """A large file is checked at once, and written in the background, all of it or none."""

    mail_disabled = False
    assigned_since = date(2026, 1, 1)

    def queued(self, count=3):
        dialog = self.dialog(*(row(customer=f"Firm {n}") for n in range(count)))
        with patch(f"{BACKGROUND}.AT_ONCE", count - 1):
            dialog.action_import()
        return dialog

    def run_imports(self):
        with self.enter_registry_test_mode():
            self.env.ref("marketing_office.ir_cron_run_imports").method_direct_trigger()
        self.env.invalidate_all()

    def told(self):
        return self.env["mail.message"].search(
            [("partner_ids", "=", self.manager.partner_id.id)]
        )

    def test_goes_on_by_itself(self):
        before = self.told()
        dialog = self.queued()
        self.assertTrue(dialog.run_id)
        self.assertFalse(dialog.is_done or dialog.problems)
        self.assertFalse(self.customer_named("Firm 0"))
        self.assertEqual(dialog.progress, 0)
        # a second click begins nothing
        dialog.action_import()
        self.run_imports()
        self.assertTrue(dialog.is_done)
        self.assertEqual(dialog.progress, 100)
        self.assertEqual(len(self.customer_named("Firm 2")), 1)
        self.assertEqual(self.customer_named("Firm 2").create_uid, self.manager)
        message = self.told() - before
        self.assertEqual(message.subject, "Imported: list.xlsx")
        self.assertIn("Customers Entered: 3", html2plaintext(message.body))
        self.run_imports()
        self.assertEqual(len(self.told() - before), 1)

    def test_faults_are_told_at_once(self):
        dialog = self.dialog(
            *(row(customer=f"Firm {n}") for n in range(3)), row(city="x")
        )
        with patch(f"{BACKGROUND}.AT_ONCE", 1):
            dialog.action_import()
        self.assertFalse(dialog.run_id)
        self.assertIn("Row 5: Customer: is empty", dialog.problems)

    def test_what_has_changed_since_is_told(self):
        before = self.told()
        dialog = self.queued()
        self.make_customer("Firm 1", is_company=True, active=False)
        self.run_imports()
        self.assertFalse(dialog.is_done)
        self.assertIn("“Firm 1” is archived", dialog.problems)
        self.assertFalse(self.customer_named("Firm 0"))
        message = self.told() - before
        self.assertEqual(message.subject, "Not imported: list.xlsx")
        self.assertIn("“Firm 1” is archived", html2plaintext(message.body))

    def test_whoever_has_left_the_post_imports_nothing(self):
        dialog = self.queued()
        post = self.env["mkt.post.assignment"].search(
            [("user_id", "=", self.manager.id)]
        )
        post.date_to = self.today - timedelta(days=1)
        self.run_imports()
        self.assertIn("Customers are imported by", dialog.sudo().problems)
        self.assertFalse(self.customer_named("Firm 0"))

    def test_what_was_interrupted_is_not_begun_again(self):
        dialog = self.queued()
        dialog.sudo().run_id.is_begun = True
        self.run_imports()
        self.assertIn("interrupted", dialog.problems)
        self.assertFalse(self.customer_named("Firm 0"))


class TestCustomerExport(ImportCase):
    """An export is what an import takes again, and takes nothing away unseen."""

    def exported(self, standings):
        action = standings.action_export_xlsx()
        export = self.env["mkt.customer.export"].search([], order="id desc", limit=1)
        self.assertIn(f"/{export.id}/file/", action["url"])
        return export.file

    def sheet(self, file):
        book = load_workbook(io.BytesIO(base64.b64decode(file)))
        return [list(cells) for cells in book.active.iter_rows(values_only=True)]

    def standings_of(self, *names):
        customers = self.customer_named(names[0])
        for name in names[1:]:
            customers |= self.customer_named(name)
        return self.standings._of(customers, self.company).with_user(self.manager)

    def test_round_trip(self):
        for lang in ("en_US", "zh_CN"):
            self.env["res.lang"]._activate_lang(lang)
            with self.subTest(lang=lang), Undone(self.env):
                self._test_round_trip(lang)

    def _test_round_trip(self, lang):
        segment = self.env["mkt.segment"].create({"name": "Looms"})
        firm = [*GOOD[:11], "account_manager", "王芳", "采购", "021 5555 1235", ""]
        second = ["C-001", GOOD[1], *[None] * 10, "李强", "", "", "li@huadong.example"]
        person = row(customer="王芳", business="Consumer", phone="139 1234 5678")
        self.load_rows(firm, second, person, heading=[*HEADING, *PERSON])
        self.customer_named(GOOD[1]).mkt_segment_id = segment
        odd = self.make_customer("=1+1", city="两行\n文字 &amp;")
        odd.ref = "0012"
        standings = self.standings_of(GOOD[1], "=1+1") | self.standings_of("王芳")
        file = self.exported(standings.with_context(lang=lang))
        dialogs = self.env["mkt.customer.import"].with_user(self.manager)
        dialog = dialogs.create({"file": file})
        before = {p: p.write_date for p in standings.partner_id}
        dialog.action_import()
        self.assertFalse(dialog.problems)
        self.assertFalse(dialog.left_out)
        self.assertEqual(self.counts(dialog), [0, 0, 3, 0])
        # what is the same is not written
        self.assertEqual({p: p.write_date for p in standings.partner_id}, before)
        cells = self.sheet(file)
        self.assertEqual(len(cells), 5)
        self.assertEqual(cells[1][1], GOOD[1])
        self.assertEqual(cells[1][TEMPLATE.index("Segment")], "Looms")
        self.assertEqual(cells[1][-4:], ["王芳", "采购", "+86 21 5555 1235", None])
        # a further row says whose contact person it is, and nothing else again
        kind = cells[1][2]
        self.assertEqual(cells[2][:4], ["C-001", GOOD[1], kind, None])
        self.assertEqual(set(cells[2][4:-4]), {None})
        self.assertEqual(cells[2][-4:], ["李强", None, None, "li@huadong.example"])
        self.assertEqual(cells[1][TEMPLATE.index("Account Manager")], "account_manager")
        self.assertIn("=1+1", [line[1] for line in cells])

    def test_who_exports(self):
        self.load_rows([*GOOD[:11], "account_manager"])
        standings = self.standings_of(GOOD[1])
        member = self.users["member"]
        self.assertFalse(member.has_group("base.group_allow_export"))
        with self.assertRaises(AccessError):
            standings.with_user(member).action_export_xlsx()

    def test_what_others_hold_is_left_out(self):
        self.load_rows([*GOOD[:11], "account_manager"], row(customer="Free"))
        standings = self.standings_of(GOOD[1], "Free")
        seller = self.users["sales_staff"]
        seller.sudo().group_ids |= self.env.ref("base.group_allow_export")
        cells = self.sheet(self.exported(standings.with_user(seller)))
        self.assertEqual([line[1] for line in cells[1:]], ["Free"])
        log = self.env["ir.logging"].search([("name", "=", "mkt.customer.export")])
        free = self.customer_named("Free")
        self.assertEqual(
            log.message,
            f"sales_staff has exported 1 customers (contacts [{free.id}])",
        )


class TestCustomerDownload(OfficeHttpCase):
    """The workbooks as the browser gets them."""

    posts = ("sales_manager", "account_manager")

    def test_template(self):
        self.authenticate("sales_manager", "sales_manager")
        url = "/marketing_office/import_template/customers.xlsx"
        book = load_workbook(io.BytesIO(self.url_open(url).content))
        heading = [cell.value.rstrip("*") for cell in book.active[1]]
        self.assertEqual(heading, TEMPLATE)
        self.authenticate("account_manager", "account_manager")
        self.assertEqual(self.url_open(url).status_code, 403)

    def test_download_with_its_chinese_name(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        manager = self.users["sales_manager"]
        manager.lang = "zh_CN"
        customer = self.make_customer("华东厂")
        standings = self.env["mkt.customer.standing"]._of(customer, self.company)
        standings = standings.with_user(manager).with_context(lang="zh_CN")
        url = standings.action_export_xlsx()["url"]
        self.env.flush_all()
        self.authenticate("sales_manager", "sales_manager")
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, 200)
        self.assertIn(
            "filename*=UTF-8''%E5%AE%A2%E6%88%B7.xlsx",
            answer.headers["Content-Disposition"],
        )
        self.assertTrue(load_workbook(io.BytesIO(answer.content)))
        # nobody else's export
        self.authenticate("account_manager", "account_manager")
        self.assertIn(self.url_open(url).status_code, (403, 404))
