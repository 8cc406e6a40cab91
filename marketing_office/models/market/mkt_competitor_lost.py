from odoo import api, fields, models


class CompetitorLost(models.Model):
    """The opportunities that were lost to a competitor."""

    _inherit = "mkt.competitor"

    lost_count = fields.Integer("Opportunities Lost", compute="_compute_lost_count")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_lost_count(self):
        leads = self.env["crm.lead"].with_context(active_test=False)
        # those that the reader may see, as in the list that the count opens
        counts = {}
        if leads.has_access("read"):
            counts = dict(
                leads._read_group(
                    [("mkt_competitor_id", "in", self.ids)],
                    ["mkt_competitor_id"],
                    ["__count"],
                )
            )
        for competitor in self:
            competitor.lost_count = counts.get(competitor._origin, 0)

    def action_view_lost(self):
        """The opportunities lost to the competitor, as far as the reader sees them."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": f"{self.name} · {self.env._('Opportunities Lost')}",
            "res_model": "crm.lead",
            "views": [[False, "list"], [False, "form"]],
            "domain": [("mkt_competitor_id", "=", self.id)],
            "context": {"active_test": False, "create": False},
        }
