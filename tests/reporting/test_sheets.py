from odoo.tests import TransactionCase


class TestSheets(TransactionCase):
    """Every printed sheet of the office begins at the top of its page."""

    def test_one_paper_format_and_layout(self):
        own = self.env["ir.model.data"].search(
            [("module", "=", "marketing_office"), ("model", "=", "ir.actions.report")]
        )
        reports = self.env["ir.actions.report"].browse(own.mapped("res_id"))
        self.assertGreater(len(reports), 5)
        sheet = self.env.ref("marketing_office.paperformat_sheet")
        for report in reports.filtered(lambda r: r.report_type == "qweb-pdf"):
            with self.subTest(report=report.report_name):
                self.assertEqual(report.paperformat_id, sheet)
                arch = self.env.ref(report.report_name).arch
                self.assertIn("marketing_office.report_sheet", arch)
                self.assertNotIn("web.external_layout", arch)
