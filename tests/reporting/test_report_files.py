import base64
import hashlib
import io
from datetime import date
from unittest.mock import patch

from openpyxl import load_workbook
from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..common import OfficeHttpCase
from .report_case import ReportCase

CITED = "走访[[Visits]]次，=2+3 也只是文字。"


class TestReportFiles(ReportCase):
    mail_disabled = False

    def issue(self):
        report = self.make()
        section = self.as_user(self.section(report), "report_analyst")
        section.narrative = CITED
        self.submit(report)
        # the PDF is what is looked at, not the page it is made of
        report.sudo().with_context(force_report_rendering=True)._issue()
        return report

    def test_issued_files(self):
        report = self.issue()
        pdf, workbook = report.file_ids.sorted("mimetype")
        for file in pdf, workbook:
            self.assertIn("2024-04", file.name)
            self.assertIn("1", file.name)
            self.assertEqual(file.description, hashlib.sha256(file.raw).hexdigest())
        self.check_pdf(report, pdf.raw)
        self.check_workbook(report, workbook.raw)
        self.check_kept(report)
        self.check_mailed(report)

    def check_pdf(self, report, content):
        pages = PdfReader(io.BytesIO(content)).pages
        text = "".join("".join(page.extract_text() for page in pages).split())
        for words in (report.content_hash, "走访", "100", "也只是文字", "director"):
            self.assertIn(words, text)
        # the first line stands right below the margin: no empty band
        tops = []
        pages[0].extract_text(
            visitor_text=lambda text, cm, tm, *rest: (
                tops.append(cm[5] + tm[5] * cm[3]) if text.strip() else None
            )
        )
        height = float(pages[0].mediabox.height)
        self.assertLess(height - max(tops), 70)

    def check_workbook(self, report, content):
        book = load_workbook(io.BytesIO(content))
        self.assertEqual(book.sheetnames[0], "Cover")
        self.assertEqual(book.sheetnames[-1], "Definitions")
        self.assertEqual(len(book.sheetnames), len(report.section_ids) + 2)
        cover = {
            row[0].value: row[1].value for row in book["Cover"].iter_rows(min_row=3)
        }
        self.assertEqual(cover["Version"], "1")
        self.assertEqual(cover["Check Sum (SHA-256)"], report.content_hash)
        self.assertEqual(cover["Reviewed by"], "director")
        sheet = book["Key Indicators"]
        rows = {row[0].value: row for row in sheet.iter_rows()}
        self.assertEqual(rows["Visits"][1].value, 100)
        self.assertEqual(rows["Visits"][4].value, 25)
        self.assertEqual(rows["Visits"][4].number_format, '0.0"%"')
        self.assertEqual(sheet.freeze_panes, "B4")
        self.assertEqual(sheet.page_setup.orientation, "landscape")
        self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
        self.assertEqual(sheet.page_setup.fitToHeight, 0)
        self.assertIn("$3:$3", sheet.print_title_rows)
        self.assertTrue(sheet._charts)
        [said] = [
            cell
            for row in sheet.iter_rows()
            for cell in row
            if "走访" in str(cell.value)
        ]
        self.assertEqual(said.value, "走访100次，=2+3 也只是文字。")
        self.assertEqual(said.data_type, "s")

    def check_kept(self, report):
        for file in report.file_ids:
            for who in ("report_analyst", "director"):
                theirs = self.as_user(file, who)
                with self.assertRaises(UserError):
                    theirs.raw = b"something else"
                with self.assertRaises(UserError):
                    theirs.unlink()

    def check_mailed(self, report):
        message = self.env["mail.message"].search(
            [
                ("model", "=", "mkt.report"),
                ("res_id", "=", report.id),
                ("attachment_ids", "in", report.file_ids.ids),
            ]
        )
        told = message.notified_partner_ids
        self.assertIn(self.users["leadership"].partner_id, told)

    def test_the_same_content_has_the_same_hash(self):
        report = self.submit(self.make())
        self.assertEqual(report._content_hash(), report.content_hash)
        self.section(report).sudo().narrative = "Changed"
        self.assertNotEqual(report._content_hash(), report.content_hash)

    def test_a_second_version_keeps_the_files_of_the_first(self):
        report = self.issue()
        first = report.file_ids
        self.remark(report)
        self.as_user(report, "leadership").action_return()
        self.submit(report)
        report.sudo()._issue()
        self.assertEqual(report.version, 2)
        self.assertEqual(len(report.file_ids), 4)
        self.assertLessEqual(first, report.file_ids)


