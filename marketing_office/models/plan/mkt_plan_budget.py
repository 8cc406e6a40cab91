from odoo import api, fields, models

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


class PlanBudget(models.Model):
    """What the schemes of a plan cost, beside the budgets that pay for them."""

    _inherit = "mkt.plan"

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
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_budget_line_action"
        )
        context = {"active_test": False}
        return {**action, "domain": self._budget_domain(), "context": context}
