from odoo import api, models

from ...tools.achievement import achieved
from ...tools.optional import OptionalFloat, OptionalMonetary


class SalesPlanLine(models.Model):
    """What was sold of a line, who carries it, and what is missing from whom."""

    _inherit = "mkt.sales.plan.line"
    _governed = ("carried", "pipeline")

    actual = OptionalMonetary(compute="_compute_actual", compute_sudo=True)
    unattributed = OptionalMonetary(
        "Belongs to No Part",
        compute="_compute_actual",
        compute_sudo=True,
        help="What was sold and belongs to none of the parts; less than zero where parts"
        " sold outside of it.",
    )
    achievement = OptionalFloat(
        "Achievement (%)",
        compute="_compute_actual",
        compute_sudo=True,
        digits=(16, 1),
        aggregator=None,
    )
    expected_today = OptionalMonetary(
        "Due by Today",
        compute="_compute_actual",
        compute_sudo=True,
        help="The target by the working days that have passed in the company.",
    )
    pace = OptionalFloat(
        "Pace (%)",
        compute="_compute_actual",
        compute_sudo=True,
        digits=(16, 1),
        aggregator=None,
        help="Actual ÷ what is due by today.",
    )
    carried = OptionalMonetary(
        "By Named Customers", readonly=True, copy=False, help="By their own rhythm."
    )
    pipeline = OptionalMonetary(
        "By the Pipeline",
        readonly=True,
        copy=False,
        help="Opportunities that close in the period, by their probability.",
    )
    nobody = OptionalMonetary(
        "By Nobody",
        compute="_compute_nobody",
        help="What neither customers nor opportunities carry; less than zero where they"
        " carry more than the target.",
    )
    missing = OptionalMonetary(
        compute="_compute_actual",
        compute_sudo=True,
        help="Target less actual; less than zero where more came.",
    )
    missing_carried = OptionalMonetary(
        "Missing from Customers", compute="_compute_missing_from", compute_sudo=True
    )
    missing_pipeline = OptionalMonetary(
        "Missing from the Pipeline", compute="_compute_missing_from", compute_sudo=True
    )
    missing_nobody = OptionalMonetary(
        "Missing from Others", compute="_compute_missing_from", compute_sudo=True
    )

    @api.depends("target", "child_ids", "plan_id")
    def _compute_actual(self):
        names = "actual", "unattributed", "achievement", "expected_today", "pace"
        self.update(dict.fromkeys((*names, "missing"), False))
        lines = self._begun()
        people = all(line.kind == "person" for line in lines)
        plans = lines.plan_id
        figures = plans._figures_of(
            plans._own_spans(), lines.user_id if people else None
        )
        passed = plans._time_passed()
        for line in lines:
            line._set_actual(figures[line.plan_id], passed[line.plan_id])

    def _begun(self):
        """The lines of plans whose period has begun."""
        return self.filtered(
            lambda line: (
                line.date_from and line.date_from <= line.company_id._mkt_today()
            )
        )

    def _set_actual(self, figures, passed):
        self.actual = figures.actual(self)
        if parts := self._parts():
            self.unattributed = figures.unattributed(self, parts)
        if self.target is False:
            return
        self.expected_today = self.currency_id.round(self.target * passed)
        self.achievement = achieved(self.actual, self.target)
        if self.expected_today:
            self.pace = 100 * self.actual / self.expected_today
        self.missing = self.currency_id.round(self.target - self.actual)

    @api.depends("missing", "carried", "pipeline")
    def _compute_missing_from(self):
        names = "missing_carried", "missing_pipeline", "missing_nobody"
        self.update(dict.fromkeys(names, False))
        lines = self._begun().filtered(
            lambda line: line.missing is not False and line.carried is not False
        )
        figures = lines.plan_id._explained_figures()
        for line in lines:
            brought = figures[line.plan_id]
            rounded = line.currency_id.round
            carried = rounded(line.carried - brought["customer"].actual(line))
            pipeline = rounded(line.pipeline - brought["pipeline"].actual(line))
            line.missing_carried, line.missing_pipeline = carried, pipeline
            line.missing_nobody = rounded(line.missing - carried - pipeline)

    @api.depends("target", "carried", "pipeline")
    def _compute_nobody(self):
        for line in self:
            line.nobody = (
                line.currency_id.round(line.target - line.carried - line.pipeline)
                if line.target is not False and line.carried is not False
                else False
            )
