from odoo import api, models

from .mkt_signal import REMINDER

BATCH = 500


class SignalEscalation(models.Model):
    """Signals that nobody answers go up: the post asked, the Director, the leadership."""

    _inherit = "mkt.signal"

    @api.model
    def _cron_escalate(self):
        """Take overdue signals to the next level, batch by batch; each level once."""
        due = self._before_today("escalate_on", "<=")
        commit_progress = self.env["ir.cron"]._commit_progress
        commit_progress(remaining=self.search_count(due))
        while signals := self.search(due).try_lock_for_update(limit=BATCH):
            signals._escalate()
            if not commit_progress(len(signals)):
                break

    def _escalate(self):
        """Tell whom the levels reached by today name; called as superuser."""
        levels = self.env["mkt.sla.level"]._of("signal")
        holders, told, reached = {}, {}, {}
        for signal in self:
            late = (signal.company_id._mkt_today() - signal.deadline).days
            before = signal.level_id.reached_at
            passed = levels.filtered(
                lambda level, before=before, late=late: (
                    before < level.reached_at <= late
                )
            )
            for level in passed:
                key = level, signal.company_id, not level.post_id and signal.post_id
                if key not in holders:
                    holders[key] = signal._told_at(level)
                for user in holders[key]:
                    told[user] = told.get(user, self.browse()) | signal
            if passed:
                reached[passed[-1]] = reached.get(passed[-1], self.browse()) | signal
        for level, signals in reached.items():
            signals.level_id = level
        self._remind(told, REMINDER)
        self._tell_of_signals(told)

    def _told_at(self, level):
        """The holders of the level's post, or of the post that was asked."""
        asked = [] if level.post_id else [self.post_id.code]
        return level._holders(self.company_id, *asked)

    def _tell_of_signals(self, told):
        self._tell_people(
            told,
            "marketing_office.signal_escalation_message",
            lambda env, signals: (
                env._("Market signals: %(count)s unanswered", count=len(signals)),
                {"signals": signals},
            ),
        )
