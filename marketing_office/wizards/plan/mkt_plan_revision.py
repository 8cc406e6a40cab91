from odoo import api, fields, models


class PlanRevision(models.TransientModel):
    _name = "mkt.plan.revision"
    _description = "Revise a Marketing Plan"
    _inherit = ["mkt.reason.mixin", "mkt.reading.mixin"]

    plan_id = fields.Many2one(
        "mkt.plan",
        required=True,
        domain="[('state', '=', 'approved')]",
        default=lambda self: self._default_plan_id(),
    )
    reason = fields.Char("Reason of the Revision")
    signal_ids = fields.Many2many(
        "mkt.signal",
        string="Answers the Signals",
        domain="[('state', '=', 'open')]",
        help="They are answered once the revision is approved.",
    )

    @api.model
    def _default_plan_id(self):
        """The plan that covers today, the longest period first."""
        today = self.env.company._mkt_today()
        return self.env["mkt.plan"].search(
            [
                ("company_id", "=", self.env.company.id),
                ("state", "=", "approved"),
                ("date_from", "<=", today),
                ("date_to", ">=", today),
            ],
            order="date_from, id",
            limit=1,
        )

    def _take_step(self):
        plan = self.plan_id
        revision = plan.action_revise(self.reason, self.signal_ids.ids)
        return revision._get_records_action()
