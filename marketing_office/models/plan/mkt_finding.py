from odoo import api, fields, models


class PlanFinding(models.Model):
    _name = "mkt.finding"
    _inherit = ["mkt.finding", "mkt.plan.origin.mixin"]
    _governed = (
        "plan_ids",
        "milestone_ids",
    )

    plan_ids = fields.Many2many("mkt.plan", string="Cited by the Plans", readonly=True)
    milestone_ids = fields.Many2many(
        "project.milestone", string="Milestones", readonly=True
    )
    milestone_count = fields.Integer(
        "Number of Milestones", compute="_compute_milestone_count"
    )

    @api.depends("milestone_ids")
    def _compute_milestone_count(self):
        for finding in self:
            finding.milestone_count = len(finding.milestone_ids)

    def action_view_milestones(self):
        self.ensure_one()
        self.check_access("read")
        return self.milestone_ids._mkt_action()
