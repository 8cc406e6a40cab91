import io

from openpyxl import load_workbook

from odoo.exceptions import UserError

from .report_case import ReportCase

CITED = "We made [[Visits]] visits, [[visits|vs previous]]. All went well."


class TestReportCompile(ReportCase):
    def figure(self, report):
        [row] = [
            row
            for row in self.section(report)._content()["figures"]
            if row["kpi"] == self.kpi.id
        ]
        return row

    def test_figures_of_the_period_with_their_comparisons(self):
        row = self.figure(self.make())
        self.assertEqual(row["numbers"]["value"], 100)
        self.assertEqual(row["numbers"]["previous"], 25)
        self.assertEqual(row["numbers"]["target"], None)
        self.assertEqual(row["course"][-2:], [80, 100])

    def test_a_target_of_zero_is_met_or_not_and_no_share(self):
        self.env["mkt.kpi.target"].create(
            {"kpi_id": self.kpi.id, "period_id": self.april.id, "target": 0}
        )
        self.enter(self.april, 0)
        report = self.make()
        section = self.section(report)
        section.narrative = "We are [[Visits|achieved]]."
        row = self.figure(report)
        self.assertEqual((row["numbers"]["achieved"], row["colour"]), (True, "green"))
        self.assertEqual(section._plain_narrative(), "We are Met.")
        workbook = report.env["mkt.report.xlsx"]._render(report)
        book = load_workbook(io.BytesIO(workbook))
        [cells] = [
            row
            for row in book["Key Indicators"].iter_rows(values_only=True)
            if row[0] == "Visits" and row[1] == 0
        ]
        self.assertEqual(cells[2:4], (0, "Met"))
        self.enter(self.april, -1)
        report.sudo()._compile_asked()
        self.assertIn("<mark", section.narrative_html)

    def test_the_narrative_survives(self):
        report = self.make()
        section = self.as_user(self.section(report), "report_analyst")
        section.narrative = CITED
        self.enter(self.april, 110)
        self.as_user(report, "report_analyst").action_compile()
        report.sudo()._compile_asked()
        self.assertEqual(section.narrative, CITED)
        self.assertEqual(self.figure(report)["numbers"]["value"], 110)

    def run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref(
                "marketing_office.ir_cron_compile_reports"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def test_compiled_in_the_background_for_who_asks(self):
        report = self.make()
        self.enter(self.april, 110)
        action = self.as_user(report, "report_analyst").action_compile()
        self.assertEqual(action["tag"], "display_notification")
        self.assertEqual(report.asked_by_id, self.users["report_analyst"])
        self.assertEqual(self.figure(report)["numbers"]["value"], 100)
        self.run_cron()
        self.assertFalse(report.asked_by_id)
        self.assertEqual(self.figure(report)["numbers"]["value"], 110)
        message = self.env["mail.message"].search(
            [("subject", "=", report._file_name())], limit=1
        )
        self.assertEqual(
            message.notified_partner_ids, self.users["report_analyst"].partner_id
        )
        [file] = message.attachment_ids
        self.assertTrue(file.name.endswith(".xlsx"))
        self.assertIn("Cover", load_workbook(io.BytesIO(file.raw)).sheetnames)

    def test_how_far_it_is(self):
        report = self.make().sudo()
        shown = []
        report._compile_asked(lambda done: shown.append(report.sections_ready))
        self.assertEqual(shown, sorted(shown))
        self.assertEqual(len(shown), len(report.section_ids))
        self.assertEqual((shown[-1], report.sections_ready), (100, 0))

    def test_what_was_submitted_meanwhile_keeps_its_figures(self):
        report = self.make()
        self.as_user(report, "report_analyst").action_compile()
        self.submit(report)
        before = report.content_hash
        report.sudo()._compile_asked()
        self.assertEqual(report._content_hash(), before)
        self.assertFalse(report.asked_by_id)

    def test_a_figure_that_moves_marks_its_sentence(self):
        report = self.make()
        section = self.as_user(self.section(report), "report_analyst")
        section.narrative = CITED
        self.assertEqual(section.moved_count, 0)
        self.assertIn("<b>100</b>", section.narrative_html)
        self.enter(self.april, 110)
        section.invalidate_recordset()
        report.invalidate_recordset()
        # live: nobody has compiled the report again
        self.assertEqual(section.moved_count, 1)
        self.assertEqual(section.narrative_html.count("<mark"), 1)
        self.assertIn("<b>110</b>", section.narrative_html)
        self.assertTrue(report.is_outdated)
        self.close()
        with self.assertRaisesRegex(UserError, "moved"):
            self.as_user(report, "director").action_review()
        section.action_confirm_figures()
        self.assertEqual(section.moved_count, 0)
        self.submit(report)
        self.assertIn("<b>110</b>", section.narrative_html)

    def test_submitted_figures_move_no_more(self):
        report = self.make()
        section = self.as_user(self.section(report), "report_analyst")
        section.narrative = CITED
        self.submit(report)
        before = report.content_hash
        self.as_user(self.april, "director").action_reopen("A late entry")
        self.enter(self.april, 500)
        section.invalidate_recordset()
        self.assertIn("<b>100</b>", section.narrative_html)
        self.assertEqual(section.moved_count, 0)
        self.assertEqual(report._content_hash(), before)

    def test_a_name_that_is_no_figure_is_refused_at_review(self):
        report = self.make()
        section = self.as_user(self.section(report), "report_analyst")
        section.narrative = "We made [[Vists]] visits."
        with self.assertRaisesRegex(UserError, "Vists"):
            self.as_user(report, "director").action_review()

    def test_a_company_chooses_sections_and_their_order(self):
        templates = self.env["mkt.report.template"].with_user(self.users["director"])
        rows = templates.search([("section", "in", ("sales", "people"))])
        rows.action_adapt()
        own = templates.search([("company_id", "=", self.company.id)])
        own.filtered(lambda t: t.section == "people").write(
            {"in_month": True, "sequence": 1}
        )
        own.filtered(lambda t: t.section == "sales").active = False
        names = self.make().section_ids.mapped("section")
        self.assertEqual(names[0], "people")
        self.assertNotIn("sales", names)
        self.assertIn("service", names)

    def test_in_each_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        report = self.make()
        self.assertEqual(set(self.section(report).data), {"en_US", "zh_CN"})
        headings = self.section(report).with_context(lang="zh_CN")._figure_headings()
        self.assertIn("环比", headings)

    def test_every_heading_reads_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        for section in self.make().section_ids:
            for table in section.data["zh_CN"]["tables"]:
                for words in (table["title"], *(name for name, _ in table["columns"])):
                    with self.subTest(section=section.section, words=words):
                        self.assertFalse(words.isascii())

    def test_every_section_renders(self):
        report = self.make()
        for section in report.section_ids:
            self.assertIn("mkt-section", section.content_html)

    def test_the_scheduled_action_reports_on_the_last_month_once(self):
        reports = self.env["mkt.report"]
        report = reports._compile_last(self.company, "month")
        self.assertEqual(report.user_id, self.users["report_analyst"])
        self.assertLess(report.date_to, self.company._mkt_today())
        self.assertEqual(reports._compile_last(self.company, "month"), report)

    def test_queries_do_not_grow_with_the_documents(self):
        report = self.make().sudo()
        report._compile()

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            report._compile()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        few = queries()
        customers = self.env["res.partner"].create(
            [{"name": f"Customer {number}"} for number in range(8)]
        )
        for customer in customers:
            self.make_complaint(
                partner_id=customer.id, received_at="2024-04-05 01:00:00"
            )
        self.env["mkt.observation"].create(
            [
                {"name": f"Move {number}", "date": "2024-04-05", "kind": "other"}
                for number in range(8)
            ]
        )
        self.assertLessEqual(queries(), few + 2)
