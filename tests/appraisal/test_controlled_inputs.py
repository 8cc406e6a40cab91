"""No bonus rests on a figure that its receiver can change: controlled_inputs.csv.

For each indicator of a template the table lists what it is counted from, and how that is
kept: closed (no post writes the field), or shown (the line opens the documents, and what
changes after the closing counts for nothing until a person decides).
"""

import csv
from pathlib import Path

from odoo.exceptions import AccessError

from ..common import OfficeCase
from .appraisal_case import AppraisalMixin

TABLE = Path(__file__).with_name("controlled_inputs.csv")


def rows():
    with TABLE.open() as lines:
        return list(csv.DictReader(lines))


class TestControlledInputs(AppraisalMixin, OfficeCase):
    def test_every_indicator_of_a_template_is_in_the_table(self):
        lines = self.env["mkt.appraisal.template.line"].search(
            [("kpi_id", "!=", False)]
        )
        names = {
            name.split("kpi_")[1] for name in lines.kpi_id.get_external_id().values()
        }
        self.assertEqual(names, {row["kpi"] for row in rows()})

    def test_what_is_closed_is_written_by_nobody(self):
        governed = self.env.registry["mkt.governed.mixin"]
        for row in rows():
            model = self.env[row["model"]]
            with self.subTest(indicator=row["kpi"], input=row["model"]):
                self.assertIn(row["field"], model._fields)
                if row["guard"] != "closed":
                    continue
                if isinstance(model, governed) and row["field"] in (
                    model._governed_names()
                ):
                    continue
                # not governed: then none of those judged may write such records
                records = self._ratings() if row["model"] == "rating.rating" else model
                for code in self._judged_by(row["kpi"]):
                    theirs = records.with_user(self.users[code])
                    self.assertFalse(theirs.has_access("write"), code)

    def _ratings(self):
        """A customer's rating of a case: the host lets everybody write others."""
        case = self.make_complaint(partner_id=self.make_customer().id)
        return self.env["rating.rating"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id("mkt.complaint"),
                "res_id": case.id,
                "rating": 5,
                "consumed": True,
            }
        )

    def _judged_by(self, kpi):
        lines = self.env["mkt.appraisal.template.line"].search(
            [("kpi_id", "=", self.kpi(kpi).id)]
        )
        return lines.template_id.post_ids.mapped("code")

    def test_what_is_shown_opens_its_documents(self):
        director = self.users["director"]
        shown = {row["kpi"] for row in rows() if row["guard"] == "shown"}
        for name in shown & {"sales_ordered"}:
            self.figure(name, 100000.0, self.users["sales_staff"])
        appraisal_round = self.opened()
        lines = appraisal_round.appraisal_ids.line_ids.filtered(
            lambda line: line.kpi_id and line.value is not False
        )
        self.assertTrue(lines)
        for line in lines:
            action = line.with_user(director).action_drill_down()
            self.assertEqual(action["type"], "ir.actions.act_window")
            self.assertEqual(action["res_model"], "mkt.revenue")

    def test_a_figure_counts_as_it_was_frozen(self):
        staff = self.users["sales_staff"]
        value = self.figure("care_kept", 60.0, staff)
        line = self.card(self.opened(), "sales_staff").line_ids.filtered(
            lambda row: row.kpi_id == self.kpi("care_kept")
        )
        with self.assertRaises(AccessError):
            value.with_user(staff).value = 95
        value.write({"current_value": 95.0, "drift": 35.0})
        self.env.invalidate_all()
        self.assertEqual((line.value, line.points), (60.0, 0.0))
