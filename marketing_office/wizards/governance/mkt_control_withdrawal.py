from odoo import fields, models


class ControlWithdrawal(models.TransientModel):
    _name = "mkt.control.withdrawal"
    _description = "Withdraw Evidence"
    _inherit = ["mkt.reading.mixin", "mkt.reason.mixin"]

    evidence_id = fields.Many2one("mkt.control.evidence", required=True)

    def _take_step(self):
        self.evidence_id.action_withdraw(self.reason)
