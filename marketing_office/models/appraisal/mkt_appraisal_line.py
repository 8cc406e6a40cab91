from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import formatLang

from ...tools.appraisal import MOST, points
from ...tools.kpi_calendar import COMPANY, DEPARTMENT, USER
from ...tools.optional import OptionalFloat

# marks of what people judge
LOWEST, HIGHEST = 1, 5


class AppraisalLine(models.Model):
    """A line of a scorecard: what was reached, by which values it counts, and its points.

    An indicator's value is the frozen one. Nobody who is judged changes any of it.
    """

    _name = "mkt.appraisal.line"
    _description = "Line of a Scorecard"
    _inherit = ["mkt.governed.mixin"]
    _order = "appraisal_id, sequence, id"
    _governed = (
        *("appraisal_id", "template_line_id", "post_id", "kind", "name", "description"),
        *("kpi_id", "scope", "department_id", "days", "weight", "weight_used"),
        *("floor", "target", "stretch", "target_by_id", "target_on", "target_origin"),
        "target_document",
        *("value", "points", "drop_reason", "unit_step", "unit_worth", "sequence"),
        *("drift_decision", "drift_reason", "drift_by_id", "drift_on", "value_before"),
    )

    appraisal_id = fields.Many2one(
        "mkt.appraisal", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="appraisal_id.company_id", store=True, precompute=True, index=True
    )
    period_id = fields.Many2one(
        related="appraisal_id.period_id", store=True, precompute=True
    )
    date_from = fields.Date(
        related="appraisal_id.date_from", store=True, precompute=True
    )
    user_id = fields.Many2one(
        related="appraisal_id.user_id", store=True, precompute=True, index=True
    )
    manager_id = fields.Many2one(
        related="appraisal_id.manager_id", store=True, precompute=True, index=True
    )
    state = fields.Selection(related="appraisal_id.state", store=True, precompute=True)
    template_line_id = fields.Many2one(
        "mkt.appraisal.template.line", readonly=True, ondelete="set null"
    )
    sequence = fields.Integer(readonly=True)
    post_id = fields.Many2one("mkt.post", readonly=True, ondelete="restrict")
    department_id = fields.Many2one("hr.department", readonly=True, ondelete="restrict")
    days = fields.Integer("Days in the Post", readonly=True, aggregator=None)
    kind = fields.Selection(
        [("indicator", "Indicator"), ("judged", "Judged by People")],
        required=True,
        readonly=True,
    )
    name = fields.Char("What Counts", required=True, readonly=True)
    description = fields.Text(readonly=True)
    kpi_id = fields.Many2one(
        "mkt.kpi",
        "Indicator",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    scope = fields.Selection(
        [(USER, "Person"), (DEPARTMENT, "Department"), (COMPANY, "Company")],
        "Whose Figure",
        readonly=True,
    )
    weight = fields.Float("Weight (%)", readonly=True, aggregator=None)
    weight_used = fields.Float(
        "Counts (%)",
        readonly=True,
        aggregator=None,
        help="After lines without data have dropped out.",
    )
    floor = OptionalFloat(readonly=True, aggregator=None)
    target = OptionalFloat(readonly=True, aggregator=None)
    stretch = OptionalFloat(readonly=True, aggregator=None)
    target_origin = fields.Selection(
        [
            ("target", "Target in force"),
            ("template", "Template"),
            ("none", "No target"),
        ],
        readonly=True,
    )
    target_by_id = fields.Many2one(
        "res.users", "Target Set by", readonly=True, ondelete="restrict"
    )
    target_on = fields.Datetime("Target Set on", readonly=True)
    target_document = fields.Char("Target Approved in", readonly=True)
    value = OptionalFloat(readonly=True, aggregator=None)
    points = OptionalFloat(readonly=True, aggregator="avg")
    drop_reason = fields.Selection(
        [
            ("value", "No data"),
            ("target", "No target"),
            ("judged", "Not judged yet"),
        ],
        "Does Not Count",
        readonly=True,
    )
    has_data = fields.Boolean(
        compute="_compute_has_data", store=True, precompute=True, string="With Data"
    )
    unit_step = fields.Float("One Step", readonly=True, aggregator=None)
    unit_worth = OptionalFloat(
        "Points for One Step More", readonly=True, aggregator=None
    )
    mark = OptionalFloat(
        digits=(16, 1), aggregator=None, help="From 1 (weak) to 5 (outstanding)."
    )
    comment = fields.Char("Why This Mark")
    drift_decision = fields.Selection(
        [("kept", "Frozen Value Kept"), ("taken", "Taken Over")],
        "Late Change",
        readonly=True,
    )
    drift_reason = fields.Char("Reason", readonly=True)
    drift_by_id = fields.Many2one(
        "res.users", "Decided by", readonly=True, ondelete="restrict"
    )
    drift_on = fields.Date("Decided on", readonly=True)
    value_before = OptionalFloat(readonly=True, aggregator=None)
    value_label = fields.Char("Reached", compute="_compute_labels")
    triple_label = fields.Char("Floor / Target / Stretch", compute="_compute_labels")
    worth_label = fields.Char("One Step More", compute="_compute_labels")
    part_score = OptionalFloat(
        "Adds to the Score", compute="_compute_part_score", digits=(16, 2)
    )

    _mark_bounded = models.Constraint(
        f"CHECK (mark IS NULL OR mark BETWEEN {LOWEST} AND {HIGHEST})",
        "A mark lies between 1 and 5.",
    )

    @api.depends("drop_reason")
    def _compute_has_data(self):
        for line in self:
            line.has_data = not line.drop_reason

    @api.depends("points", "weight_used", "drop_reason")
    def _compute_part_score(self):
        for line in self:
            counts = not line.drop_reason and line.points is not False
            line.part_score = counts and line.points * line.weight_used / 100

    @api.depends("value", "mark", "floor", "target", "stretch", "unit_worth", "kpi_id")
    @api.depends_context("lang")
    def _compute_labels(self):
        for line in self:
            reached = line.value if line.kind == "indicator" else line.mark
            line.value_label = (
                line._written(reached)
                if reached is not False
                else self.env._("No data")
            )
            triple = (line.floor, line.target, line.stretch)
            line.triple_label = False not in [v is not False for v in triple] and (
                " / ".join(map(line._written, triple))
            )
            line.worth_label = line._worth_label()

    def _written(self, number):
        """The number as people write it in the reader's language."""
        if self.kpi_id:
            # sudo: how an indicator is written is no secret
            return self.kpi_id.sudo()._label(number, self.company_id.currency_id)
        return formatLang(self.env, number, digits=1)

    def _worth_label(self):
        if self.unit_worth is False or self.drop_reason or not self.kpi_id:
            return False
        if not self.unit_worth:
            at_most = self.points is not False and self.points >= MOST
            return self.env._("Stretch reached") if at_most else False
        step = self._written(self.unit_step)
        worth = self.unit_worth * self.weight_used / 100
        points = formatLang(self.env, worth, digits=2)
        if self.stretch < self.floor:
            return self.env._(
                "%(step)s less: %(points)s points of the score",
                step=step,
                points=points,
            )
        return self.env._(
            "%(step)s more: %(points)s points of the score", step=step, points=points
        )

    # ------------------------------------------------------------- judging

    def write(self, vals):
        if not self.env.su:
            self._check_may_judge()
        return super().write(vals)

    def _check_may_judge(self):
        """Raise unless the lines are judged, and it is the user who judges now."""
        self.check_access("read")
        for line in self:
            if line.kind != "judged":
                raise UserError(
                    self.env._("%s is measured: nobody gives it a mark.", line.name)
                )
            if line.manager_id != self.env.user or line.user_id == self.env.user:
                raise AccessError(
                    self.env._("%s gives the marks.", line.manager_id.name or "—")
                )
            if line.state != "judging":
                raise UserError(
                    self.env._(
                        "%(appraisal)s is not being judged now: its marks stay.",
                        appraisal=line.appraisal_id.display_name,
                    )
                )

    def _take_marks(self):
        """Points of the marks given; called as superuser."""
        for line in self.filtered(lambda r: r.kind == "judged"):
            if line.mark is False:
                line.write({"points": False, "drop_reason": "judged"})
            else:
                triple = line.floor, line.target, line.stretch
                line.write({"points": points(line.mark, *triple), "drop_reason": False})

    def action_drill_down(self):
        """The records behind the figure, as far as the reader may see them."""
        self.ensure_one()
        self.check_access("read")
        if row := self._figure_rows().get(self):
            return row.action_drill_down()
        raise UserError(self.env._("There is no figure behind this line."))

    def _figure_rows(self):
        """The rows of the indicators behind the lines, {line: row}."""
        lines = self.filtered("kpi_id")
        rows = self.env["mkt.kpi.value"].search(
            [
                ("period_id", "in", lines.period_id.ids),
                ("kpi_id", "in", lines.kpi_id.ids),
            ]
        )
        by_key = {(r.period_id.id, r.kpi_id.id, *r._scope_key()): r for r in rows}
        found = {}
        for line in lines:
            scope_id = {
                USER: line.user_id.id,
                DEPARTMENT: line.department_id.id,
                COMPANY: 0,
            }[line.scope]
            key = (line.period_id.id, line.kpi_id.id, line.scope, scope_id)
            if key in by_key:
                found[line] = by_key[key]
        return found
