from odoo import fields, models


class ComplaintCancel(models.TransientModel):
    _name = "mkt.complaint.cancel"
    _description = "Cancel Cases"

    complaint_ids = fields.Many2many(
        "mkt.complaint",
        string="Cases",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    reason = fields.Char(required=True)

    def action_cancel(self):
        self.complaint_ids.action_cancel(self.reason)
        return {"type": "ir.actions.act_window_close"}
