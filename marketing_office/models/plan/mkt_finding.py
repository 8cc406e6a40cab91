from odoo import api, fields, models


class PlanFinding(models.Model):
    _name = "mkt.finding"
    _inherit = ["mkt.finding", "mkt.plan.origin.mixin"]
    _governed = (
        "plan_ids",
        "milestone_ids",
        "requirement_ids",
    )

    plan_ids = fields.Many2many("mkt.plan", string="Cited by the Plans", readonly=True)
    milestone_ids = fields.Many2many(
        "project.milestone", string="Milestones", readonly=True
    )
    milestone_count = fields.Integer(
        "Number of Milestones", compute="_compute_milestone_count"
    )

    requirement_ids = fields.One2many(
        "mkt.requirement", "finding_id", "Market Requirements", readonly=True
    )
    requirement_count = fields.Integer(
        "Number of Requirements", compute="_compute_requirement_count"
    )

    @api.depends("milestone_ids")
    def _compute_milestone_count(self):
        for finding in self:
            finding.milestone_count = len(finding.milestone_ids)

    def action_view_milestones(self):
        self.ensure_one()
        self.check_access("read")
        return self.milestone_ids._mkt_action()

    @api.depends("requirement_ids")
    def _compute_requirement_count(self):
        for finding in self:
            finding.requirement_count = len(finding.requirement_ids)

    def action_view_requirements(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_requirement_action"
        )
        return {**action, "domain": [("finding_id", "=", self.id)], "context": {}}

    def action_require(self):
        """A new market requirement that rests on the finding."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Market Requirement"),
            "res_model": "mkt.requirement",
            "view_mode": "form",
            "context": {
                "default_finding_id": self.id,
                "default_name": self.name,
                "default_company_id": self.company_id.id,
            },
        }
