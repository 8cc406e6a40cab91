from odoo import models
from odoo.exceptions import UserError


class PeriodAccounts(models.Model):
    """A year closes once its accounts are closed, where the office had budgets."""

    _inherit = "mkt.period"

    def _before_close(self):
        accounts = self.env["mkt.annual.account"]
        for year in self.filtered(lambda period: period.kind == "year"):
            account = accounts.search([("period_id", "=", year.id)])
            if account.state != "closed" and self._has_budgets(year):
                raise UserError(
                    self.env._(
                        "Close the annual accounts of %(year)s first: what differs from"
                        " the budget is explained there.",
                        year=year.display_name,
                    )
                )
        return super()._before_close()

    def _has_budgets(self, year):
        return self.env["mkt.budget.line"].search_count(
            [
                ("company_id", "=", year.company_id.id),
                ("state", "in", ("approved", "closed")),
                ("date_from", "<=", year.date_to),
                ("date_to", ">=", year.date_from),
            ],
            limit=1,
        )
