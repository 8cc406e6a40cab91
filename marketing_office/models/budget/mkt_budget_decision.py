from odoo import api, fields, models


class BudgetDecision(models.Model):
    """What was planned and spent before, for whoever is asked to approve a budget."""

    _inherit = "mkt.budget"

    before_id = fields.Many2one(
        "mkt.budget",
        "Budget of the Period Before",
        compute="_compute_before",
        help="What the department had in the period before.",
    )
    before_planned = fields.Monetary("Planned Then", compute="_compute_before")
    before_spent = fields.Monetary("Spent Then", compute="_compute_before")

    @api.depends("department_id", "period_id", "company_id")
    @api.depends_context("uid")
    def _compute_before(self):
        for budget in self:
            before = self.browse()
            if budget.period_id:
                before = budget._last_similar(
                    [
                        ("department_id", "=", budget.department_id.id),
                        ("period_id.kind", "=", budget.period_id.kind),
                        ("date_from", "<", budget.date_from),
                        ("state", "in", ("approved", "closed")),
                    ],
                    "date_from desc, id desc",
                )[:1]
            budget.before_id = before
            budget.before_planned = before.planned
            budget.before_spent = before.spent
