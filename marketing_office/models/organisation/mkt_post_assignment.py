from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.deletion import guards_deletion


class PostAssignment(models.Model):
    _name = "mkt.post.assignment"
    _description = "Post Assignment"
    _inherit = ["mkt.governed.mixin", "mail.thread"]
    _order = "date_from desc, id desc"
    _check_company_auto = True
    _fixed_after_creation = ("company_id", "post_id", "user_id", "role")

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    post_id = fields.Many2one(
        "mkt.post", required=True, index=True, ondelete="restrict", tracking=True
    )
    level = fields.Selection(related="post_id.level")
    user_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
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
    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: self.env.company._mkt_today(),
        tracking=True,
    )
    date_to = fields.Date(
        "Until", tracking=True, help="Last day of the assignment; empty: no end yet."
    )
    note = fields.Char()
    duties = fields.Text(related="post_id.duties")
    is_active = fields.Boolean(
        string="In Force", compute="_compute_is_active", search="_search_is_active"
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "An assignment cannot end before it begins.",
    )

    @api.depends("post_id")
    def _compute_department_id(self):
        for assignment in self:
            assignment.department_id = (
                assignment.post_id.department_id or assignment.department_id
            )

    @api.depends("date_from", "date_to", "user_id.active", "company_id.active")
    def _compute_is_active(self):
        # sudo: which companies there are, and which day it is there, is no secret
        companies = self.sudo().company_id.filtered("active")
        today = {company: company._mkt_today() for company in companies}
        for assignment in self:
            day = today.get(assignment.company_id)
            assignment.is_active = bool(
                day
                and assignment.user_id.active
                and assignment.date_from
                and assignment.date_from <= day
                and (not assignment.date_to or assignment.date_to >= day)
            )

    def _search_is_active(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.custom(
            to_sql=lambda model, alias, query: model._in_force(SQL.identifier(alias))
        )

    @api.model
    def _in_force(self, assignment):
        """SQL: whether the row of that alias is in force today; what it reads is flushed."""
        self.flush_model()
        self.env["res.users"].flush_model(["active"])
        self.env["res.company"].flush_model(["active"])
        company = SQL("%s.company_id", assignment)
        # subqueries, since joins take the database longer to plan
        return SQL(
            """
            (SELECT active FROM res_users WHERE id = %(assignment)s.user_id)
            AND (SELECT active FROM res_company WHERE id = %(company)s)
            AND %(today)s BETWEEN %(assignment)s.date_from
                AND COALESCE(%(assignment)s.date_to, 'infinity')
            """,
            assignment=assignment,
            company=company,
            today=self.env["res.company"]._mkt_today_of(company),
        )

    @api.depends("post_id", "user_id", "role")
    def _compute_display_name(self):
        labels = dict(self._fields["role"]._description_selection(self.env))
        for assignment in self:
            name = f"{assignment.post_id.name} · {assignment.user_id.name}"
            if assignment.role == "deputy":
                name = f"{name} ({labels['deputy']})"
            assignment.display_name = name

    @api.constrains("user_id")
    def _check_user_is_internal(self):
        for assignment in self:
            user = assignment.user_id
            if user.share or not user.active or user.id == SUPERUSER_ID:
                raise ValidationError(
                    self.env._(
                        "%(user)s is not an active employee's user and cannot hold a"
                        " post.",
                        user=user.name,
                    )
                )

    @api.constrains("user_id", "company_id")
    def _check_user_company(self):
        for assignment in self:
            if assignment.company_id not in assignment.user_id.company_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s does not work for %(company)s.",
                        user=assignment.user_id.name,
                        company=assignment.company_id.name,
                    )
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

    def _overlaps(self, other):
        latest = max(self.date_from, other.date_from)
        return all(not a.date_to or a.date_to >= latest for a in (self, other))

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

    @api.model_create_multi
    def create(self, vals_list):
        assignments = super().create(vals_list)
        assignments._check_may_appoint()
        assignments._check_begins_today()
        return assignments

    def write(self, vals):
        self._check_may_appoint()
        before = [(a.date_from, a.date_to, a.department_id) for a in self]
        result = super().write(vals)
        for assignment, (date_from, date_to, department) in zip(
            self, before, strict=True
        ):
            assignment._check_past_kept(date_from, date_to, department)
        return result

    def unlink(self):
        self._check_may_appoint()
        return super().unlink()

    @guards_deletion
    def _unlink_except_begun(self):
        for assignment in self:
            if assignment.date_from <= assignment.company_id._mkt_today():
                raise UserError(
                    self.env._(
                        "%(assignment)s has begun and stays on record: end it instead.",
                        assignment=assignment.display_name,
                    )
                )

    def _check_may_appoint(self):
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

    def _check_begins_today(self):
        """Raise UserError where the current user appoints to a day that is over."""
        if self._corrects_the_past():
            return
        for assignment in self:
            if assignment.date_from < assignment.company_id._mkt_today():
                raise UserError(
                    self.env._(
                        "%(assignment)s begins today at the earliest: only a Settings"
                        " administrator enters what was before.",
                        assignment=assignment.display_name,
                    )
                )

    def _check_past_kept(self, date_from, date_to, department):
        """Raise UserError where a change has touched days that are over; values: the old ones."""
        today = self.company_id._mkt_today()
        if self._corrects_the_past() or date_from > today:
            self._check_begins_today()
            return
        is_over = date_to and date_to < today
        ends_before_today = self.date_to and self.date_to < today
        if (
            (self.date_from, self.department_id) != (date_from, department)
            or self.date_to != date_to
            and (is_over or ends_before_today)
        ):
            raise UserError(
                self.env._(
                    "%(assignment)s has begun and its past stays on record: end it today"
                    " and make a new assignment, or ask a Settings administrator.",
                    assignment=self.display_name,
                )
            )

    def _corrects_the_past(self):
        return self.env.su or self.env.user.has_group("base.group_system")

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

    def action_end(self):
        """End the assignments today."""
        for assignment in self:
            assignment.date_to = assignment.company_id._mkt_today()
