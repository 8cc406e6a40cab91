from odoo import models

COLUMNS = [
    ("employee_number", 16),
    ("user_id", 16),
    ("period_id", 16),
    ("team_id", 20),
    ("amount", 14),
    ("currency_id", 10),
    ("state", 14),
    ("confirmed_on", 14),
    ("paid_on", 14),
]


class IncentiveXlsx(models.AbstractModel):
    """The file for payroll: who gets what, and no judgement."""

    _name = "mkt.incentive.xlsx"
    _description = "Incentives for Payroll (XLSX)"
    _inherit = ["mkt.xlsx"]

    def _sheets(self, incentives):
        return [(self.env._("Payroll"), incentives, COLUMNS)]
