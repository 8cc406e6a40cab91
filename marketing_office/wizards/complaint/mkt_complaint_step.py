from odoo import api, fields, models
from odoo.exceptions import UserError


class ComplaintStep(models.TransientModel):
    _name = "mkt.complaint.step"
    _description = "Step of a Case that Needs a Reason"
    _inherit = ["mkt.reason.mixin"]

    complaint_ids = fields.Many2many(
        "mkt.complaint",
        string="Cases",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    step = fields.Selection(
        [
            ("cancel", "Cancel Case"),
            ("close", "Close Case"),
            ("pause", "Wait for the Customer"),
            ("refuse", "Customer Refuses"),
            ("reopen", "Reopen"),
        ],
        required=True,
        default="cancel",
    )

    hint = fields.Char(compute="_compute_hint")

    @api.depends("step")
    @api.depends_context("lang")
    def _compute_hint(self):
        hints = {
            "cancel": self.env._("e.g. Sent twice by mistake"),
            "close": self.env._("e.g. Settled with the customer by phone on 3 March"),
            "pause": self.env._("What the customer is to send or say"),
            "refuse": self.env._("What the customer does not agree with"),
            "reopen": self.env._("What has come up since the case was closed"),
        }
        for dialog in self:
            dialog.hint = hints.get(dialog.step)

    def _take_step(self):
        complaints = self.complaint_ids
        if not complaints:
            raise UserError(self.env._("Choose the cases first."))
        if self.step == "reopen" and len(complaints) > 1:
            raise UserError(self.env._("Reopen one case at a time."))
        if self.step == "reopen":
            return complaints.action_reopen(self.reason)._get_records_action(context={})
        if self.step == "close":
            return complaints.action_close(self.reason)
        if self.step == "cancel":
            return complaints.action_cancel(self.reason)
        if self.step == "pause":
            return complaints.action_pause(self.reason)
        return complaints.action_refuse(self.reason)
