from odoo import fields, models


class PlanProject(models.Model):
    """Development projects and working groups that help to carry out a plan."""

    _inherit = "mkt.plan"

    project_count = fields.Integer("Projects", compute="_compute_project_count")

    def _compute_project_count(self):
        counts = {}
        if self.env["project.project"].has_access("read"):
            counts = dict(
                self.env["project.project"]._read_group(
                    [("mkt_plan_id", "in", self.ids)], ["mkt_plan_id"], ["__count"]
                )
            )
        for plan in self:
            plan.project_count = counts.get(plan, 0)

    def action_view_projects(self):
        self.ensure_one()
        self.check_access("read")
        projects = self.env["project.project"].search([("mkt_plan_id", "=", self.id)])
        return projects._get_records_action(name=self.env._("Projects"))

    def _on_approved(self):
        result = super()._on_approved()
        if old := self.previous_id:
            # what helped the old version helps the new one, archived projects too
            projects = self.env["project.project"].with_context(active_test=False)
            projects.search([("mkt_plan_id", "=", old.id)]).mkt_plan_id = self
        return result
