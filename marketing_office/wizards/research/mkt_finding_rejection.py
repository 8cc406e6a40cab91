from odoo import fields, models


class FindingRejection(models.TransientModel):
    _name = "mkt.finding.rejection"
    _description = "Rejection of a Finding"
    _inherit = ["mkt.reason.mixin", "mkt.reading.mixin"]

    finding_id = fields.Many2one("mkt.finding", required=True, ondelete="cascade")

    def _take_step(self):
        self.finding_id.action_reject(self.reason)
