from odoo import fields, models


class ProjectMilestone(models.Model):
    _inherit = "project.milestone"

    mkt_finding_ids = fields.Many2many(
        "mkt.finding",
        string="Research Findings",
        domain="[('state', '=', 'validated')]",
        help="What the market asks for, as studies found out.",
    )
    mkt_positioning_id = fields.Many2one(
        "mkt.positioning", "Product Positioning", index="btree_not_null"
    )
    mkt_project_kind = fields.Selection(related="project_id.mkt_kind")
    mkt_company_id = fields.Many2one(related="project_id.company_id")
    mkt_user_id = fields.Many2one(related="project_id.user_id", string="Project Lead")

    def _mkt_action(self):
        """The window on these milestones."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.project_milestone_action"
        )
        return {**action, "domain": [("id", "in", self.ids)], "context": {}}
