from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

IN_FORCE = "approved", "closed"
# days before a plan's end at which its successor should be there
SUCCESSOR_NOTICE = 60
BUDGET_READERS = ",".join(
    f"marketing_office.group_{code}"
    for code in (
        "director",
        "marketing_manager",
        "finance_manager",
        "report_analyst",
        "leadership",
    )
)


class Plan(models.Model):
    """What the office sets out to reach in a period, why, and by which schemes.

    An approved version never changes: a revision is a new version that takes its place.
    """

    _name = "mkt.plan"
    _description = "Marketing Plan"
    _inherit = ["mkt.period.plan.mixin"]
    _prepared_by = ("director", "marketing_manager")
    _order = "date_from desc, version desc, id desc"
    _approval_content = (
        "name",
        "strategy",
        "positioning",
        "segment_ids",
        "finding_ids",
        "signal_ids",
        "goal_ids",
        "scheme_ids",
    )

    name = fields.Char("Marketing Plan", required=True)
    strategy = fields.Text("Marketing Strategy")
    positioning = fields.Text("Market Positioning")
    segment_ids = fields.Many2many(
        "mkt.segment", string="Target Segments", check_company=True
    )
    finding_ids = fields.Many2many(
        "mkt.finding",
        string="Findings Cited",
        check_company=True,
        domain="[('state', '=', 'validated'), ('company_id', '=', company_id)]",
        help="The validated findings that the plan rests on.",
    )
    signal_ids = fields.Many2many(
        "mkt.signal",
        string="Answers the Signals",
        copy=False,
        check_company=True,
        domain="[('company_id', '=', company_id)]",
        help="They are answered once the plan is approved.",
    )
    goal_ids = fields.One2many("mkt.plan.goal", "plan_id", copy=True)
    scheme_ids = fields.One2many("mkt.plan.scheme", "plan_id", copy=True)
    previous_id = fields.Many2one(
        "mkt.plan", "Revision of", readonly=True, copy=False, index="btree_not_null"
    )
    needs_successor = fields.Boolean(
        "Ends Without Successor",
        compute="_compute_needs_successor",
        search="_search_needs_successor",
    )
    planned_cost = fields.Monetary(compute="_compute_planned_cost")
    budget_planned = fields.Monetary(
        "Budget of the Departments",
        compute="_compute_budget",
        compute_sudo=True,
        groups=BUDGET_READERS,
        help="Budgets in force in the plan's period, of the departments that carry out"
        " its schemes.",
    )
    budget_available = fields.Monetary(
        "Left in the Budget",
        compute="_compute_budget",
        compute_sudo=True,
        groups=BUDGET_READERS,
    )

    _in_force_uniq = models.UniqueIndex(
        "(company_id, period_id) WHERE state IN ('approved', 'closed')",
        "There is a plan in force for this period already: revise it.",
    )
    _open_uniq = models.UniqueIndex(
        "(company_id, period_id) WHERE state IN ('draft', 'submitted')",
        "A plan for this period is being prepared already.",
    )

    @api.depends("state", "date_to", "period_id.kind")
    def _compute_needs_successor(self):
        lacking = self.search([("id", "in", self.ids), ("needs_successor", "=", True)])
        for plan in self:
            plan.needs_successor = plan in lacking

    def _search_needs_successor(self, operator, value):
        if operator != "in":
            return NotImplemented
        ending = self.search(
            [
                ("state", "=", "approved"),
                ("date_to", "<=", f"today +{SUCCESSOR_NOTICE}d"),
            ]
        )
        # sudo: a draft succeeds as well, whether the reader may see it or not
        later = self.sudo().search(
            [
                ("company_id", "in", ending.company_id.ids),
                ("date_from", ">", min(ending.mapped("date_to"), default=False)),
                ("state", "!=", "superseded"),
            ]
        )
        there = {(p.company_id, p.period_id.kind, p.date_from) for p in later}
        lacking = ending.filtered(
            lambda p: (
                (p.company_id, p.period_id.kind, fields.Date.add(p.date_to, days=1))
                not in there
            )
        )
        return fields.Domain("id", "in", lacking.ids)

    @api.onchange("period_id")
    def _onchange_period_id(self):
        for goal in self.goal_ids:
            if not goal._is_inside(self):
                goal.period_id = self.period_id

    @api.constrains("finding_ids")
    def _check_findings(self):
        for finding in self.finding_ids:
            if finding.state != "validated":
                raise ValidationError(
                    self.env._(
                        "%(finding)s is not validated: a plan rests on validated"
                        " findings.",
                        finding=finding.name,
                    )
                )

    # ------------------------------------------------------------- approval

    def _approval_kinds(self):
        return ["plan"]

    def _approval_amount(self):
        return self.planned_cost

    def _check_submission(self):
        result = super()._check_submission()
        if not self.finding_ids:
            raise UserError(
                self.env._(
                    "%(plan)s cites no validated finding: a plan needs evidence.",
                    plan=self.display_name,
                )
            )
        self._check_findings()
        self._check_filled("strategy", "positioning", "segment_ids")
        if not self.goal_ids:
            raise UserError(
                self.env._("%(plan)s: set a goal first.", plan=self.display_name)
            )
        self.goal_ids._check_complete()
        self.scheme_ids._check_dates()
        # sudo: products, other plans' goals and targets, whatever the user may read
        self.sudo().scheme_ids._check_products()
        self.sudo().goal_ids._check_targets_free()
        return result

    def _on_approved(self):
        self.scheme_ids._check_products()
        self.goal_ids._check_targets_free()
        self._supersede_previous()
        self.goal_ids._set_targets(self.previous_id.goal_ids)
        self._answer_signals()

    def _answer_signals(self):
        """The signals that the plan answers are answered; called as superuser."""
        unanswered = self.signal_ids.filtered(lambda s: s.state == "open")
        unanswered._answer("revised", self.reason or self.display_name)

    # ------------------------------------------------------------- revision

    def action_revise(self, reason, signal_ids=()):
        """A new version in draft, which answers the signals; see the mixin."""
        signals = self.env["mkt.signal"].browse(signal_ids)
        signals.check_access("read")
        revision = super().action_revise(reason)
        # sudo: which schemes are the same is governed; checked by the mixin
        schemes = revision.sudo().scheme_ids
        for new, old in zip(schemes, self.sudo().scheme_ids, strict=True):
            new.previous_id = old
        revision.sudo().signal_ids = signals
        return revision

    def action_open_revision(self):
        """The dialog that asks for the reason of a revision and the signals it answers."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Revise the Plan"),
            "res_model": "mkt.plan.revision",
            "view_mode": "form",
            "target": "new",
            "context": {"default_plan_id": self.id},
        }

    # ------------------------------------------------------------- budget

    @api.depends("scheme_ids.planned_cost")
    def _compute_planned_cost(self):
        for plan in self:
            plan.planned_cost = sum(plan.scheme_ids.mapped("planned_cost"))

    # the sums of whole departments, for the posts that plan and watch over the money
    @api.depends("scheme_ids.department_id", "period_id")
    def _compute_budget(self):
        # an archived line takes no requests, but its money is planned all the same
        lines = self.env["mkt.budget.line"].with_context(active_test=False)
        lines = lines.search(
            [
                ("company_id", "in", self.company_id.ids),
                ("department_id", "in", self.scheme_ids.department_id.ids),
                ("state", "=", "approved"),
            ]
        )
        for plan in self:
            own = lines.filtered_domain(plan._budget_domain())
            plan.budget_planned = sum(own.mapped("planned")) + sum(
                own.mapped("overrun")
            )
            plan.budget_available = sum(own.mapped("available"))

    def _budget_domain(self):
        return [
            ("company_id", "=", self.company_id.id),
            ("department_id", "in", self.scheme_ids.department_id.ids),
            ("state", "=", "approved"),
            ("date_from", "<=", self.date_to),
            ("date_to", ">=", self.date_from),
        ]

    def action_view_budget(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_budget_line_action"
        )
        context = {"active_test": False}
        return {**action, "domain": self._budget_domain(), "context": context}

    # ------------------------------------------------------------- evidence

    def action_view_findings(self):
        self.ensure_one()
        self.check_access("read")
        return self.finding_ids._get_records_action(name=self.env._("Findings Cited"))

    def action_view_signals(self):
        self.ensure_one()
        self.check_access("read")
        return self.signal_ids._get_records_action(
            name=self.env._("Answers the Signals")
        )
