from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.allocation import cut


class BudgetCopy(models.TransientModel):
    _name = "mkt.budget.copy"
    _description = "Copy Budgets to the Next Period"

    budget_ids = fields.Many2many(
        "mkt.budget",
        string="Budgets",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    base = fields.Selection(
        [("planned", "Planned Amount"), ("spent", "Spent")],
        required=True,
        default="planned",
    )
    factor = fields.Float(
        required=True, default=1.0, digits=(16, 4), help="1.05: five percent more."
    )

    _factor_sensible = models.Constraint(
        "CHECK (factor > 0 AND factor <= 100)", "Enter a factor above zero."
    )

    def action_copy(self):
        """Drafts for the period after each budget's, with the amounts times the factor."""
        if not 0 < self.factor <= 100:
            raise UserError(self.env._("Enter a factor above zero."))
        self.budget_ids.check_access("read")
        vals_list = [self._copy_vals(budget) for budget in self.budget_ids]
        budgets = self.env["mkt.budget"].create(vals_list)
        return budgets._get_records_action(name=self.env._("Budgets"))

    def _copy_vals(self, budget):
        period = budget.period_id
        following = self.env["mkt.period"]._of(
            budget.company_id, period.kind, fields.Date.add(period.date_to, days=1)
        )
        return {
            "company_id": budget.company_id.id,
            "period_id": following.id,
            "department_id": budget.department_id.id,
            "line_ids": [
                fields.Command.create(self._line_vals(line, following))
                for line in budget.line_ids
                if line.active and line.category_id.active
            ],
        }

    def _line_vals(self, line, following):
        currency = line.currency_id
        planned = max(0, currency.round(line[self.base] * self.factor))
        months = self.env["mkt.budget"].new({"period_id": following.id})._months()
        # months as those of the budget before, one by one
        shares = line.share_ids.sorted("month").mapped("planned")
        if len(shares) != len(months):
            shares = []
        amounts = cut(planned, shares, currency.decimal_places)
        return {
            "category_id": line.category_id.id,
            "planned": planned,
            "note": line.note,
            "share_ids": [
                fields.Command.create({"month": month, "planned": amount})
                for month, amount in zip(months, amounts, strict=False)
            ],
        }
