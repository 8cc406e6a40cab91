from odoo import fields, models


class FindingRejection(models.TransientModel):
    _name = "mkt.finding.rejection"
    _description = "Rejection of a Finding"
    _inherit = ["mkt.reading.mixin"]

    finding_id = fields.Many2one("mkt.finding", required=True, ondelete="cascade")
    reason = fields.Char(required=True)

    def action_reject(self):
        self.finding_id.action_reject(self.reason)
        return {"type": "ir.actions.act_window_close"}