class TestDetailExport(OfficeHttpCase):
    posts = ("director", "report_analyst", "account_manager", "service_clerk")
    texts = ("=1+1", "+1", "-1", "@SUM(A1)", "普通文字", "http://example.com")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cases = cls.env["mkt.complaint"].create(
            [
                {
                    "name": text,
                    "company_id": cls.company.id,
                    "received_at": "2026-03-01 16:30:00",
                }
                for text in cls.texts
            ]
        )
        cls.users["director"].tz = "Asia/Shanghai"

    def export(self, who, records, **context):
        exports = self.env["mkt.export"].with_user(self.users[who])
        records = records.with_user(self.users[who]).with_context(**context)
        return exports.with_context(**context)._export(records)

    def fetch(self, who, action):
        self.authenticate(who, self.password(who))
        self.env.flush_all()
        return self.url_open(action["url"])

    def password(self, who):
        return who.ljust(8, "x")

    def rows(self, response):
        sheet = load_workbook(io.BytesIO(response.content)).worksheets[0]
        return sheet, list(sheet.iter_rows())

    def test_an_entry_without_rows(self):
        """Called by a script: the host gives no records then, or what are none."""
        actions = self.env["ir.actions.server"].search(
            [("binding_type", "=", "report"), ("model_id.model", "=like", "mkt.%")]
        )
        self.assertGreater(len(actions), 20)
        for action in actions.with_user(self.users["director"]):
            model = action.sudo().model_id.model
            for context in (
                {},
                {"active_model": model},
                {"active_model": model, "active_ids": []},
                {"active_model": model, "active_ids": ["x"]},
                {"active_model": "res.partner", "active_ids": [1]},
            ):
                with (
                    self.subTest(model=model, **context),
                    self.assertRaisesRegex(UserError, "choose the rows"),
                ):
                    action.with_context(**context).run()

    def test_a_document_that_is_not_there(self):
        self.authenticate("director", self.password("director"))
        case = self.cases[0]
        gone = 10**8
        name = self.env.ref("marketing_office.mkt_complaint_report").report_name
        for kind in ("html", "pdf"):
            for ids in (f"/{gone}", f"/{10**30}", "/x", "", f"/{case.id},{gone}"):
                with self.subTest(kind=kind, ids=ids):
                    response = self.url_open(f"/report/{kind}/{name}{ids}")
                    self.assertEqual(response.status_code, 404)
        response = self.url_open(f"/report/html/{name}/{case.id}")
        self.assertEqual(response.status_code, 200)

    def test_texts_stay_texts(self):
        response = self.fetch("director", self.export("director", self.cases))
        self.assertEqual(response.status_code, 200)
        sheet, rows = self.rows(response)
        heads = [cell.value for cell in rows[0]]
        place = heads.index("Subject")
        cells = [row[place] for row in rows[1:]]
        self.assertEqual([cell.value for cell in cells], list(self.texts))
        self.assertEqual({cell.data_type for cell in cells}, {"s"})
        self.assertFalse(any(cell.hyperlink for cell in cells))
        self.assertEqual(sheet.freeze_panes, "B2")
        received = rows[1][heads.index("Received on")].value
        # where the reader is it was the next day
        self.assertEqual(received.strftime("%F %H:%M"), "2026-03-02 00:30")

    def test_file_name_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.users["director"].lang = "zh_CN"
        action = self.export("director", self.cases, lang="zh_CN")
        name = self.fetch("director", action).headers["Content-Disposition"]
        self.assertIn(date.today().isoformat()[:7], name)
        self.assertIn("filename*=UTF-8''%E", name)

    def test_who_may_not_export(self):
        self.assertFalse(
            self.users["account_manager"].has_group("base.group_allow_export")
        )
        with self.assertRaises(AccessError):
            self.export("account_manager", self.cases)

    def test_an_export_is_its_askers(self):
        action = self.export("director", self.cases)
        response = self.fetch("report_analyst", action)
        self.assertEqual(response.status_code, 404)
        self.assertIn("not yours to read", response.text)

    def test_rules_hold_while_the_file_is_written(self):
        clerk = self.users["service_clerk"]
        clerk.group_ids = [Command.link(self.env.ref("base.group_allow_export").id)]
        self.cases[0].user_id = clerk
        mine = self.env["mkt.complaint"].with_user(clerk).search([])
        with (
            self.env["mkt.detail.xlsx"]
            .with_user(clerk)
            ._written("mkt.complaint", [("id", "in", self.cases.ids)]) as path
        ):
            rows = list(load_workbook(path).worksheets[0].iter_rows(min_row=2))
        self.assertEqual(len(rows), len(mine & self.cases))

    def test_a_long_list_is_written_in_the_background(self):
        self.patch_limit(3)
        action = self.export("director", self.cases)
        self.assertEqual(action["tag"], "display_notification")
        export = self.env["mkt.export"].search(
            [("user_id", "=", self.users["director"].id)]
        )
        self.assertEqual(export.state, "waiting")
        export._write_file()
        self.assertEqual(export.state, "done")
        rows = load_workbook(
            io.BytesIO(base64.b64decode(export.file_id.datas))
        ).worksheets[0]
        self.assertEqual(rows.max_row, len(self.cases) + 1)
        message = self.env["mail.message"].search(
            [("attachment_ids", "in", export.file_id.ids)]
        )
        self.assertEqual(
            message.notified_partner_ids, self.users["director"].partner_id
        )

    def test_the_report_on_a_year_is_printed_in_the_background(self):
        day = date(2024, 6, 1)
        report = self.env["mkt.report"].create(
            {"period_id": self.env["mkt.period"]._of(self.company, "year", day).id}
        )
        report._compile()
        action = report.with_user(self.users["director"]).action_print_pdf()
        self.assertEqual(action["tag"], "display_notification")
        export = self.env["mkt.export"].search(
            [("user_id", "=", self.users["director"].id)]
        )
        export.with_context(force_report_rendering=True)._write_file()
        self.assertEqual((export.state, export.progress), ("done", 100))
        self.assertIn("2024", export.file_id.name)
        text = PdfReader(io.BytesIO(export.file_id.raw)).pages[0].extract_text()
        self.assertIn("Annual Report", " ".join(text.split()))
        self.assertEqual(
            export.file_id,
            self.env["mail.message"]
            .search([("attachment_ids", "in", export.file_id.ids)])
            .attachment_ids,
        )
        # whoever may not read the report gets nothing of it
        with self.assertRaises(AccessError):
            report.with_user(self.users["service_clerk"]).action_print_pdf()
        export.user_id = self.users["service_clerk"]
        export._write_file()
        self.assertEqual(export.state, "failed")

    def patch_limit(self, number):
        module = "odoo.addons.marketing_office.wizards.reporting.mkt_export"
        patcher = patch(f"{module}.MOST_AT_ONCE", number)
        patcher.start()
        self.addCleanup(patcher.stop)

    def test_every_list_of_the_print_menu_is_written(self):
        actions = self.env["ir.actions.server"].search(
            [("code", "=", 'action = env["mkt.export"]._export(records)')]
        )
        self.assertGreater(len(actions), 15)
        writer = self.env["mkt.detail.xlsx"].with_user(self.users["director"])
        for action in actions:
            model = action.binding_model_id.model
            with self.subTest(model=model), writer._written(model, []) as path:
                head = next(load_workbook(path).worksheets[0].iter_rows())
                self.assertGreater(len(head), 1)
