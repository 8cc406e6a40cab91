from odoo import fields, models


class SignalNoChange(models.TransientModel):
    _name = "mkt.signal.no.change"
    _description = "Signal without a Change of Plan"

    signal_ids = fields.Many2many(
        "mkt.signal",
        string="Signals",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    reason = fields.Text("Why the Plan Stays", required=True)

    def action_confirm(self):
        self.signal_ids.action_no_change(self.reason)
        return {"type": "ir.actions.act_window_close"}
