from odoo import fields, models


class SignalNoChange(models.TransientModel):
    _name = "mkt.signal.no.change"
    _description = "Signal without a Change of Plan"
    _inherit = ["mkt.reason.mixin"]

    signal_ids = fields.Many2many(
        "mkt.signal",
        string="Signals",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    reason = fields.Text("Why the Plan Stays", required=True)

    def _take_step(self):
        self.signal_ids.action_no_change(self.reason)
