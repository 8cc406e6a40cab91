from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.deletion import guards_deletion
from ...tools.text import is_blank, title_of


class GroupMinutes(models.Model):
    """What a working group has talked over and decided, and its report in the end.

    Issued, they stay; their decisions become tasks of the host's project.
    """

    _name = "mkt.group.minutes"
    _description = "Minutes of a Working Group"
    _inherit = ["mkt.governed.mixin", "mail.thread"]
    _order = "date desc, id desc"
    _governed = ("state", "issued_on")
    _fixed_after_creation = ("company_id", "project_id", "user_id")
    _finished = {"issued": ()}

    project_id = fields.Many2one(
        "project.project",
        "Working Group",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('mkt_kind', '=', 'group')]",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        "Written by",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    kind = fields.Selection(
        [("meeting", "Minutes"), ("closing", "Closing Report")],
        required=True,
        default="meeting",
    )
    date = fields.Date(
        required=True, default=lambda self: self.env.company._mkt_today()
    )
    attendee_ids = fields.Many2many(
        "res.users",
        "mkt_group_attendee_rel",
        string="Present",
        ondelete="restrict",
        domain="[('share', '=', False)]",
    )
    people_ids = fields.Many2many(
        "res.users",
        string="People of the Group",
        compute="_compute_people_ids",
        help="Its lead, its members, and whoever was present.",
    )
    note = fields.Text("What Was Talked Over")
    decision_ids = fields.One2many("mkt.group.decision", "minutes_id", "Decisions")
    state = fields.Selection(
        [("draft", "Draft"), ("issued", "Issued")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    issued_on = fields.Date(readonly=True, copy=False)

    @api.depends("project_id", "kind", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for minutes in self:
            # sudo: the name of the group that the minutes are of is no secret
            name = minutes.sudo().project_id.name
            day = minutes.date and fields.Date.to_string(minutes.date)
            minutes.display_name = title_of(name, kinds.get(minutes.kind), day)

    @api.depends("project_id", "attendee_ids")
    def _compute_people_ids(self):
        for minutes in self:
            # sudo: who is in a group is no secret to who writes its minutes
            project = minutes.sudo().project_id
            group = project.user_id | project.mkt_member_ids
            minutes.people_ids = minutes.attendee_ids | group.sudo(False)

    @api.onchange("project_id")
    def _onchange_project_id(self):
        # who was not there is taken out, which is quicker than naming all the others
        self.attendee_ids = self.people_ids

    @guards_deletion
    def _unlink_except_draft(self):
        for minutes in self:
            if minutes.state != "draft":
                raise UserError(
                    self.env._(
                        "%(minutes)s were issued and stay on record.",
                        minutes=minutes.display_name,
                    )
                )

    def action_issue(self):
        """Fix the minutes; each decision becomes a task of its owner."""
        self.check_access("write")
        self._check_state("draft")
        for minutes in self:
            # sudo: what the group still owes decides, whoever may read it
            minutes.sudo()._check_issue()
            minutes._set_state("issued", issued_on=minutes.company_id._mkt_today())
            # sudo: whoever writes the minutes need not be a user of the host's projects
            minutes.sudo().decision_ids._make_tasks()
            minutes._tell_group()

    def _check_issue(self):
        if is_blank(self.note or "") and not self.decision_ids:
            raise UserError(
                self.env._(
                    "%(minutes)s say nothing yet: write what was said or decided.",
                    minutes=self.display_name,
                )
            )
        if self.kind != "closing":
            return
        if is_blank(self.note or ""):
            raise UserError(
                self.env._("Write into the closing report what the group has reached.")
            )
        open_decisions = self.env["mkt.group.decision"].search(
            [
                ("minutes_id.project_id", "=", self.project_id.id),
                ("minutes_id.state", "=", "issued"),
                ("done_on", "=", False),
            ],
            limit=1,
        )
        if open_decisions:
            raise UserError(
                self.env._(
                    "%(decision)s is not done yet: the group cannot be closed.",
                    decision=open_decisions.name,
                )
            )

    def _tell_group(self):
        """The members find the minutes in their inbox."""
        # sudo: who is in the group is no secret to who writes its minutes
        project = self.sudo().project_id
        people = project.mkt_member_ids | project.user_id
        self.message_post(
            body=self.env._("Issued: %s", self.display_name),
            partner_ids=(people - self.env.user).partner_id.ids,
        )


class GroupDecision(models.Model):
    """What was decided, who sees to it by when; done once its task is done."""

    _name = "mkt.group.decision"
    _description = "Decision of a Working Group"
    _inherit = ["mkt.open.part.mixin"]
    _order = "deadline, id"
    _governed = ("task_id",)
    _fixed_after_creation = ("minutes_id",)

    name = fields.Char("What Was Decided", required=True)
    minutes_id = fields.Many2one(
        "mkt.group.minutes", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="minutes_id.company_id", store=True)
    state = fields.Selection(
        related="minutes_id.state", store=True, string="State of the Minutes"
    )
    user_id = fields.Many2one(
        "res.users",
        "Owner",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False)]",
    )
    deadline = fields.Date("Due", required=True)
    task_id = fields.Many2one(
        "project.task",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    done_on = fields.Date("Done on", compute="_compute_done_on", store=True)

    @api.depends("task_id.state")
    def _compute_done_on(self):
        for decision in self:
            is_done = decision.task_id.state == "1_done"
            today = decision.company_id and decision.company_id._mkt_today()
            decision.done_on = is_done and (decision.done_on or today)

    def _check_document_open(self):
        for decision in self:
            # sudo: the state of the minutes decides, whoever may read them
            decision.sudo().minutes_id._check_state("draft")

    def _make_tasks(self):
        """A task of the group's project for each decision; called as superuser."""
        tasks = self.env["project.task"]
        for decision in self:
            decision.task_id = tasks.create(
                {
                    "name": decision.name,
                    "project_id": decision.minutes_id.project_id.id,
                    "user_ids": decision.user_id.ids,
                    # until the day is over where the company works
                    "date_deadline": self.env["mkt.period"]._midnight(
                        decision.company_id, decision.deadline + timedelta(days=1)
                    )
                    - timedelta(minutes=1),
                }
            )

    def action_done(self):
        """The owner says that it is done: so is the task."""
        self.check_access("read")
        for decision in self:
            if decision.user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "%(decision)s is done by %(user)s.",
                        decision=decision.name,
                        user=decision.user_id.name,
                    )
                )
            if not decision.task_id:
                raise UserError(self.env._("The minutes have not been issued yet."))
        # sudo: owners need not be users of the host's projects; checked above
        self.sudo().task_id.state = "1_done"

    def action_open_task(self):
        """The host's task of the decision."""
        self.ensure_one()
        self.check_access("read")
        self.task_id.check_access("read")
        return self.task_id._get_records_action()
