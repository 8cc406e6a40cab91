from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.deletion import guards_deletion

ANSWER_DAYS = 14
REMINDER = "marketing_office.mail_activity_type_signal"


class Signal(models.Model):
    """Something in the market that asks for a change of plan, until it is answered."""

    _name = "mkt.signal"
    _description = "Market Signal"
    _inherit = ["mkt.escalation.mixin", "mail.thread", "mkt.coordination.mixin"]
    _finished = {"revised": (), "no_change": ()}
    _order = "deadline, id"
    _check_company_auto = True
    _governed = ("state", "answer", "answered_by_id", "answered_at")
    _escalation_subject = "signal"
    _escalation_reminder = REMINDER
    _fixed_after_creation = ("company_id", "user_id", "observation_id")

    name = fields.Char("Signal", required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    observation_id = fields.Many2one(
        "mkt.observation",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    description = fields.Text("What It Means for Us")
    severity = fields.Selection(
        [("normal", "Worth a Look"), ("high", "Serious"), ("critical", "Very Serious")],
        "How Serious",
        required=True,
        default="normal",
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        "Raised by",
        required=True,
        index=True,
        default=lambda self: self.env.user,
    )
    post_id = fields.Many2one(
        "mkt.post",
        "Asked Post",
        required=True,
        ondelete="restrict",
        tracking=True,
        domain="[('level', '=', 'post')]",
        default=lambda self: self._default_post_id(),
    )
    deadline = fields.Date(
        "Answer by",
        required=True,
        index=True,
        tracking=True,
        default=lambda self: (
            self.env.company._mkt_today() + timedelta(days=ANSWER_DAYS)
        ),
    )
    state = fields.Selection(
        [
            ("open", "Unanswered"),
            ("revised", "Plan Revised"),
            ("no_change", "No Change"),
        ],
        required=True,
        readonly=True,
        default="open",
        copy=False,
        tracking=True,
        index=True,
    )
    waits_for_me = fields.Boolean(
        "My Answer Awaited",
        compute="_compute_waits_for_me",
        search="_search_waits_for_me",
    )
    answer = fields.Text("Answer Given", readonly=True, copy=False)
    answered_by_id = fields.Many2one(
        "res.users", "Answered by", readonly=True, copy=False, ondelete="restrict"
    )
    answered_at = fields.Datetime("Answered on", readonly=True, copy=False)

    def _default_post_id(self):
        """The Marketing Manager, or the Director where that is who raises the signal."""
        own = self.env.user._mkt_holds(self.env.company, "marketing_manager")
        code = "director" if own else "marketing_manager"
        return self.env.ref(f"marketing_office.post_{code}")

    @api.depends("state", "post_id", "user_id", "company_id")
    @api.depends_context("uid")
    def _compute_waits_for_me(self):
        mine = self.filtered_domain(self._mine())
        for signal in self:
            signal.waits_for_me = signal in mine

    def _search_waits_for_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._mine()

    def _mine(self):
        return (
            fields.Domain("state", "=", "open")
            & fields.Domain("user_id", "!=", self.env.uid)
            & fields.Domain(self.env.user.mkt_domain_of("post_id", "post_id"))
        )

    @api.model_create_multi
    def create(self, vals_list):
        signals = super().create(vals_list)
        # sudo: who is asked gets the activity, whoever raises the signal
        signals.sudo()._remind_asked()
        return signals

    def _asked_people(self):
        assignments = self.env["mkt.post.assignment"]
        return {
            signal: users
            for (company, post), signals in self.grouped(
                lambda s: (s.company_id, s.post_id)
            ).items()
            for users in [assignments._responsible(company, post.code)]
            for signal in signals
        }

    def _notify(self, told):
        self._tell_people(
            told,
            "marketing_office.signal_escalation_message",
            lambda env, signals: (
                env._("Market signals: %(count)s unanswered", count=len(signals)),
                {"signals": signals},
            ),
        )

    @api.constrains("post_id")
    def _check_post(self):
        for signal in self:
            if signal.post_id.level != "post":
                raise UserError(
                    self.env._("A signal asks one of the posts of the office.")
                )

    def write(self, vals):
        if not self.env.su:
            self._check_open()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_open(self):
        self._check_open()
        if self.filtered("level_id"):
            raise UserError(self.env._("An escalated signal stays on record."))

    def _check_open(self):
        for signal in self:
            if signal.state != "open":
                raise UserError(
                    self.env._(
                        "%(signal)s has been answered and stays as it is.",
                        signal=signal.name,
                    )
                )

    # ------------------------------------------------------------- the answer

    def action_no_change(self, reason):
        """The post that was asked says why the plan stays as it is."""
        self.check_access("read")
        reason = self._check_reason(reason)
        self._check_may_answer()
        # sudo: governed fields, written after the checks above
        self.sudo()._answer("no_change", reason)

    def _check_may_answer(self):
        """Raise AccessError unless the user holds the asked post and raised none of them."""
        self._check_open()
        for signal in self:
            if signal.user_id == self.env.user:
                raise AccessError(
                    self.env._(
                        "You raised this signal yourself: somebody else has to answer"
                        " it."
                    )
                )
            if not self.env.user._mkt_holds(signal.company_id, signal.post_id.code):
                raise AccessError(
                    self.env._(
                        "%(signal)s waits for the answer of the %(post)s.",
                        signal=signal.name,
                        post=signal.post_id.name,
                    )
                )

    def _answer(self, state, text):
        """Close the signals with the answer; called as superuser by checked actions."""
        self.write(
            {
                "state": state,
                "answer": text,
                "answered_by_id": self.env.uid,
                "answered_at": fields.Datetime.now(),
            }
        )
        self._forget_reminders(REMINDER)

    def action_open_no_change(self):
        """The dialog that asks why the plan stays as it is."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("No Change"),
            "res_model": "mkt.signal.no.change",
            "view_mode": "form",
            "target": "new",
            "context": {"default_signal_ids": self.ids},
        }
