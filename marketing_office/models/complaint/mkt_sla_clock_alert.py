from datetime import timedelta

from odoo import api, fields, models

from .mkt_complaint_clock import TIME_LIMIT_REMINDER

BATCH = 500
SETTLED_EVERY = timedelta(hours=12)


class SlaAlert(models.Model):
    """Clocks that near their limit, or pass it, tell the people of their level."""

    _inherit = "mkt.sla.clock"

    @api.model
    def _cron_alert(self):
        """Warn, record breaches and escalate, batch by batch; each level once."""
        due = [("next_alert_at", "<=", fields.Datetime.now())]
        commit_progress = self.env["ir.cron"]._commit_progress
        commit_progress(remaining=self.search_count(due))
        while clocks := self.search(due).try_lock_for_update(limit=BATCH):
            clocks._alert(fields.Datetime.now())
            if not commit_progress(len(clocks)):
                break

    @api.model
    def _cron_settle(self):
        """Count what has passed and plan what is to come, whatever has changed unseen."""
        stale = [
            ("state", "=", "running"),
            ("running_since", "<", fields.Datetime.now() - SETTLED_EVERY),
        ]
        commit_progress = self.env["ir.cron"]._commit_progress
        commit_progress(remaining=self.search_count(stale))
        while clocks := self.search(stale).try_lock_for_update(limit=BATCH):
            clocks._settle(fields.Datetime.now())
            clocks._plan()
            if not commit_progress(len(clocks)):
                break

    def _alert(self, now):
        """Take the clocks to the level they have reached by now, and tell who must know."""
        timetables = self._timetables(now)
        elapsed = self._elapsed(now, timetables)
        levels = self.env["mkt.sla.level"]._of("case")
        crossed = {level: self.browse() for level in levels}
        for clock in self:
            used = elapsed[clock] * 100 / clock.target_seconds
            level = clock.level_id
            for above in levels:
                if clock.level_id.reached_at < above.reached_at <= used:
                    crossed[above] |= clock
                    level = above
            plan = levels._plan(
                clock.target_seconds,
                clock._timetable(timetables),
                clock.running_since,
                clock.elapsed_seconds,
                level,
                in_days=clock.policy_id._is_in_days(),
            )
            deadline = plan["deadline_at"]
            if used >= 100:
                # as planned, where it was settled after the limit was used up
                deadline = min(clock.deadline_at or now, deadline or now)
            clock.write(
                {
                    "level_id": level.id,
                    "deadline_at": deadline,
                    "next_alert_at": plan["next_alert_at"],
                    "breached_at": clock.breached_at or (used >= 100 and deadline),
                }
            )
        self._tell_of_limits(crossed)

    def _tell_of_limits(self, crossed):
        """One activity per case and person, one message per person for the whole batch."""
        recipients = {}
        for level, at_level in crossed.items():
            for company, clocks in at_level.grouped("company_id").items():
                holders = level._holders(company, "customer_service_manager")
                for clock in clocks:
                    handler = not level.post_id and clock.complaint_id.user_id
                    for user in handler or holders:
                        recipients.setdefault(user, self.browse())
                        recipients[user] |= clock
        cases = self.env["mkt.complaint"]
        cases._remind(
            {user: clocks.complaint_id for user, clocks in recipients.items()},
            TIME_LIMIT_REMINDER,
        )
        cases._tell_people(
            recipients,
            "marketing_office.sla_alert_message",
            lambda env, clocks: (
                env._("Time limits: %(count)s to look at", count=len(clocks)),
                {"clocks": clocks},
            ),
        )
