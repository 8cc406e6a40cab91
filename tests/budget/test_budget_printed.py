from odoo.tests import HttpCase

from ..common import OfficeMixin
from ..printed import ODD_TEXT, PrintedMixin
from .budget_case import DECIDERS, BudgetMixin


class TestBudgetPrinted(PrintedMixin, BudgetMixin, OfficeMixin, HttpCase):
    """Whatever people write into a budget: it stands on the page, as it was written."""

    posts = DECIDERS

    def test_odd_texts_stay_on_the_page(self):
        self.line.note = f"{'W' * 300} <b>fair</b> {ODD_TEXT}"
        self.budget.note = f"{'M' * 300} <script> Q19"
        self.budget.sudo().reason = f"{'X' * 300} {ODD_TEXT}"
        self.line.category_id.name = f"{'Z' * 120} 广告"
        pages = self.pages("marketing_office.mkt_budget_report", self.budget)
        for mark in "WMXZ":
            self.assertWrapped(pages, mark * 3)
        self.assertDrawn(pages)
        text = "".join(page.extract_text() for page in pages)
        for written in ("<b>fair</b>", "<script>", "Q19", "Forecast", "1,000"):
            self.assertIn(written, text)
