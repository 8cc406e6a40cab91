from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ...tools.text import title_of


class PostAssignment(models.Model):
    _name = "mkt.post.assignment"
    _description = "Post Assignment"
    _inherit = ["mkt.tenure.mixin", "mail.thread"]
    _order = "date_from desc, id desc"
    _check_company_auto = True
    _fixed_after_creation = ("post_id", "role")
    _kept_once_begun = ("department_id",)

    post_id = fields.Many2one(
        "mkt.post", required=True, index=True, ondelete="restrict", tracking=True
    )
    level = fields.Selection(related="post_id.level")
    role = fields.Selection(
        [("holder", "Holder"), ("deputy", "Deputy")],
        required=True,
        default="holder",
        tracking=True,
    )
    department_id = fields.Many2one(
        "hr.department",
        compute="_compute_department_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    note = fields.Char()
    duties = fields.Text(related="post_id.duties")

    @api.depends("post_id")
    def _compute_department_id(self):
        for assignment in self:
            assignment.department_id = (
                assignment.post_id.department_id or assignment.department_id
            )

    @api.depends("post_id", "user_id", "role")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["role"]._description_selection(self.env))
        for assignment in self:
            post, user = assignment.post_id, assignment.user_id
            named = (post or user) and assignment.role == "deputy"
            assignment.display_name = title_of(
                post.name, user.name, named and labels["deputy"]
            )

    @api.constrains("post_id", "department_id")
    def _check_department(self):
        for assignment in self:
            if assignment.level == "staff" and not assignment.department_id:
                raise ValidationError(
                    self.env._(
                        "Name the department in which %(user)s works.",
                        user=assignment.user_id.name,
                    )
                )

    @api.constrains("post_id", "user_id", "date_from", "date_to")
    def _check_overlap(self):
        self._lock_users()
        # sudo: assignments in companies the user cannot see count as well
        by_user = (
            self.sudo().search([("user_id", "in", self.user_id.ids)]).grouped("user_id")
        )
        for assignment in self.sudo():
            for other in by_user[assignment.user_id] - assignment:
                if assignment._overlaps(other):
                    assignment._refuse_beside(other)

    def _refuse_beside(self, other):
        """Raise where the two assignments of one person may not stand in the same days."""
        post, other_post = self.post_id, other.post_id
        if other_post in post.incompatible_ids or post in other_post.incompatible_ids:
            raise ValidationError(
                self.env._(
                    "%(user)s cannot be %(post)s and %(other)s at the same time.",
                    user=self.user_id.name,
                    post=post.name,
                    other=other_post.name,
                )
            )
        if other_post == post and other.company_id == self.company_id:
            raise ValidationError(
                self.env._(
                    "%(user)s already is %(post)s in that time.",
                    user=self.user_id.name,
                    post=post.name,
                )
            )

    def _lock_users(self):
        # Two transactions that assign the same person must not both pass the check
        # above: rewriting the row makes the later one fail and be tried again.
        self.env.cr.execute(
            "UPDATE res_users SET id = id WHERE id = ANY(%s)", [self.user_id.ids]
        )

    def _check_may_give(self):
        """Raise AccessError where the current user may not make or change these assignments."""
        if self.env.su:
            return
        user = self.env.user
        if user in self.user_id:
            raise AccessError(self.env._("Nobody assigns a post to themselves."))
        if user.has_group("base.group_system"):
            return
        for assignment in self:
            post = assignment.post_id
            if post.level == "leadership" or post.code == "director":
                raise AccessError(
                    self.env._(
                        "Only a Settings administrator appoints to the post %(post)s.",
                        post=post.name,
                    )
                )
            if not user._mkt_holds(assignment.company_id, "director"):
                raise AccessError(
                    self.env._(
                        "Only the Director of %(company)s assigns its posts.",
                        company=assignment.company_id.name,
                    )
                )

    @api.model
    def _members(self, company):
        """Users who work in the office of the company today; the leadership stands above it."""
        return self.search(
            [
                ("company_id", "=", company.id),
                ("is_active", "=", True),
                ("post_id.level", "!=", "leadership"),
            ]
        ).user_id

    @api.model
    def _check_members(self, users, company):
        """Raise ValidationError where one of the users does not work in the office."""
        # sudo: which colleagues work in the office is no secret inside it
        for user in users - self.sudo()._members(company):
            raise ValidationError(
                self.env._(
                    "%(user)s does not work in the marketing office of %(company)s.",
                    user=user.name,
                    company=company.name,
                )
            )

    @api.model
    def _holders(self, company, code):
        """Holders of the post in the company today, or its deputies where it is vacant."""
        assignments = self.search(
            [
                ("company_id", "=", company.id),
                ("post_id.code", "=", code),
                ("is_active", "=", True),
            ]
        )
        holders = assignments.filtered(lambda a: a.role == "holder")
        return (holders or assignments).user_id

    @api.model
    def _responsible(self, company, *codes):
        """Holders of the first of these posts that is held; of the Director's in the end."""
        for code in filter(None, (*codes, "director")):
            if users := self._holders(company, code):
                return users
        return self.env["res.users"]

    @api.model
    def _heads(self, company, department):
        """Who answers for the department today: holders of its posts, or all who work there."""
        assignments = self.search(
            [
                ("company_id", "=", company.id),
                ("department_id", "=", department.id),
                ("is_active", "=", True),
            ]
        )
        return (
            assignments.filtered(lambda a: a.level == "post") or assignments
        ).user_id
