import json
import re

from odoo.tests import TransactionCase

TRANSLATED = re.compile(r'=_t\("[^"]+"\)')
# neither the name of the pivot nor its headings are shown: they have one language
UNTITLED = re.compile(r"=PIVOT\((\d+), \d+, FALSE, FALSE, \d+, FALSE\)")


class TestDashboard(TransactionCase):
    """The spreadsheet dashboard speaks the reader's language, of the indicators alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        board = cls.env.ref("marketing_office.spreadsheet_dashboard_office")
        cls.data = json.loads(board.spreadsheet_data)

    def test_nothing_is_told_in_one_language_alone(self):
        [sheet] = self.data["sheets"]
        shown = set()
        for place, content in sheet["cells"].items():
            with self.subTest(place=place):
                if found := UNTITLED.fullmatch(content):
                    shown.add(found[1])
                else:
                    self.assertRegex(content, TRANSLATED)
        self.assertEqual(shown, self.data["pivots"].keys())
        for figure in sheet["figures"]:
            self.assertFalse(figure["data"]["title"]["text"])

    def test_all_figures_are_the_indicators(self):
        for name, pivot in self.data["pivots"].items():
            with self.subTest(pivot=name):
                self.assertEqual(pivot["model"], "mkt.kpi.value")
                self.assertIn("mkt-period", pivot["fieldMatching"])
                groups = [
                    f"{row['fieldName']}:{row['granularity']}"
                    if "granularity" in row
                    else row["fieldName"]
                    for row in pivot["rows"]
                ]
                self.env["mkt.kpi.value"].formatted_read_group(
                    pivot["domain"], groups, ["__count"]
                )
