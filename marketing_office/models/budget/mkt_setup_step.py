from odoo import models


class SetupStep(models.Model):
    _inherit = "mkt.setup.step"

    def _missing_budget(self):
        """How far the first budget has come, in words."""
        company = self.env.company
        budgets = self.env["mkt.budget"].search(
            [("company_id", "=", company.id), ("date_to", ">=", company._mkt_today())]
        )
        states = set(budgets.mapped("state"))
        if "approved" in states:
            return False
        if "submitted" in states:
            return self.env._("Submitted: waits for the approval")
        if "draft" in states:
            return self.env._("Drawn up: submit it for approval")
        return self.env._("No budget for this period or a coming one")
