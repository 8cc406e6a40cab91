from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .mkt_complaint import KINDS, PRIORITIES
from .mkt_complaint_dispute import FILINGS, FORUMS

METRICS = [
    ("acknowledge", "Acknowledge"),
    ("respond", "Respond"),
    ("resolve", "Resolve"),
    ("statutory", "Statutory"),
]


class SlaPolicy(models.Model):
    _name = "mkt.sla.policy"
    _description = "Time Limit"
    _inherit = ["mkt.shared.mixin", "mail.thread"]
    _order = "metric, sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    shared_id = fields.Many2one(
        "mkt.sla.policy",
        "Adapted From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    adapted_ids = fields.One2many(
        "mkt.sla.policy", "shared_id", context={"active_test": False}
    )
    metric = fields.Selection(METRICS, "Step", required=True, tracking=True)
    kind = fields.Selection(KINDS, help="Empty: every kind of case.", tracking=True)
    priority = fields.Selection(
        PRIORITIES,
        string="From Priority",
        help="Empty: every priority.",
        tracking=True,
    )
    since = fields.Selection(
        [("received", "Receipt of the case"), ("accepted", "Acceptance by the forum")],
        "Counted From",
        required=True,
        default="received",
        tracking=True,
        help="What is counted from the acceptance begins with the day after it, and ends"
        " when the forum ends its file.",
    )
    forum = fields.Selection(
        FORUMS, help="Of disputes; empty: every forum.", tracking=True
    )
    filing = fields.Selection(
        FILINGS, "Filed as", help="Of disputes; empty: either.", tracking=True
    )
    # limits of different cases do not add up
    hours = fields.Float(
        "Time Limit (Hours)", required=True, tracking=True, aggregator=None
    )
    counting = fields.Selection(
        [("working", "Working hours"), ("clock", "Round the clock")],
        required=True,
        default="working",
        tracking=True,
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working Calendar",
        check_company=True,
        ondelete="restrict",
        help="Empty: the calendar of the case's company.",
        tracking=True,
    )
    clock_ids = fields.One2many("mkt.sla.clock", "policy_id")

    # a limit of no whole second, or of centuries, would stop the clocks of all cases
    _hours_positive = models.Constraint(
        "CHECK (hours BETWEEN 0.01 AND 87600)",
        "A time limit is longer than zero hours, and no longer than ten years.",
    )

    @api.constrains("since", "metric")
    def _check_since(self):
        for policy in self:
            if policy.since == "accepted" and policy.metric != "statutory":
                raise ValidationError(
                    self.env._(
                        "%(policy)s: only a statutory time limit is counted from the"
                        " forum's acceptance.",
                        policy=policy.name,
                    )
                )

    def write(self, vals):
        # what has run so far is counted by the old rule, the rest by the new one
        timing = {"hours", "counting", "calendar_id"} & vals.keys()
        clocks = self.env["mkt.sla.clock"]
        if timing:
            # sudo: clocks belong to the system, and follow their policy
            clocks = self.sudo().clock_ids.filtered("is_alive")
            clocks._settle(fields.Datetime.now())
        result = super().write(vals)
        clocks._plan()
        return result

    @api.model
    def _matching(self, complaints):
        """Policies by complaint: for each metric the first that fits."""
        # sudo: limits hold for a case whoever enters it
        policies = {
            company: self.sudo().search(
                self._domain_of(company) & Domain("active", "=", True)
            )
            for company in complaints.company_id
        }
        result = {}
        alike = complaints.grouped(
            lambda c: (
                c.company_id,
                c.kind,
                c.priority,
                c.dispute_forum,
                c.dispute_filing,
                bool(c.dispute_accepted_on),
            )
        )
        for cases in alike.values():
            fitting = {}
            for policy in policies[cases[0].company_id]:
                if policy.metric not in fitting and policy._fits(cases[0]):
                    fitting[policy.metric] = policy
            result.update(dict.fromkeys(cases, fitting))
        return result

    def _fits(self, complaint):
        return (
            (not self.kind or self.kind == complaint.kind)
            and (not self.priority or complaint.priority >= self.priority)
            and (not self.forum or self.forum == complaint.dispute_forum)
            and (not self.filing or self.filing == complaint._filed_as())
            and (self.since == "received" or complaint._is_before_a_forum())
        )

    def _begins_at(self, complaint):
        """The moment from which the time limit of the case is counted."""
        if self.since == "received":
            return complaint.received_at
        # the day of the acceptance itself does not count
        day = complaint.dispute_accepted_on + timedelta(days=1)
        return self.env["mkt.period"]._midnight(complaint.company_id, day)

    @api.model
    def _timetables(self, since, now):
        """Timetable by policy and company, from the moments in `since` by the same keys.

        Read once for all that share a calendar; long enough for the last level.
        """
        keys = {}
        for policy, company in since:
            key = policy._calendar(company), company
            keys.setdefault(key, []).append((policy, company))
        levels = self.env["mkt.sla.level"]._of("case")
        most = max(levels.mapped("reached_at") + [100])
        result = {}
        for (calendar, company), pairs in keys.items():
            start = min(since[pair] for pair in pairs)
            target = max(policy._target_seconds() for policy, _company in pairs)
            timetable = calendar._mkt_working_time(
                company, start, max(start, now), target * most // 100
            )
            result.update(dict.fromkeys(pairs, timetable))
        return result

    def _is_in_days(self):
        """Whether it begins with a day, and so ends with one."""
        return self.since == "accepted" and self.counting == "clock"

    def _target_seconds(self):
        return round(self.hours * 3600)

    def _calendar(self, company):
        """The calendar that counts, none for round the clock."""
        if self.counting == "clock":
            return self.env["resource.calendar"]
        return self.calendar_id or company.resource_calendar_id
