from odoo import models


class SetupStep(models.Model):
    _inherit = "mkt.setup.step"

    def _missing_targets(self):
        """That there is no target from today on, in words."""
        company = self.env.company
        found = self.env["mkt.kpi.target"].search_count(
            [
                ("company_id", "=", company.id),
                ("period_id.date_to", ">=", company._mkt_today()),
            ],
            limit=1,
        )
        return not found and self.env._("No target for this period or a coming one")
