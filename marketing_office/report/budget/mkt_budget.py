from dateutil.relativedelta import relativedelta

from odoo import models

YEAR = relativedelta(years=1)


class Budget(models.Model):
    """What the printed sheet shows beside the lines."""

    _inherit = "mkt.budget"

    def _by_month(self):
        """(month, planned, spent, spent in the same month a year before by the department)."""
        self.ensure_one()
        months = self.env["mkt.budget.month"]
        rows = months._read_group(
            [("budget_id", "=", self.id)],
            ["month:month"],
            ["planned:sum", "spent:sum"],
            order="month:month",
        )
        before = dict(
            months._read_group(
                [
                    ("company_id", "=", self.company_id.id),
                    ("department_id", "=", self.department_id.id),
                    ("month", ">=", self.date_from - YEAR),
                    ("month", "<=", self.date_to - YEAR),
                ],
                ["month:month"],
                ["spent:sum"],
            )
        )
        return [
            (month, planned, spent, before.get(month - YEAR))
            for month, planned, spent in rows
        ]
