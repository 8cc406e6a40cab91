from odoo import api, fields, models


class PlanSignal(models.Model):
    _name = "mkt.signal"
    _inherit = ["mkt.signal", "mkt.plan.origin.mixin"]
    _governed = ("plan_ids",)

    plan_ids = fields.Many2many(
        "mkt.plan", string="Answered by the Plans", readonly=True
    )
    can_revise_plan = fields.Boolean(compute="_compute_can_revise_plan")

    @api.depends("state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_revise_plan(self):
        for signal in self:
            signal.can_revise_plan = signal.state == "open"
        if not self.env["mkt.plan"].has_access("create"):
            self.can_revise_plan = False

    def action_revise_plan(self):
        """The dialog that begins a revision to answer the signal."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Revise the Plan"),
            "res_model": "mkt.plan.revision",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_signal_ids": self.ids,
                "default_reason": self.name,
            },
        }
