from odoo.exceptions import AccessError, UserError

from .report_case import ReportCase


class TestReportFlow(ReportCase):
    def test_from_draft_to_accepted(self):
        report = self.submit(self.make())
        self.assertEqual(report.state, "submitted")
        self.assertEqual(report.version, 1)
        self.assertEqual(len(report.content_hash), 64)
        self.as_user(report, "leadership").action_accept()
        self.assertEqual(report.state, "accepted")
        self.assertEqual(report.decided_by_id, self.users["leadership"])

    def test_who_may_take_which_step(self):
        report = self.make()
        self.close()
        for who in ("finance_manager", "sales_staff", "leadership", "report_analyst"):
            with self.assertRaises(UserError):
                self.as_user(report, who).action_review()
        self.as_user(report, "marketing_manager").action_review()
        for who in ("leadership", "marketing_manager", "finance_manager"):
            with self.assertRaises(AccessError):
                self.as_user(report, who).action_submit()
        self.as_user(report, "report_analyst").action_submit()
        for who in ("director", "report_analyst", "finance_manager"):
            with self.assertRaises(AccessError):
                self.as_user(report, who).action_accept()
        self.as_user(report, "leadership").action_accept()

    def test_nobody_reviews_their_own(self):
        report = self.make(who="director", user_id=self.users["director"].id)
        with self.assertRaises(UserError):
            self.as_user(report, "director").action_review()

    def test_nobody_reviews_texts_of_theirs(self):
        """Whoever has written of the figures leaves the review to somebody else."""
        report = self.make()
        section = self.section(report)
        self.as_user(section, "director").narrative = "All is well"
        self.assertEqual(report.sudo().writer_ids, self.users["director"])
        with self.assertRaisesRegex(UserError, "Nobody reviews"):
            self.as_user(report, "director").action_review()
        for door in ({"writer_ids": []}, {"user_id": self.users["director"].id}):
            with self.assertRaises(UserError):
                self.as_user(report, "director").write(door)
                self.as_user(report, "director").action_review()
        self.as_user(report, "marketing_manager").action_review()

    def test_who_hands_a_report_over_does_not_review_it(self):
        report = self.make(who="director", user_id=self.users["director"].id)
        mine = self.as_user(report, "director")
        mine.user_id = self.users["report_analyst"]
        with self.assertRaisesRegex(UserError, "Nobody reviews"):
            mine.action_review()

    def test_after_the_decision_texts_are_reviewed_anew(self):
        report = self.make()
        self.as_user(self.section(report), "director").narrative = "All is well"
        self.close()
        self.as_user(report, "marketing_manager").action_review()
        self.as_user(report, "report_analyst").action_submit()
        self.remark(report)
        self.as_user(report, "leadership").action_return()
        self.assertFalse(report.sudo().writer_ids)
        self.as_user(self.section(report), "report_analyst").narrative = "Not so well"
        self.as_user(report, "director").action_review()

    def test_a_period_of_another_company(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.env["mkt.period"]._generate(other)
        period = self.env["mkt.period"].search(
            [("company_id", "=", other.id), ("is_past", "=", True)], limit=1
        )
        self.assertTrue(period)
        with self.assertRaises(UserError):
            self.env["mkt.report"].create(
                {"company_id": self.company.id, "period_id": period.id}
            )

    def test_steps_in_order(self):
        report = self.make()
        for who, step in (
            ("report_analyst", "action_submit"),
            ("leadership", "action_accept"),
            ("director", "action_rework"),
        ):
            with self.assertRaises(UserError):
                getattr(self.as_user(report, who), step)()

    def test_an_open_period_is_not_submitted(self):
        report = self.make()
        self.as_user(report, "director").action_review()
        with self.assertRaisesRegex(UserError, "still open"):
            self.as_user(report, "report_analyst").action_submit()

    def test_a_period_that_is_not_over_has_no_report(self):
        periods = self.env["mkt.period"]
        current = periods._of(self.company, "month", self.company._mkt_today())
        with self.assertRaisesRegex(UserError, "not over"):
            self.make(current)

    def test_returned_needs_a_remark_and_is_submitted_again(self):
        report = self.submit(self.make())
        with self.assertRaises(UserError):
            self.as_user(report, "leadership").action_return()
        remark = self.remark(report)
        self.assertFalse(self.visible(remark, "sales_staff"))
        self.as_user(report, "leadership").action_return()
        self.assertEqual(report.state, "returned")
        self.assertTrue(self.visible(remark, "sales_staff"))
        self.submit(report)
        self.assertEqual(report.version, 2)
        self.assertIn("Check the prices", str(self.section(report, "remarks").data))

    def visible(self, record, who):
        return record.with_user(self.users[who]).search([("id", "=", record.id)])

    def test_a_remark_is_a_task_in_the_ledger(self):
        report = self.submit(self.make())
        remark = self.remark(report)
        self.as_user(report, "leadership").action_accept()
        ledger = self.env["mkt.followup"].with_user(self.users["sales_staff"])
        row = ledger.search(
            [("kind", "=", "mkt.report.remark"), ("res_id", "=", remark.id)]
        )
        self.assertEqual(row.user_id, self.users["sales_staff"])
        self.assertFalse(row.is_done)
        theirs = self.as_user(remark, "sales_staff")
        with self.assertRaises(UserError):
            theirs.action_done()
        theirs.answer = "Checked and mended"
        theirs.action_done()
        row.invalidate_recordset()
        self.assertTrue(row.is_done)

    def test_the_owner_alone_is_done(self):
        report = self.submit(self.make())
        remark = self.remark(report)
        self.as_user(report, "leadership").action_accept()
        with self.assertRaises(AccessError):
            self.as_user(remark, "director").action_done()

    def test_remarks_are_the_leaderships_while_it_reads(self):
        report = self.make()
        with self.assertRaises(UserError):
            self.remark(report)
        self.submit(report)
        remarks = self.env["mkt.report.remark"].with_user(self.users["director"])
        with self.assertRaises(AccessError):
            remarks.create(
                {
                    "report_id": report.id,
                    "name": "x",
                    "user_id": self.users["director"].id,
                    "deadline": "2099-01-01",
                }
            )
        remark = self.remark(report)
        self.as_user(report, "leadership").action_accept()
        with self.assertRaises(UserError):
            self.as_user(remark, "leadership").name = "Something else"

    def test_the_next_report_opens_with_the_remarks(self):
        report = self.submit(self.make(self.march))
        first = self.remark(report, "Check the prices")
        self.remark(report, "Visit the lost customers")
        self.as_user(report, "leadership").action_accept()
        theirs = self.as_user(first, "sales_staff")
        theirs.answer = "New list since the 3rd"
        theirs.action_done()
        following = self.make()
        section = following.section_ids[0]
        self.assertEqual(section.section, "remarks")
        for words in (
            "Check the prices",
            "Visit the lost customers",
            "New list since the 3rd",
        ):
            self.assertIn(words, section.content_html)

    def test_submitted_keeps_what_it_says(self):
        report = self.submit(self.make())
        section = self.as_user(self.section(report), "report_analyst")
        with self.assertRaises(UserError):
            section.narrative = "Better"
        with self.assertRaises(UserError):
            self.as_user(report, "report_analyst").action_compile()
        with self.assertRaises(UserError):
            self.as_user(report, "report_analyst").unlink()

    def test_the_other_posts_read_what_was_accepted(self):
        report = self.submit(self.make())
        self.assertFalse(self.visible(report, "finance_manager"))
        self.as_user(report, "leadership").action_accept()
        self.assertTrue(self.visible(report, "finance_manager"))
        with self.assertRaises(AccessError):
            self.visible(report, "sales_staff")

    def test_readers_are_told_that_it_is_not_theirs_to_decide(self):
        report = self.submit(self.make())
        for code in ("director", "report_analyst"):
            with self.subTest(code), self.assertRaises(AccessError):
                self.as_user(report, code).action_return()
        with self.assertRaisesRegex(UserError, "Say in a remark"):
            self.as_user(report, "leadership").action_return()
