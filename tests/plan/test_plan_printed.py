from odoo.fields import Command
from odoo.tests import HttpCase

from ..common import OfficeMixin
from ..printed import ODD_TEXT, PrintedMixin
from .plan_case import PLANNERS, PlanMixin


class TestPlanPrinted(PrintedMixin, PlanMixin, OfficeMixin, HttpCase):
    """Whatever people write into a plan: it stands on the page, as it was written."""

    posts = PLANNERS

    def test_odd_texts_stay_on_the_page(self):
        vals = self.plan_vals()
        [(_command, _id, scheme)] = vals["scheme_ids"]
        scheme = {
            **scheme,
            "name": f"{'W' * 200} <b>fair</b>",
            "expected_result": f"{'M' * 200} Q19",
        }
        plan = self.env["mkt.plan"].create(
            {
                **vals,
                "name": f"{'X' * 200} {ODD_TEXT} <i>plan</i>",
                "strategy": f"{'Z' * 300} {ODD_TEXT}",
                "scheme_ids": [Command.create(scheme)],
            }
        )
        pages = self.pages("marketing_office.mkt_plan_report", plan)
        for mark in "WMXZ":
            self.assertWrapped(pages, mark * 3)
        self.assertDrawn(pages)
        text = "".join(page.extract_text() for page in pages)
        # tags are text that somebody wrote, and the last column is there to its end
        for written in ("<b>fair</b>", "<i>plan</i>", "Q19", "5,000"):
            self.assertIn(written, text)
