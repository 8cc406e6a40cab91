from odoo import api, fields, models
from odoo.exceptions import UserError

# who keeps the needs, the plan and the sessions
KEEPERS = ("director", "marketing_manager")


class TrainingPlan(models.Model):
    """The sessions of a year and what they cost, approved before they begin."""

    _name = "mkt.training.plan"
    _description = "Training Plan"
    _inherit = ["mkt.approval.mixin"]
    _order = "id desc"
    _check_company_auto = True
    _finished = {"approved": ("user_id",)}
    _fixed_after_creation = ("company_id",)
    _approval_content = ("name", "period_id", "budget_line_id", "note")

    name = fields.Char("Training Plan", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    period_id = fields.Many2one(
        "mkt.period",
        "Plan Year",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('kind', '=', 'year'), ('company_id', '=', company_id)]",
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    budget_line_id = fields.Many2one(
        "mkt.budget.line",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('state', '=', 'approved'), ('company_id', '=', company_id)]",
        help="What the sessions cost is reserved and spent on it by expense requests.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    note = fields.Text("Aims", help="What the office has to be able to do better.")
    session_ids = fields.One2many("mkt.training.session", "plan_id", "Sessions")
    planned_cost = fields.Monetary(compute="_compute_planned")
    planned_hours = fields.Float("Training Hours", compute="_compute_planned")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("refused", "Refused"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )

    @api.depends("session_ids.planned_cost", "session_ids.hours", "session_ids.state")
    def _compute_planned(self):
        for plan in self:
            sessions = plan.session_ids.filtered(lambda s: s.state != "cancelled")
            plan.planned_cost = sum(sessions.mapped("planned_cost"))
            plan.planned_hours = sum(sessions.mapped("hours"))

    def _approval_kinds(self):
        return ["training"]

    def _approval_amount(self):
        return self.planned_cost

    def _approval_requesters(self):
        return super()._approval_requesters() | self.user_id

    def _check_submission(self):
        if not self.session_ids:
            raise UserError(
                self.env._("%(plan)s has no session yet: plan them.", plan=self.name)
            )
        if not self.planned_cost:
            return
        # sudo: what the line has left decides, whatever the user may read
        line = self.sudo().budget_line_id
        if not line:
            raise UserError(
                self.env._(
                    "%(plan)s costs %(cost)s: choose the budget line.",
                    plan=self.name,
                    cost=self.currency_id.format(self.planned_cost),
                )
            )
        if self.currency_id.compare_amounts(self.planned_cost, line.available) > 0:
            raise UserError(
                self.env._(
                    "%(plan)s costs %(cost)s, and its budget line has %(left)s left.",
                    plan=self.name,
                    cost=self.currency_id.format(self.planned_cost),
                    left=self.currency_id.format(line.available),
                )
            )
