from odoo import fields, models


class PeriodReopen(models.TransientModel):
    _name = "mkt.period.reopen"
    _description = "Reopen a Period"
    _inherit = ["mkt.reason.mixin"]

    period_ids = fields.Many2many(
        "mkt.period",
        string="Periods",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )

    def _take_step(self):
        self.period_ids.action_reopen(self.reason)
