from datetime import timedelta

from odoo import fields, models

from ...tools.control_check import ControlCheck, in_force

# days after which an approved request should be settled
DAYS_TO_SETTLE = 30


class ControlMoney(models.Model):
    """Checks on budgets and what is spent by them."""

    _inherit = "mkt.control"

    check_name = fields.Selection(
        selection_add=[
            ("budgets_in_force", "Budgets in Force"),
            ("requests_settled", "Expense Requests Settled"),
        ]
    )

    def _check_budgets_in_force(self, company, window):
        return in_force("mkt.budget", window)

    def _check_requests_settled(self, company, window):
        late = timedelta(days=DAYS_TO_SETTLE)
        return ControlCheck(
            model="mkt.expense.request",
            population=[
                ("state", "in", ("approved", "settled")),
                ("date", ">=", window.start - late),
                ("date", "<", window.stop - late),
            ],
            observed=[("state", "=", "settled")],
        )

    def _check_words(self):
        return super()._check_words() | {
            "budgets_in_force": self.env._(
                "Approved budgets of departments whose period covers today"
            ),
            "requests_settled": self.env._(
                "Requests settled by now ÷ approved requests whose date was 30 days"
                " before a day of the period; cancelled ones do not count"
            ),
        }
