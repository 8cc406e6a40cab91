from odoo import models


class BudgetPool(models.Model):
    """A pool of incentives follows its money to the line of a revision or the next year."""

    _inherit = "mkt.budget.line"

    def _hand_over_requests(self, new, domain):
        rounds = self.env["mkt.appraisal.round"].search(
            [("pool_line_id", "=", self.id), ("state", "!=", "closed")]
        )
        rounds.pool_line_id = new
        return super()._hand_over_requests(new, domain)
