from odoo import models

# field and column width, in the order of the columns
AMOUNTS = [
    ("planned", 14),
    ("overrun", 12),
    ("reserved", 14),
    ("spent", 14),
    ("available", 14),
    ("used_percent", 10),
    ("forecast", 14),
]
LINES = [
    ("department_id", 18),
    ("period_id", 14),
    ("budget_id", 24),
    ("state", 10),
    ("category_id", 20),
    *AMOUNTS,
    ("note", 30),
]
MONTHS = [
    ("department_id", 18),
    ("category_id", 20),
    ("month", 12),
    *AMOUNTS,
    ("budget_id", 24),
]


class BudgetXlsx(models.AbstractModel):
    _name = "mkt.budget.xlsx"
    _description = "Budgets (XLSX)"
    _inherit = ["mkt.xlsx"]

    def _sheets(self, budgets):
        months = self.env["mkt.budget.month"].search(
            [("budget_id", "in", budgets.ids)],
            order="department_id, category_id, month",
        )
        return [
            (self.env._("Budgets"), budgets.line_ids, LINES),
            (self.env._("Budget by Month"), months, MONTHS),
        ]
