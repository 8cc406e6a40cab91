from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.optional import OptionalFloat
from ...tools.text import title_of
from ..indicator.mkt_kpi_value import COLOURS


class PlanGoal(models.Model):
    """What an indicator of the company shall reach in a period of the plan."""

    _name = "mkt.plan.goal"
    _description = "Goal of a Marketing Plan"
    _inherit = ["mkt.plan.part.mixin"]
    _order = "plan_id, sequence, date_from, id"

    plan_id = fields.Many2one("mkt.plan", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    plan_state = fields.Selection(
        related="plan_id.state", store=True, string="Plan State"
    )
    kpi_id = fields.Many2one(
        "mkt.kpi",
        "Indicator",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('company_id', 'in', (company_id, False))]",
    )
    period_id = fields.Many2one(
        "mkt.period",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('company_id', '=', company_id),"
        " ('date_from', '>=', parent.date_from), ('date_to', '<=', parent.date_to)]",
    )
    date_from = fields.Date(related="period_id.date_from", store=True)
    target = OptionalFloat("Target (Number)")
    note = fields.Char()
    target_label = fields.Char("Target", compute="_compute_result")
    actual_label = fields.Char("Actual", compute="_compute_result")
    achievement = OptionalFloat("Achievement (%)", compute="_compute_result")
    achievement_label = fields.Char("Achieved", compute="_compute_result")
    colour = fields.Selection(
        COLOURS, compute="_compute_result", search="_search_colour"
    )

    _kpi_uniq = models.UniqueIndex(
        "(plan_id, kpi_id, period_id)",
        "A plan has one goal for an indicator and period.",
    )

    @api.depends("kpi_id", "period_id", "target")
    @api.depends_context("lang")
    def _compute_result(self):
        values = self._values()
        for goal in self:
            kpi, currency = goal.kpi_id, goal.company_id.currency_id
            row = values.get((kpi.id, goal.period_id.id))
            target = None if goal.target is False else goal.target
            achievement = row and kpi._achievement(row.value, target)
            goal.target_label = target is not None and kpi._label(target, currency)
            goal.actual_label = (
                kpi._label(row.value, currency) if row else self.env._("No data")
            )
            goal.achievement = achievement
            goal.achievement_label = (
                row
                and target is not None
                and kpi._achievement_label(row.value, target, currency)
            )
            goal.colour = kpi._colour(row.value, target) if row else "none"

    def _values(self):
        """The company's figures for the goals, {(indicator id, period id): row}."""
        rows = self.env["mkt.kpi.value"].search(
            [
                ("kpi_id", "in", self.kpi_id.ids),
                ("period_id", "in", self.period_id.ids),
                ("scope", "=", "company"),
                ("has_value", "=", True),
            ]
        )
        return {(row.kpi_id.id, row.period_id.id): row for row in rows}

    def _judged(self):
        """Whether each goal is met that has a figure, {goal: is met}; a target may be 0."""
        values = self._values()
        return {
            goal: goal.kpi_id._is_met(row.value, goal.target)
            for goal in self
            if goal.target is not False
            and (row := values.get((goal.kpi_id.id, goal.period_id.id)))
        }

    def _search_colour(self, operator, value):
        if operator != "in":
            return NotImplemented
        # goals of plans in force are few; their colour depends on today's figures
        goals = self.search([("plan_state", "in", ("approved", "closed"))])
        return fields.Domain(
            "id", "in", goals.filtered(lambda g: g.colour in value).ids
        )

    @api.depends("kpi_id", "period_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for goal in self:
            goal.display_name = title_of(goal.kpi_id.name, goal.period_id.display_name)

    @api.constrains("kpi_id", "period_id", "plan_id")
    def _check_place(self):
        for goal in self:
            plan, period, kpi = goal.plan_id, goal.period_id, goal.kpi_id
            if not goal._is_inside(plan):
                raise ValidationError(
                    self.env._(
                        "%(goal)s lies outside the plan's period, %(period)s.",
                        goal=goal.display_name,
                        period=plan.period_id.display_name,
                    )
                )
            if kpi.company_id and kpi.company_id != plan.company_id:
                raise ValidationError(
                    self.env._(
                        "%(kpi)s is an indicator of another company.", kpi=kpi.name
                    )
                )
            if period.kind not in kpi._period_kinds():
                raise ValidationError(
                    self.env._(
                        "%(kpi)s is not computed by this kind of period.", kpi=kpi.name
                    )
                )

    def _is_inside(self, plan):
        """Whether the goal's period lies within the plan's."""
        period, whole = self.period_id, plan.period_id
        return bool(
            period
            and whole
            and period.company_id == whole.company_id
            and whole.date_from <= period.date_from
            and period.date_to <= whole.date_to
        )

    def _check_complete(self):
        for goal in self:
            if goal.target is False:
                raise UserError(
                    self.env._("%(goal)s: set the target.", goal=goal.display_name)
                )
        self._check_place()

    # ------------------------------------------------------------- targets

    def _targets(self):
        """The company's targets for the goals, {(indicator, period): target}."""
        targets = self.env["mkt.kpi.target"].search(
            [
                ("kpi_id", "in", self.kpi_id.ids),
                ("period_id", "in", self.period_id.ids),
                ("scope", "=", "company"),
            ]
        )
        return {(target.kpi_id, target.period_id): target for target in targets}

    def _check_targets_free(self):
        """Raise UserError where a goal cannot become the target; called as superuser."""
        targets = self._targets()
        for goal in self:
            target = targets.get((goal.kpi_id, goal.period_id))
            if target and target.target == goal.target:
                continue
            if goal.period_id.state == "closed":
                raise UserError(
                    self.env._(
                        "%(period)s is closed: its targets stay as they are.",
                        period=goal.period_id.display_name,
                    )
                )
            if target.parent_id if target else False:
                raise UserError(
                    self.env._(
                        "%(goal)s is a part of the target of %(period)s: set the goal"
                        " for that period.",
                        goal=goal.display_name,
                        period=target.parent_id.period_id.display_name,
                    )
                )
        others = self.search(
            [
                ("company_id", "in", self.company_id.ids),
                ("plan_state", "in", ("approved", "closed")),
                ("plan_id", "not in", (self.plan_id | self.plan_id.previous_id).ids),
                ("kpi_id", "in", self.kpi_id.ids),
                ("period_id", "in", self.period_id.ids),
            ]
        )
        by_key = {(goal.kpi_id, goal.period_id): goal for goal in others}
        for goal in self:
            if other := by_key.get((goal.kpi_id, goal.period_id)):
                raise UserError(
                    self.env._(
                        "%(goal)s is a goal of %(plan)s already.",
                        goal=goal.display_name,
                        plan=other.plan_id.display_name,
                    )
                )

    def _set_targets(self, old_goals):
        """Make the goals the company's targets; those given up leave. As superuser."""
        targets = (self | old_goals)._targets()
        wanted = {(goal.kpi_id, goal.period_id): goal for goal in self}
        for goal in old_goals:
            key = goal.kpi_id, goal.period_id
            if key not in wanted and key in targets and key[1].state == "open":
                targets[key].unlink()
        missing = []
        for key, goal in wanted.items():
            target = targets.get(key)
            if not target:
                missing.append(goal._target_vals())
            elif target.target != goal.target:
                target.target = goal.target
        self.env["mkt.kpi.target"].create(missing)

    def _target_vals(self):
        return {
            "kpi_id": self.kpi_id.id,
            "period_id": self.period_id.id,
            "company_id": self.company_id.id,
            "target": self.target,
            "note": self.plan_id.display_name,
        }

    def action_open_plan(self):
        self.ensure_one()
        self.check_access("read")
        return self.plan_id._get_records_action()
