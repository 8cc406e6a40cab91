from odoo import api, fields, models


class PositioningMilestones(models.Model):
    """The steps of product development that make a positioning come true."""

    _inherit = "mkt.positioning"
    _governed = ("milestone_ids",)

    milestone_ids = fields.One2many(
        "project.milestone", "mkt_positioning_id", "Milestones", readonly=True
    )
    milestone_count = fields.Integer(
        "Number of Milestones", compute="_compute_milestone_count"
    )

    @api.depends("milestone_ids")
    def _compute_milestone_count(self):
        for positioning in self:
            positioning.milestone_count = len(positioning.milestone_ids)

    def action_view_milestones(self):
        self.ensure_one()
        return self.milestone_ids._mkt_action()


class FindingMilestones(models.Model):
    """The steps of product development that a finding asks for."""

    _inherit = "mkt.finding"
    _governed = ("milestone_ids",)

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
        return self.milestone_ids._mkt_action()
