import base64
import io

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError

from ..base.import_cells import ImportCellsMixin, damaged, workbook
from ..common import OfficeHttpCase, Undone
from .test_customer_figures import FiguresCase

HEADING = [
    *("Customer Number", "Customer", "Business or Consumer", "Tax Number"),
    *("Phone Number", "E-mail Address", "City", "Street", "Industry", "Needs"),
    *("Source of the Customer", "Account Manager"),
]
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
                row(customer=f"Firm {n}", phone=f"1391234{n:04}", account="sales_staff")
                for n in range(start, start + count)
            ]
            dialog = self.dialog(*rows)
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
        firm = [*GOOD[:11], "account_manager"]
        person = row(customer="王芳", business="Consumer", phone="139 1234 5678")
        self.load_rows(firm, person)
        odd = self.make_customer("=1+1", city="两行\n文字 &amp;")
        odd.ref = "0012"
        standings = self.standings_of(GOOD[1], "王芳", "=1+1")
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
        self.assertEqual(len(cells), 4)
        self.assertEqual(cells[1][1], GOOD[1])
        self.assertEqual(cells[1][11], "account_manager")
        self.assertEqual(cells[3][1], "=1+1")

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
        self.assertEqual(heading, HEADING)
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
