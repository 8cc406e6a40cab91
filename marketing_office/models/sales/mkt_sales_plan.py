from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.optional import OptionalMonetary
from .mkt_sales_plan_line import ORGANISATION

IN_FORCE = "approved", "closed"
# by which indicator the targets are judged
MEASURES = {
    "ordered": "sales_ordered",
    "invoiced": "sales_invoiced",
    "collected": "sales_collected",
}


class SalesPlan(models.Model):
    """Who shall sell how much in a period, and how; it sets the targets once approved.

    An approved version never changes: a revision is a new version that takes its place.
    """

    _name = "mkt.sales.plan"
    _description = "Sales Plan"
    _inherit = ["mkt.period.plan.mixin"]
    _prepared_by = ("sales_manager", "director")
    _order = "date_from desc, basis, version desc, id desc"
    _governed = ("explained_on",)
    _approval_content = (
        "name",
        "strategy",
        "basis",
        "measures",
        "line_ids",
        "people_line_ids",
        "dimension_ids",
    )
    _same_in_revisions = ("period_id", "basis")

    name = fields.Char("Sales Plan", required=True)
    basis = fields.Selection(
        [
            ("ordered", "Ordered"),
            ("invoiced", "Invoiced"),
            ("collected", "Collected"),
        ],
        required=True,
        default="ordered",
        tracking=True,
        help="What counts as sold, untaxed: orders, invoices, or what customers have paid"
        " on invoices.",
    )
    strategy = fields.Text("Sales Strategy")
    measures = fields.Text(
        "Sales Measures",
        help="What is done, by whom and by when, to reach the targets.",
    )
    line_ids = fields.One2many("mkt.sales.plan.line", "plan_id", copy=True)
    people_line_ids = fields.One2many(
        "mkt.sales.plan.line",
        "plan_id",
        "Company, Teams and People",
        domain=[("kind", "in", ORGANISATION)],
    )
    dimension_ids = fields.One2many(
        "mkt.sales.plan.line",
        "plan_id",
        "Products and Channel Partners",
        domain=[("kind", "not in", ORGANISATION)],
    )
    source_ids = fields.One2many("mkt.sales.plan.source", "plan_id", readonly=True)
    explained_on = fields.Date("Explained on", readonly=True, copy=False)
    target = OptionalMonetary(
        compute="_compute_target", help="What the whole company shall sell."
    )
    goal_target = OptionalMonetary(
        "Goal of the Marketing Plan",
        compute="_compute_goal_target",
        compute_sudo=True,
        help="The sales goal in force for the period, which the plan carries out.",
    )
    differs_from_goal = fields.Boolean(
        compute="_compute_goal_target",
        compute_sudo=True,
        search="_search_differs_from_goal",
    )
    previous_id = fields.Many2one(
        "mkt.sales.plan",
        "Revision of",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )

    _in_force_uniq = models.UniqueIndex(
        "(company_id, period_id, basis) WHERE state IN ('approved', 'closed')",
        "There is a sales plan in force for this period already: revise it.",
    )
    _open_uniq = models.UniqueIndex(
        "(company_id, period_id, basis) WHERE state IN ('draft', 'submitted')",
        "A sales plan for this period is being prepared already.",
    )

    @api.depends("line_ids.target", "line_ids.kind")
    def _compute_target(self):
        for plan in self:
            plan.target = plan._company_line().target

    def _company_line(self):
        return self.line_ids.filtered(lambda line: line.kind == "company")[:1]

    def _check_company_line(self):
        """Raise UserError unless the plans say what the whole company shall sell."""
        for plan in self:
            if plan._company_line().target in (False, 0):
                raise UserError(
                    self.env._(
                        "%(plan)s: enter what the company shall sell first.",
                        plan=plan.display_name,
                    )
                )

    @api.depends("period_id", "basis", "line_ids.target")
    def _compute_goal_target(self):
        goals = self._goals()
        for plan in self:
            goal = goals.get((plan._kpi(), plan.period_id))
            plan.goal_target = goal.target if goal else False
            plan.differs_from_goal = bool(goal) and plan.target != goal.target

    def _goals(self):
        """Goals of marketing plans in force for the periods, {(indicator, period): goal}."""
        goals = self.env["mkt.plan.goal"].search(
            [
                ("period_id", "in", self.period_id.ids),
                ("plan_state", "in", ("approved", "closed")),
                ("target", "!=", False),
            ]
        )
        return {(goal.kpi_id, goal.period_id): goal for goal in goals}

    def _search_differs_from_goal(self, operator, value):
        if operator != "in":
            return NotImplemented
        # plans in force are few
        plans = self.search([("state", "=", "approved")])
        return fields.Domain("id", "in", plans.filtered("differs_from_goal").ids)

    def _kpi(self):
        """The indicator by which the plan's targets are judged."""
        return self.env.ref(f"marketing_office.kpi_{MEASURES[self.basis]}")

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create(vals_list)
        self.env["mkt.sales.plan.line"].create(
            [
                {"plan_id": plan.id, "kind": "company"}
                for plan in plans
                if not plan._company_line()
            ]
        )
        return plans

    def copy(self, default=None):
        copies = super().copy(default)
        for plan, new in zip(self, copies, strict=True):
            # sudo: the tree of what the user was let copy
            plan.sudo().line_ids._copy_tree(new.sudo().line_ids)
        return copies

    # ------------------------------------------------------------- approval

    def _approval_kinds(self):
        return ["sales_plan"]

    def _approval_amount(self):
        return self.target or 0.0

    def _check_submission(self):
        result = super()._check_submission()
        self._check_company_line()
        self.line_ids._check_complete()
        # sudo: goals, other targets, customers and opportunities, whoever asks
        plan = self.sudo()
        plan._check_goal()
        plan.line_ids._check_targets_free()
        plan._explain()
        return result

    def _check_goal(self):
        """Raise UserError where the plan is for another amount than the goal it carries out."""
        if self.differs_from_goal:
            raise UserError(
                self.env._(
                    "%(plan)s is for %(target)s, the sales goal of the marketing plan is"
                    " %(goal)s: take the goal, or have it revised first.",
                    plan=self.display_name,
                    target=self.currency_id.format(self.target),
                    goal=self.currency_id.format(self.goal_target),
                )
            )

    def _on_approved(self):
        self._check_goal()
        self.line_ids._check_targets_free()
        self._supersede_previous()
        self.line_ids._set_targets(self.previous_id.line_ids)

    # ------------------------------------------------------------- screens

    def action_view_tree(self):
        """Company, teams and people as a tree."""
        self.check_access("read")
        return self._lines_action("hierarchy", "list")

    def action_view_lines(self):
        self.check_access("read")
        return self._lines_action("list", "pivot", "graph")

    def _lines_action(self, *views):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_sales_plan_line_action"
        )
        domain = [("plan_id", "=", self.id)]
        if "hierarchy" in views:
            domain.append(("kind", "in", ORGANISATION))
        return {
            **action,
            "name": self.display_name,
            "domain": domain,
            "views": [(False, view) for view in (*views, "form")],
            "view_mode": ",".join((*views, "form")),
            "context": {"default_plan_id": self.id},
        }

    def action_view_sources(self):
        """The customers and opportunities that carry the targets."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_sales_plan_source_action"
        )
        return {**action, "domain": [("plan_id", "=", self.id)], "context": {}}

    def action_open_import(self):
        """The dialog that takes targets from an Excel file."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Targets"),
            "res_model": "mkt.sales.plan.import",
            "views": [[False, "form"]],
            "target": "new",
            "context": {"default_plan_id": self.id},
        }
