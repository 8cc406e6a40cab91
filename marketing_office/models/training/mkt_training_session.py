from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Domain

from ...tools.deletion import guards_deletion
from .mkt_training_plan import KEEPERS

# what the approval of the plan is about
PLANNED = {"name", "plan_id", "hours", "planned_cost"}
# what it takes to be certified, and for how long
CERTIFYING = {"survey_id", "valid_months"}


class TrainingSession(models.Model):
    """A session: planned, scheduled on the host's calendar of events, held and recorded."""

    _name = "mkt.training.session"
    _description = "Training Session"
    _inherit = ["mkt.governed.mixin", "mail.thread"]
    _order = "planned_on desc, id desc"
    _check_company_auto = True
    _governed = ("state", "event_id", "participation_ids", "expense_request_ids")
    _fixed_after_creation = ("company_id",)
    _finished = {"held": (), "cancelled": ()}

    name = fields.Char("Topic", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    plan_id = fields.Many2one(
        "mkt.training.plan",
        index=True,
        ondelete="restrict",
        required=True,
        check_company=True,
    )
    plan_state = fields.Selection(
        related="plan_id.state", store=True, string="State of the Plan"
    )
    user_id = fields.Many2one(
        "res.users",
        "Run by",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
        tracking=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Records who was there; takes no part as a participant.",
    )
    planned_on = fields.Date("Date", required=True, tracking=True)
    hours = fields.Float("Training Hours", required=True, default=2, aggregator="sum")
    currency_id = fields.Many2one(related="company_id.currency_id")
    planned_cost = fields.Monetary()
    description = fields.Text("Content")
    file_ids = fields.Many2many("ir.attachment", string="Materials")
    participant_ids = fields.Many2many(
        "res.users",
        "mkt_training_participant_rel",
        string="Participants",
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    need_ids = fields.One2many("mkt.training.need", "session_id", "Needs It Meets")
    survey_id = fields.Many2one(
        "survey.survey",
        "Certification",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('certification', '=', True)]",
        help="The questionnaire that participants pass to be certified: it asks them to"
        " sign in, and is scored without showing what is right.",
    )
    valid_months = fields.Integer(
        "Valid for (months)",
        aggregator=None,
        help="0: the certificate does not expire.",
    )
    event_id = fields.Many2one(
        "event.event",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    participation_ids = fields.One2many(
        "mkt.training.attendance", "session_id", "Attendance", readonly=True, copy=False
    )
    attended_count = fields.Integer("Attended", compute="_compute_attended")
    expense_request_ids = fields.One2many(
        "mkt.expense.request", "training_session_id", readonly=True, copy=False
    )
    actual_cost = fields.Monetary(compute="_compute_actual_cost", compute_sudo=True)
    can_record = fields.Boolean(compute="_compute_can_record")
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("scheduled", "Invitations Sent"),
            ("held", "Took Place"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="planned",
        copy=False,
        tracking=True,
        index=True,
    )

    _sensible = models.Constraint(
        "CHECK (hours > 0 AND hours <= 400 AND planned_cost >= 0 AND valid_months >= 0)",
        "A session lasts between 0 and 400 hours; cost and validity are not negative.",
    )

    @api.depends("participation_ids.state")
    def _compute_attended(self):
        rows = (
            self.env["mkt.training.attendance"]
            # sudo: how many were there is told to whoever reads the session
            .sudo()
            ._read_group(
                [("session_id", "in", self.ids), ("state", "=", "attended")],
                ["session_id"],
                ["__count"],
            )
        )
        counts = {session.id: count for session, count in rows}
        for session in self:
            session.attended_count = counts.get(session._origin.id, 0)

    @api.depends("expense_request_ids.spent")
    def _compute_actual_cost(self):
        spent = dict(
            self.env["mkt.expense.request"]._read_group(
                [("training_session_id", "in", self.ids)],
                ["training_session_id"],
                ["spent:sum"],
            )
        )
        for session in self:
            session.actual_cost = spent.get(session._origin, 0)

    @api.depends("user_id", "company_id")
    @api.depends_context("uid")
    def _compute_can_record(self):
        kept = self.env.user.mkt_companies(*KEEPERS)
        for session in self:
            session.can_record = (
                session.user_id == self.env.user or session.company_id.id in kept
            )

    @api.constrains("participant_ids", "user_id", "company_id")
    def _check_participants(self):
        for session in self:
            if session.user_id in session.participant_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s runs %(session)s and records who was there: nobody"
                        " records themselves.",
                        user=session.user_id.name,
                        session=session.name,
                    )
                )
            self.env["mkt.post.assignment"]._check_members(
                session.participant_ids, session.company_id
            )

    @api.constrains("survey_id", "state")
    def _check_certification(self):
        for session in self:
            # sudo: the questionnaire may be one that the user does not edit
            survey = session.sudo().survey_id
            # the host shows what is right even before anything was handed in
            proves = (
                survey.certification
                and survey.users_login_required
                and survey.scoring_type == "scoring_without_answers"
            )
            if survey and not proves:
                raise ValidationError(
                    self.env._(
                        "%(survey)s would certify whoever looks up the answers: make it a"
                        " certification that requires to sign in and is scored without"
                        " answers.",
                        survey=survey.title,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        sessions = super().create(vals_list)
        sessions._check_plan_open()
        for session in sessions:
            session.file_ids._mkt_belong_to(session)
        return sessions

    def write(self, vals):
        if PLANNED & vals.keys():
            self._check_plan_open()
        if CERTIFYING & vals.keys():
            self._check_may_certify()
        result = super().write(vals)
        if "plan_id" in vals:
            self._check_plan_open()
        if "file_ids" in vals:
            for session in self:
                session.file_ids._mkt_belong_to(session)
        if "participant_ids" in vals:
            # sudo: rows of attendance follow the participants; checked above
            self.sudo().filtered(lambda s: s.state == "scheduled")._renew_attendance()
        return result

    @guards_deletion
    def _unlink_except_planned(self):
        self._check_plan_open()

    def _check_plan_open(self):
        """What is decided on with the plan changes as long as the plan is a draft."""
        if self.env.su:
            return
        for session in self:
            # sudo: the state of the plan decides, whoever may read it
            plan = session.sudo().plan_id
            if plan.state != "draft":
                raise UserError(
                    self.env._(
                        "%(plan)s has been submitted: topic, hours and cost of its"
                        " sessions stay.",
                        plan=plan.name,
                    )
                )
            plan._note_contribution()

    def _check_may_certify(self):
        """Raise AccessError where a participant chooses what it takes to pass."""
        if self.env.su:
            return
        for session in self:
            if session.state != "planned" and self.env.user in session.participant_ids:
                raise AccessError(
                    self.env._(
                        "%(session)s: its participants do not choose the certification"
                        " that they have to pass.",
                        session=session.name,
                    )
                )

    def _check_files_may_change(self):
        """Raise UserError where the materials stay as they were handed out."""
        self.ensure_one()
        self._check_not_finished()

    def _check_may_record(self):
        """Raise AccessError unless the user runs the sessions, or keeps the training."""
        self.check_access("read")
        for session in self:
            if not session.can_record:
                raise AccessError(
                    self.env._(
                        "%(session)s is recorded by %(user)s, who runs it.",
                        session=session.name,
                        user=session.user_id.name,
                    )
                )

    # ------------------------------------------------------------- steps

    def action_all_attended(self):
        """All who are not recorded yet were there."""
        self._check_may_record()
        self._check_state("scheduled")
        expected = Domain("state", "=", "expected") & Domain(
            "session_id", "in", self.ids
        )
        # sudo: who records is checked here and by the step itself
        rows = self.env["mkt.training.attendance"].sudo().search(expected).sudo(False)
        rows.action_attended()

    def action_hold(self):
        """The session was held, and everybody is recorded."""
        self._check_may_record()
        self._check_state("scheduled")
        for session in self:
            # sudo: rows of colleagues; who may record was checked
            rows = session.sudo().participation_ids
            if not rows.filtered(lambda r: r.state == "attended"):
                raise UserError(
                    self.env._(
                        "%(session)s: nobody was there. Record who was, or cancel it.",
                        session=session.name,
                    )
                )
            if waiting := rows.filtered(lambda r: r.state == "expected"):
                raise UserError(
                    self.env._(
                        "%(session)s: record also %(users)s.",
                        session=session.name,
                        users=", ".join(waiting.user_id.mapped("name")),
                    )
                )
        self._set_state("held")
        # sudo: as above
        self.sudo().participation_ids._settle()

    def action_cancel(self):
        """Give up sessions that were not held; their needs are open again."""
        self.check_access("write")
        self._check_state("planned", "scheduled")
        # sudo: needs of colleagues are open again
        self.sudo().need_ids.session_id = False
        self._set_state("cancelled")

    def action_request_expense(self):
        """A draft request for what the session costs and is not asked for yet."""
        self.ensure_one()
        self.check_access("write")
        self._check_state("planned", "scheduled")
        # sudo: what was asked for already, by whomever
        session = self.sudo()
        session._check_plan_approved()
        asked = session.expense_request_ids.filtered(
            lambda r: r.state not in ("refused", "cancelled")
        )
        rest = self.planned_cost - sum(
            r._in_company_currency(r.amount, r.currency_id) for r in asked
        )
        if self.currency_id.compare_amounts(rest, 0) <= 0:
            raise UserError(
                self.env._(
                    "%(session)s: its planned cost has been asked for already.",
                    session=self.name,
                )
            )
        return self.env["mkt.expense.request"]._draft_for(
            self,
            "training_session_id",
            "training",
            name=self.name,
            amount=rest,
            line_id=session.plan_id.budget_line_id.id,
        )

    def _check_plan_approved(self):
        for session in self:
            if session.plan_id.state != "approved":
                raise UserError(
                    self.env._(
                        "%(plan)s is not approved yet: its sessions wait.",
                        plan=session.plan_id.name,
                    )
                )

    def _renew_attendance(self):
        """A row for each participant, none for who is none any more; as superuser."""
        for session in self:
            rows = session.participation_ids
            gone = rows.filtered(
                lambda r, session=session: (
                    r.user_id not in session.participant_ids and r.state == "expected"
                )
            )
            new = session.participant_ids - rows.user_id
            session.participation_ids = [
                *(Command.delete(row.id) for row in gone),
                *(Command.create({"user_id": user.id}) for user in new),
            ]
            session._tell_participants(new)

    def _tell_participants(self, people):
        for lang, users in people.grouped("lang").items():
            qweb = self.env["ir.qweb"].with_context(lang=lang)
            self.env["mail.thread"].message_notify(
                author_id=self.env.user.partner_id.id,
                partner_ids=users.partner_id.ids,
                subject=qweb.env._("Training: %s", self.name),
                body=qweb._render(
                    "marketing_office.training_message",
                    {"session": self.with_env(qweb.env)},
                ),
            )
