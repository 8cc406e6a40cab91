from odoo import fields, models


class ComplaintStep(models.TransientModel):
    _name = "mkt.complaint.step"
    _description = "Step of a Case that Needs a Reason"

    complaint_ids = fields.Many2many(
        "mkt.complaint",
        string="Cases",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    step = fields.Selection(
        [
            ("cancel", "Cancel Case"),
            ("pause", "Wait for the Customer"),
            ("refuse", "Customer Refuses"),
            ("reopen", "Reopen"),
        ],
        required=True,
        default="cancel",
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        complaints = self.complaint_ids
        if self.step == "reopen":
            return complaints.action_reopen(self.reason)._get_records_action(context={})
        if self.step == "cancel":
            complaints.action_cancel(self.reason)
        elif self.step == "pause":
            complaints.action_pause(self.reason)
        else:
            complaints.action_refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
