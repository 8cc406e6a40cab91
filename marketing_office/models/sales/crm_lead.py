from odoo import api, fields, models


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "mkt.sales.issue.mixin"]
    _mkt_issue_field = "lead_id"

    mkt_is_won = fields.Boolean("Won", compute="_compute_mkt_is_won", store=True)

    @api.depends("won_status")
    def _compute_mkt_is_won(self):
        for lead in self:
            lead.mkt_is_won = lead.won_status == "won"
