from odoo import models
from odoo.fields import Domain
from odoo.tools.translate import LazyTranslate

from ...tools.report_content import Chart, Choice, Content, FieldLabel, Table

_lt = LazyTranslate(__name__)


class ReportSectionsOfOffice(models.Model):
    """The gap of sales plans, training and appraisal, and which articles are observed."""

    _inherit = "mkt.report"

    def _section_sales(self):
        content = super()._section_sales()
        # sudo: as all sections
        lines = self.env["mkt.sales.plan.line"].sudo()
        content.tables.append(
            self._list(
                _lt("Sales Plans: the Gap and Who Was to Carry It, When Compiled"),
                lines,
                Domain(self._of_company())
                & Domain("plan_state", "=", "approved")
                & Domain("kind", "in", ("company", "team"))
                & Domain("date_from", "<=", self.date_to)
                & Domain("date_to", ">=", self.date_from),
                [
                    ("plan_id", "text"),
                    ("display_name", "text"),
                    ("target", "money"),
                    ("actual", "money"),
                    ("missing", "money"),
                    ("missing_carried", "money"),
                    ("missing_pipeline", "money"),
                    ("missing_nobody", "money"),
                ],
            )
        )
        return content

    def _section_people(self):
        content = super()._section_people()
        # sudo: as all sections; nothing of a single person's results is told
        sessions = self.env["mkt.training.session"].sudo()
        content.tables.append(
            self._list(
                _lt("Training of the Period"),
                sessions,
                Domain(self._of_company())
                & Domain("state", "!=", "cancelled")
                & Domain(self._days("planned_on")),
                [
                    ("name", "text"),
                    ("planned_on", "date"),
                    ("hours", "number"),
                    ("attended_count", "integer"),
                    ("state", "text"),
                ],
            )
        )
        content.tables.append(
            self._list(
                _lt("Appraisals under Way or Released in the Period"),
                self.env["mkt.appraisal.round"].sudo(),
                Domain(self._of_company())
                & (Domain("state", "=", "open") | Domain(self._days("released_on"))),
                [
                    ("display_name", "text"),
                    ("state", "text"),
                    ("release_until", "date"),
                    ("released_on", "date"),
                    ("appraisal_count", "integer"),
                    ("waiting_count", "integer"),
                ],
            )
        )
        return content

    def _section_articles(self):
        # sudo: as all sections
        results = self.env["mkt.control.result"].sudo()
        of_period = (
            Domain(self._of_company())
            & Domain("date_from", "<=", self.date_to)
            & Domain("date_to", ">=", self.date_from)
        )
        by_state = results._read_group(of_period, ["state"], ["__count"])
        return Content(
            tables=[
                Table(
                    _lt("Controls"),
                    [
                        (FieldLabel("mkt.control.result", "state"), "text"),
                        (_lt("Number of Controls"), "integer"),
                    ],
                    [
                        [Choice(results.new({"state": state}), "state"), count]
                        for state, count in by_state
                    ],
                ),
                self._list(
                    _lt("Not Observed"),
                    results,
                    of_period & Domain("state", "=", "not_observed"),
                    [
                        ("control_id", "text"),
                        ("article_ids", "text"),
                        ("post_id", "text"),
                        ("figure_label", "text"),
                        ("bound_label", "text"),
                        ("deadline", "date"),
                    ],
                ),
            ],
            charts=[
                Chart(
                    "bars",
                    _lt("Controls by Result"),
                    [
                        [Choice(results.new({"state": state}), "state"), count]
                        for state, count in by_state
                    ],
                )
            ]
            if by_state
            else [],
        )
