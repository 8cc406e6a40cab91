from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.text import is_blank


class ProjectProject(models.Model):
    _inherit = "project.project"

    mkt_kind = fields.Selection(
        [("product", "Product Development"), ("group", "Working Group")],
        "Kind of Office Project",
        index="btree_not_null",
    )
    mkt_plan_id = fields.Many2one(
        "mkt.plan",
        "Marketing Plan",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('state', '=', 'approved')]",
        help="The plan that the project helps to carry out.",
    )
    mkt_charter = fields.Text(
        "Charter", help="Task, result expected, powers and end of the working group."
    )
    mkt_member_ids = fields.Many2many(
        "res.users",
        "mkt_project_member_rel",
        string="Group Members",
        domain="[('share', '=', False)]",
    )
    mkt_department_ids = fields.Many2many(
        "hr.department",
        string="Departments",
        compute="_compute_mkt_department_ids",
        help="Where the lead and the members hold their posts.",
    )
    mkt_minutes_ids = fields.One2many(
        "mkt.group.minutes",
        "project_id",
        "Minutes",
        groups="marketing_office.group_member,marketing_office.group_leadership",
    )
    mkt_task_progress = fields.Float(
        "Tasks Done (%)", compute="_compute_mkt_progress", digits=(16, 1)
    )
    mkt_milestone_progress = fields.Float(
        "Reached (%)", compute="_compute_mkt_progress", digits=(16, 1)
    )

    @api.depends("mkt_member_ids", "user_id", "company_id", "mkt_kind")
    def _compute_mkt_department_ids(self):
        people = self.mkt_member_ids | self.user_id
        # sudo: who works in which department is no secret within the office
        assignments = (
            self.env["mkt.post.assignment"]
            .sudo()
            .search(
                [
                    ("user_id", "in", people.ids),
                    ("is_active", "=", True),
                    ("department_id", "!=", False),
                ]
            )
        )
        for project in self:
            company = project.company_id or self.env.company
            members = project.mkt_member_ids | project.user_id
            own = assignments.filtered(
                lambda a, company=company, members=members: (
                    a.company_id == company and a.user_id in members._origin
                )
            )
            project.mkt_department_ids = project.mkt_kind and own.department_id

    @api.depends("mkt_kind", "task_ids.state", "milestone_ids.is_reached")
    def _compute_mkt_progress(self):
        office = self.filtered("mkt_kind")
        reached = {
            (project.id, is_reached): count
            for project, is_reached, count in self.env["project.milestone"]._read_group(
                [("project_id", "in", office.ids)],
                ["project_id", "is_reached"],
                ["__count"],
            )
        }
        for project in self:
            done, todo = (reached.get((project.id, flag), 0) for flag in (True, False))
            total = project.mkt_kind and project.task_count
            project.mkt_task_progress = (
                100 * project.closed_task_count / total if total else 0
            )
            project.mkt_milestone_progress = (
                100 * done / (done + todo) if done + todo else 0
            )

    @api.constrains("mkt_plan_id", "company_id")
    def _check_plan_company(self):
        # a project need not belong to a company, hence not `check_company`
        for project in self.filtered("company_id"):
            # sudo: the plan's company decides, whoever may read the plan
            plan = project.sudo().mkt_plan_id
            if plan and plan.company_id != project.company_id:
                raise ValidationError(
                    self.env._(
                        "%(project)s and %(plan)s belong to different companies.",
                        project=project.name,
                        plan=plan.display_name,
                    )
                )

    @api.constrains("mkt_kind", "mkt_member_ids", "user_id", "mkt_charter")
    def _check_working_group(self):
        for project in self:
            if project.mkt_kind != "group":
                continue
            if not project.user_id or is_blank(project.mkt_charter or ""):
                raise ValidationError(
                    self.env._(
                        "%(project)s: a working group has a lead and a charter.",
                        project=project.name,
                    )
                )
            if len(project.mkt_department_ids) < 2:
                raise ValidationError(
                    self.env._(
                        "%(project)s: a working group has members of at least two"
                        " departments.",
                        project=project.name,
                    )
                )
