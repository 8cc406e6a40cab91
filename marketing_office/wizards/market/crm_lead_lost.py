from odoo import fields, models


class CrmLeadLost(models.TransientModel):
    _inherit = "crm.lead.lost"

    mkt_competitor_id = fields.Many2one("mkt.competitor", "Lost to")

    def action_lost_reason_apply(self):
        result = super().action_lost_reason_apply()
        if self.mkt_competitor_id:
            self.lead_ids.mkt_competitor_id = self.mkt_competitor_id
        return result
