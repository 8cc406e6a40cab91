from odoo import fields, models


class PeriodReopen(models.TransientModel):
    _name = "mkt.period.reopen"
    _description = "Reopen a Period"

    period_ids = fields.Many2many(
        "mkt.period",
        string="Periods",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    reason = fields.Char(required=True)

    def action_reopen(self):
        self.period_ids.action_reopen(self.reason)
        return {"type": "ir.actions.act_window_close"}
