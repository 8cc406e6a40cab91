from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .mkt_complaint import OPEN_STATES
from .mkt_complaint_workflow import NEW_CASE_REMINDER

# the step whose date says that a time limit no longer waits for it
STEP = {
    "acknowledge": "acknowledged_at",
    "respond": "responded_at",
    "resolve": "resolved_at",
    "statutory": "resolved_at",
}
TIME_LIMIT_REMINDER = "marketing_office.mail_activity_type_time_limit"


class ComplaintClock(models.Model):
    """A case and its clocks: pauses, deadlines, reminders."""

    _inherit = "mkt.complaint"
    _governed = ("clock_ids", "pause_ids")

    clock_ids = fields.One2many("mkt.sla.clock", "complaint_id", readonly=True)
    pause_ids = fields.One2many("mkt.sla.pause", "complaint_id", readonly=True)
    is_paused = fields.Boolean(
        compute="_compute_is_paused", search="_search_is_paused", compute_sudo=True
    )
    deadline_at = fields.Datetime(
        "Next Deadline",
        compute="_compute_deadline_at",
        store=True,
        index=True,
        groups="base.group_user",
    )
    is_late = fields.Boolean(
        "Missed a Time Limit",
        compute="_compute_is_late",
        search="_search_is_late",
        compute_sudo=True,
        groups="base.group_user",
    )

    # the kanban's columns, each in its order
    _by_state = models.Index("(state, priority DESC, deadline_at, received_at)")
    # the cards of the desk, the most urgent first; counted without reading the cases
    _by_due_date = models.Index(
        "(state, deadline_at, id) INCLUDE (company_id, user_id, create_uid, kind)"
    )
    _unhandled = models.Index(
        "(deadline_at, id) INCLUDE (company_id, state) WHERE user_id IS NULL"
    )
    _to_close = models.Index(
        "(deadline_at, id) INCLUDE (company_id, user_id) WHERE state = 'decided'"
        " OR (state = 'responded' AND kind = 'service_request')"
    )

    @api.depends("pause_ids.ended_at")
    def _compute_is_paused(self):
        for complaint in self:
            complaint.is_paused = any(not p.ended_at for p in complaint.pause_ids)

    def _search_is_paused(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("pause_ids", "any!", [("ended_at", "=", False)])]

    @api.depends("clock_ids.deadline_at")
    def _compute_deadline_at(self):
        for complaint in self:
            deadlines = [c.deadline_at for c in complaint.clock_ids if c.deadline_at]
            complaint.deadline_at = min(deadlines, default=False)

    @api.depends("deadline_at", "clock_ids.breached_at", "clock_ids.state")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for complaint in self:
            overdue = complaint.deadline_at and complaint.deadline_at < now
            # a limit that was void when the case was cancelled was not missed
            complaint.is_late = overdue or any(
                c.breached_at and c.state != "void" for c in complaint.clock_ids
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: who sees the case sees its clocks, so the case's own rules are enough
        clocks = self.env["mkt.sla.clock"].sudo()
        breached = clocks._search(
            [("breached_at", "!=", False), ("state", "!=", "void")]
        )
        overdue = self.sudo()._search([("deadline_at", "<", fields.Datetime.now())])
        # as one list of ids: with OR, or EXISTS, PostgreSQL reads all cases
        either = SQL(
            "(%s UNION ALL %s)", overdue.select(), breached.select("complaint_id")
        )
        return [("id", "in", either)]

    def _awaits(self, metric, policy):
        """Whether the step that the time limit is for is still to come."""
        return self.is_open and (policy.since == "accepted" or not self[STEP[metric]])

    def _reminder_deadline(self):
        """Today; of a missed time limit, the day since when it is."""
        today = super()._reminder_deadline()
        if not self.deadline_at:
            return today
        return min(today, self._last_day(self.deadline_at))

    def _last_day(self, deadline):
        """The day that the deadline is on; midnight is the end of the day before."""
        zoned = self.with_context(tz=self.company_id._mkt_zone())
        moment = deadline - timedelta(seconds=1)
        return fields.Datetime.context_timestamp(zoned, moment).date()

    def action_pause(self, reason):
        """Stop the clocks while we wait for the customer; statutory ones run on."""
        self._check_step(*(set(OPEN_STATES) - {"received"}))
        reason = self._check_reason(reason)
        now = fields.Datetime.now()
        for complaint in self:
            if complaint.is_paused:
                raise UserError(
                    self.env._(
                        "%(case)s is paused already.", case=complaint.display_name
                    )
                )
        # sudo: clocks and their log belong to the system; checked above
        pauses = self.env["mkt.sla.pause"].sudo()
        # one that has just ended makes room for the next
        pauses.flush_model(["ended_at"])
        pauses.create(
            [{"complaint_id": c.id, "reason": reason, "started_at": now} for c in self]
        )
        # sudo: as above
        self.sudo().clock_ids._pause(now)

    def action_resume(self):
        self._check_step(*OPEN_STATES)
        self._end_pause(fields.Datetime.now(), "user")

    def _end_pause(self, moment, ended_by):
        """End open pauses at the moment, unless they began later; never in the future."""
        moment = min(moment, fields.Datetime.now())
        # sudo: clocks and their log belong to the system; the caller checks
        pauses = self.sudo().pause_ids.filtered(
            lambda p: not p.ended_at and p.started_at <= moment
        )
        for pause in pauses:
            pause.write({"ended_at": moment, "ended_by": ended_by})
            clocks = pause.complaint_id.clock_ids
            clocks.filtered(lambda c: c.state == "paused")._resume(moment)

    def _stop_clocks(self, *metrics):
        # sudo: clocks belong to the system; the calling action checks
        clocks = self.sudo().clock_ids._of_our_steps(metrics)
        clocks._stop(fields.Datetime.now())

    def _restart_clocks(self, *metrics):
        # sudo: clocks belong to the system; the calling action checks
        clocks = self.sudo().clock_ids._of_our_steps(metrics)
        clocks._resume(fields.Datetime.now())

    def _end_work(self, event):
        """Stop or void all clocks, end the pause, and take down the reminders."""
        self._end_pause(fields.Datetime.now(), "user")
        # sudo: clocks and other people's reminders; the calling action checks
        complaints = self.sudo()
        if event == "void":
            complaints.clock_ids._void(fields.Datetime.now())
        else:
            complaints.clock_ids._stop(fields.Datetime.now())
        for reminder in (TIME_LIMIT_REMINDER, NEW_CASE_REMINDER):
            complaints._forget_reminders(reminder)
