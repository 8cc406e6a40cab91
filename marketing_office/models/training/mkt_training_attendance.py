from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.deletion import guards_deletion
from ...tools.optional import OptionalInteger
from ...tools.text import title_of

EFFECT_AFTER_DAYS = 60
LOWEST, HIGHEST = 1, 5


class TrainingAttendance(models.Model):
    """Who was at a session, recorded by somebody else, and what has come of it.

    The host's registrations, skills and résumé lines can be edited by those whom they are
    about: these rows change by their own checked steps alone.
    """

    _name = "mkt.training.attendance"
    _description = "Training Attendance"
    _inherit = ["mkt.governed.mixin"]
    _order = "held_on desc, id desc"
    _governed = (
        "session_id",
        "user_id",
        "state",
        "hours",
        "recorded_by_id",
        "recorded_at",
        "superior_id",
        "usefulness",
        "usefulness_note",
        "effect",
        "effect_note",
        "effect_on",
        "effect_due_on",
    )

    session_id = fields.Many2one(
        "mkt.training.session",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="session_id.company_id", store=True, index=True
    )
    held_on = fields.Date(related="session_id.planned_on", store=True)
    session_state = fields.Selection(
        related="session_id.state", store=True, string="State of the Session"
    )
    user_id = fields.Many2one(
        "res.users",
        "Participant",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    state = fields.Selection(
        [
            ("expected", "Not Recorded Yet"),
            ("attended", "Attended"),
            ("absent", "Absent"),
        ],
        required=True,
        readonly=True,
        default="expected",
        copy=False,
    )
    hours = fields.Float("Hours Attended", readonly=True, copy=False)
    recorded_by_id = fields.Many2one(
        "res.users", "Recorded by", readonly=True, copy=False, ondelete="restrict"
    )
    recorded_at = fields.Datetime("Recorded on", readonly=True, copy=False)
    superior_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Says after 60 days what the training has changed at work.",
    )
    usefulness = OptionalInteger(
        "Usefulness (1-5)",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="The participant's answer after the session.",
    )
    usefulness_note = fields.Char("Participant's Remark", readonly=True, copy=False)
    effect = OptionalInteger(
        "Effect (1-5)",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="The superior's answer after 60 days.",
    )
    effect_note = fields.Char("Superior's Remark", readonly=True, copy=False)
    effect_due_on = fields.Date("Effect Judged from", readonly=True, copy=False)
    effect_on = fields.Date("Effect Judged on", readonly=True, copy=False)
    is_mine_to_record = fields.Boolean(compute="_compute_turn")
    is_mine_to_rate = fields.Boolean(compute="_compute_turn")
    is_mine_to_judge = fields.Boolean(compute="_compute_turn")

    _one_each = models.Constraint(
        "UNIQUE(session_id, user_id)", "A participant has one row in a session."
    )
    _on_the_scale = models.Constraint(
        f"CHECK (usefulness BETWEEN {LOWEST} AND {HIGHEST}"
        f" AND effect BETWEEN {LOWEST} AND {HIGHEST})",
        "The answers run from 1 to 5.",
    )

    @api.depends("session_id", "user_id")
    def _compute_display_name(self):
        for row in self:
            # sudo: topic and name of a row that is read are no secret
            names = row.sudo().session_id.name, row.sudo().user_id.name
            row.display_name = title_of(*names)

    @api.depends("state", "session_state", "usefulness", "effect", "effect_due_on")
    @api.depends_context("uid")
    def _compute_turn(self):
        user = self.env.user
        for row in self:
            attended = row.state == "attended" and row.session_state == "held"
            row.is_mine_to_record = (
                row.session_state == "scheduled"
                and row.user_id != user
                and row.session_id.can_record
            )
            row.is_mine_to_rate = (
                attended and row.user_id == user and row.usefulness is False
            )
            row.is_mine_to_judge = (
                attended
                and row.superior_id == user
                and row.effect is False
                and bool(row.effect_due_on)
                and row.effect_due_on <= row.company_id._mkt_today()
            )

    @guards_deletion
    def _unlink_except_expected(self):
        # the system takes out who is no participant any more
        if not self.env.su or any(row.state != "expected" for row in self):
            raise UserError(self.env._("Who was at a session stays on record."))

    # ------------------------------------------------------------- recording

    def action_attended(self):
        """They were there, as somebody else says."""
        self._record("attended")

    def action_absent(self):
        """They were not there."""
        self._record("absent")

    def _record(self, state):
        sessions = self.session_id
        sessions._check_may_record()
        sessions._check_state("scheduled")
        for row in self:
            if row.user_id == self.env.user:
                raise AccessError(
                    self.env._(
                        "Nobody records their own attendance: ask somebody else."
                    )
                )
            if row.held_on > row.company_id._mkt_today():
                raise UserError(
                    self.env._(
                        "%(session)s has not begun yet.", session=row.session_id.name
                    )
                )
        for session, rows in self.grouped("session_id").items():
            # sudo: governed fields, written after the checks above
            rows.sudo().write(
                {
                    "state": state,
                    "hours": session.hours if state == "attended" else 0,
                    "recorded_by_id": self.env.uid,
                    "recorded_at": fields.Datetime.now(),
                }
            )

    def _settle(self):
        """What follows once the session is held; called as superuser."""
        attended = self.filtered(lambda r: r.state == "attended")
        superiors = {user: user._mkt_superior() for user in attended.user_id}
        for row in attended:
            row.write(
                {
                    "superior_id": superiors[row.user_id].get(row.company_id),
                    "effect_due_on": fields.Date.add(
                        row.held_on, days=EFFECT_AFTER_DAYS
                    ),
                }
            )
        there = {(row.session_id, row.user_id) for row in attended}
        for need in self.session_id.need_ids:
            if (need.session_id, need.user_id) in there:
                need.met_on = need.company_id._mkt_today()
            else:
                # who was absent still needs it
                need.session_id = False

    # ------------------------------------------------------------- what has come of it

    def action_rate(self, usefulness, note=False):
        """The participant says how useful the session was, once."""
        self.ensure_one()
        self.check_access("read")
        if not self.is_mine_to_rate:
            raise AccessError(
                self.env._(
                    "%(row)s: the participant says it, once, after the session.",
                    row=self.display_name,
                )
            )
        # sudo: governed fields, written after the check above
        self.sudo().write(
            {
                "usefulness": self._checked_score(usefulness),
                "usefulness_note": note or False,
            }
        )

    def action_judge(self, effect, note=False):
        """The superior says what the training has changed at work, once."""
        self.ensure_one()
        self.check_access("read")
        if not self.is_mine_to_judge:
            raise AccessError(
                self.env._(
                    "%(row)s: the superior says it, once, 60 days after the session.",
                    row=self.display_name,
                )
            )
        # sudo: governed fields, written after the check above
        self.sudo().write(
            {
                "effect": self._checked_score(effect),
                "effect_note": note or False,
                "effect_on": self.company_id._mkt_today(),
            }
        )

    @api.model
    def _checked_score(self, score):
        # a client may send anything
        if type(score) is not int or not LOWEST <= score <= HIGHEST:
            raise UserError(self.env._("Choose an answer from 1 to 5."))
        return score

    def action_open_answer(self):
        """The one question that waits for the user, in a dialog."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "mkt.training.answer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_attendance_id": self.id},
        }
