from contextlib import contextmanager

from odoo import api, fields, models
from odoo.fields import Domain

from .mkt_sla_policy import METRICS

ALIVE = ("running", "paused")


class SlaClock(models.Model):
    """The time one case has used of one time limit.

    `elapsed_seconds` holds the working time up to `running_since`; what has passed
    since then is counted when the clock is next settled. So pauses, changes of policy
    and reopening neither lose nor invent time.
    """

    _name = "mkt.sla.clock"
    _description = "Clock of a Case"
    _inherit = ["mkt.complaint.part"]
    _order = "complaint_id desc, metric"
    _governed = (
        "policy_id",
        "metric",
        "state",
        "target_seconds",
        "elapsed_seconds",
        "running_since",
        "stopped_at",
        "deadline_at",
        "next_alert_at",
        "level_id",
        "breached_at",
    )

    # the index on case and metric serves the case alone as well
    complaint_id = fields.Many2one(index=False)
    company_id = fields.Many2one(related="complaint_id.company_id")
    policy_id = fields.Many2one(
        "mkt.sla.policy", string="Time Limit", required=True, index=True
    )
    metric = fields.Selection(METRICS, "Step", required=True)
    state = fields.Selection(
        [
            ("running", "Running"),
            ("paused", "Paused"),
            ("met", "Kept"),
            ("missed", "Missed"),
            ("void", "Void"),
        ],
        required=True,
        default="running",
    )
    is_alive = fields.Boolean(compute="_compute_is_alive")
    target_seconds = fields.Integer(required=True)
    elapsed_seconds = fields.Integer(required=True, default=0)
    running_since = fields.Datetime()
    stopped_at = fields.Datetime("Stopped on")
    deadline_at = fields.Datetime("Deadline")
    next_alert_at = fields.Datetime()
    level_id = fields.Many2one("mkt.sla.level", string="Level Reached")
    breached_at = fields.Datetime("Missed on")
    settled_at = fields.Datetime(
        "Kept or Missed on",
        compute="_compute_settled",
        store=True,
        index="btree_not_null",
    )
    is_kept = fields.Boolean("Kept", compute="_compute_settled", store=True)
    target_hours = fields.Float("Allowed (Hours)", compute="_compute_hours")
    elapsed_hours = fields.Float("Used (Hours)", compute="_compute_hours")

    _metric_uniq = models.UniqueIndex(
        "(complaint_id, metric)", "A case has one clock for each time limit."
    )
    _alerts_due = models.Index("(next_alert_at) WHERE next_alert_at IS NOT NULL")
    _breached = models.Index("(complaint_id) WHERE breached_at IS NOT NULL")

    @api.depends("state")
    def _compute_is_alive(self):
        for clock in self:
            clock.is_alive = clock.state in ALIVE

    @api.depends("state", "stopped_at", "breached_at")
    def _compute_settled(self):
        for clock in self:
            clock.is_kept = clock.state == "met"
            # missed from the moment it was, also while the clock still runs
            missed_at = clock.state != "void" and clock.breached_at
            clock.settled_at = clock.stopped_at if clock.is_kept else missed_at

    @api.depends("target_seconds", "elapsed_seconds", "running_since")
    def _compute_hours(self):
        elapsed = self._elapsed(fields.Datetime.now())
        for clock in self:
            clock.target_hours = clock.target_seconds / 3600
            clock.elapsed_hours = elapsed[clock] / 3600

    def action_open_case(self):
        """The case that the clock belongs to."""
        self.ensure_one()
        self.check_access("read")
        return self.complaint_id._get_records_action()

    # ------------------------------------------------------------- counting

    def _timetables(self, now):
        """Timetables of the clocks, by policy and company."""
        since = {}
        for clock in self:
            key = clock.policy_id, clock.company_id
            since[key] = min(since.get(key, now), clock.running_since or now)
        return self.env["mkt.sla.policy"]._timetables(since, now)

    def _timetable(self, timetables):
        return timetables[self.policy_id, self.company_id]

    def _elapsed(self, moment, timetables=None):
        """Working seconds used by each clock up to the moment."""
        timetables = timetables or self._timetables(moment)
        return {
            clock: clock.elapsed_seconds
            + (
                clock._timetable(timetables).between(clock.running_since, moment)
                if clock.running_since
                else 0
            )
            for clock in self
        }

    @contextmanager
    def _counted_anew(self, calendars=None):
        """Let running clocks follow a change of working hours that is made meanwhile.

        What has passed until now is counted by the old hours, what is to come by the
        new ones. `calendars` are those that change; without, it may be any.
        """
        counting = Domain("state", "=", "running") & Domain(
            "policy_id.counting", "=", "working"
        )
        if calendars is not None:
            own = Domain("policy_id.calendar_id", "in", calendars.ids)
            company = Domain("policy_id.calendar_id", "=", False) & Domain(
                "complaint_id.company_id.resource_calendar_id", "in", calendars.ids
            )
            counting &= own | company
        # sudo: clocks belong to the system, and follow their calendar
        clocks = self.sudo().search(counting)
        clocks._settle(fields.Datetime.now())
        yield
        clocks._plan()

    def _settle(self, moment):
        """Bring the elapsed time of running clocks up to the moment."""
        for clock, elapsed in self._elapsed(moment).items():
            if clock.running_since and clock.running_since < moment:
                clock.write({"elapsed_seconds": elapsed, "running_since": moment})

    def _plan(self):
        """Set target, deadline and next alert of clocks that are alive from their policies."""
        now = fields.Datetime.now()
        timetables = self._timetables(now)
        levels = self.env["mkt.sla.level"]._of("case")
        for clock in self:
            plan = levels._plan(
                clock.policy_id._target_seconds(),
                clock._timetable(timetables),
                clock.running_since,
                clock.elapsed_seconds,
                clock.level_id,
                in_days=clock.policy_id._is_in_days(),
            )
            # a limit that is missed was missed when it was
            same_limit = plan["target_seconds"] == clock.target_seconds
            if same_limit and clock.deadline_at and clock._is_used_up():
                plan["deadline_at"] = min(clock.deadline_at, now)
            clock.write(plan)

    def _is_used_up(self):
        return self.elapsed_seconds >= self.target_seconds

    # ------------------------------------------------------------- events

    def _of_our_steps(self, metrics):
        """Clocks of the metrics that our own steps stop; a forum's end with its file."""
        return self.filtered(
            lambda c: c.metric in metrics and c.policy_id.since == "received"
        )

    @api.model
    def _start(self, complaints, matching=None):
        """Start clocks of the cases by the policies that fit them."""
        policies = self.env["mkt.sla.policy"]
        wanted = [
            (complaint, policy)
            for complaint, fitting in (
                matching or policies._matching(complaints)
            ).items()
            for policy in fitting.values()
        ]
        now = fields.Datetime.now()
        begins = {pair: pair[1]._begins_at(pair[0]) for pair in wanted}
        since = min(begins.values(), default=now)
        timetables = policies._timetables(
            {(policy, complaint.company_id): since for complaint, policy in wanted}, now
        )
        levels = self.env["mkt.sla.level"]._of("case")
        return self.create(
            [
                {
                    "complaint_id": complaint.id,
                    "policy_id": policy.id,
                    "metric": policy.metric,
                    "running_since": begins[complaint, policy],
                    **levels._plan(
                        policy._target_seconds(),
                        timetables[policy, complaint.company_id],
                        begins[complaint, policy],
                        in_days=policy._is_in_days(),
                    ),
                }
                for complaint, policy in wanted
            ]
        )

    def _follow(self, complaints, moment):
        """Let the clocks of changed cases follow the policies that now fit them.

        A clock keeps its policy where none fits any more; a time limit that comes
        new runs from the case's receipt, less the pauses it has had.
        """
        matching = self.env["mkt.sla.policy"]._matching(complaints)
        clocks = {(c.complaint_id, c.metric): c for c in complaints.clock_ids}
        for complaint, policies in matching.items():
            for metric, policy in policies.items():
                clock = clocks.get((complaint, metric))
                if not clock and complaint._awaits(metric, policy):
                    self._start(
                        complaint, {complaint: {metric: policy}}
                    )._replay_pauses()
                elif clock and clock.is_alive and clock.policy_id != policy:
                    clock._settle(moment)
                    clock.policy_id = policy
                    clock._plan()

    def _replay_pauses(self):
        for pause in self.complaint_id.pause_ids.sorted("started_at"):
            self._pause(pause.started_at)
            if pause.ended_at:
                self.filtered(lambda c: c.state == "paused")._resume(pause.ended_at)

    def _pause(self, moment):
        """Stop counting; statutory time limits never pause."""
        clocks = self.filtered(
            lambda c: c.state == "running" and c.metric != "statutory"
        )
        clocks._settle(moment)
        clocks.write(
            {
                "state": "paused",
                "running_since": False,
                "deadline_at": False,
                "next_alert_at": False,
            }
        )

    def _resume(self, moment):
        """Count on from the moment; for paused and for stopped clocks."""
        self.write({"state": "running", "running_since": moment, "stopped_at": False})
        self._plan()

    def _stop(self, moment):
        """The step was taken: kept if no more than the limit was used."""
        clocks = self.filtered("is_alive")
        clocks._settle(moment)
        for clock in clocks:
            missed = clock.elapsed_seconds > clock.target_seconds
            clock.write(
                {
                    "state": "missed" if missed else "met",
                    "breached_at": clock.breached_at
                    or (missed and min(clock.deadline_at or moment, moment)),
                    "stopped_at": moment,
                    "running_since": False,
                    "deadline_at": False,
                    "next_alert_at": False,
                }
            )

    def _follow_forum(self):
        """Count anew what runs from a forum's acceptance: it was entered, or corrected."""
        now = fields.Datetime.now()
        clocks = self.filtered(lambda c: c.metric == "statutory")
        matching = self.env["mkt.sla.policy"]._matching(clocks.complaint_id)
        for clock in clocks:
            case = clock.complaint_id
            policy = matching[case].get("statutory") or clock.policy_id
            if policy.since != "accepted":
                continue
            if not policy._fits(case):
                clock._void(now)
                continue
            clock.write(
                {
                    "policy_id": policy.id,
                    "state": "running",
                    "elapsed_seconds": 0,
                    "running_since": policy._begins_at(case),
                    "stopped_at": False,
                    "breached_at": False,
                    "level_id": False,
                }
            )
            clock._plan()
            if case.dispute_ended_on:
                clock._stop(min(case._forum_ended_at(), now))

    def _void(self, moment):
        """The case was cancelled: the time limit neither kept nor missed."""
        clocks = self.filtered("is_alive")
        clocks._settle(moment)
        clocks.write(
            {
                "state": "void",
                "stopped_at": moment,
                "running_since": False,
                "deadline_at": False,
                "next_alert_at": False,
            }
        )

    def _take_over(self, others, moment):
        """Let the clocks of a case that takes in others count from the longest wait."""
        (self | others)._settle(moment)
        for clock in self.filtered("is_alive"):
            same = others.filtered(lambda c, clock=clock: c.metric == clock.metric)
            longest = max(same.mapped("elapsed_seconds"), default=0)
            if longest > clock.elapsed_seconds:
                clock.elapsed_seconds = longest
        self.filtered("is_alive")._plan()
