from odoo import api, models

from .mkt_signal import ESCALATION

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
        holders, told, reached = {}, {}, {}
        for signal in self:
            late = (signal.company_id._mkt_today() - signal.deadline).days
            level = sum(late >= days for days, _code in ESCALATION)
            for _days, code in ESCALATION[signal.level : level]:
                key = signal.company_id, code or signal.post_id.code
                if key not in holders:
                    holders[key] = self._told_at(*key)
                for user in holders[key]:
                    told[user] = told.get(user, self.browse()) | signal
            if level > signal.level:
                reached[level] = reached.get(level, self.browse()) | signal
        for level, signals in reached.items():
            signals.level = level
        self._remind(told)
        self._notify(told)

    @api.model
    def _told_at(self, company, code):
        """The post's holders, or for want of them the Director."""
        assignments = self.env["mkt.post.assignment"]
        return assignments._holders(company, code) or assignments._holders(
            company, "director"
        )

    def _remind(self, told):
        """One activity per signal and person."""
        kind = self.env.ref("marketing_office.mail_activity_type_signal")
        activities = self.env["mail.activity"]
        there = set(
            activities._read_group(
                [
                    ("activity_type_id", "=", kind.id),
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                ],
                ["res_id", "user_id"],
            )
        )
        model_id = self.env["ir.model"]._get_id(self._name)
        # the message of the same run tells the person: no mail for each activity
        activities.with_context(mail_activity_quick_update=True).create(
            [
                {
                    "activity_type_id": kind.id,
                    "res_model_id": model_id,
                    "res_id": signal.id,
                    "res_name": signal.display_name,
                    "user_id": user.id,
                    "date_deadline": signal.company_id._mkt_today(),
                    "automated": True,
                }
                for user, signals in told.items()
                for signal in signals
                if (signal.id, user) not in there
            ]
        )

    def _notify(self, told):
        for user, signals in told.items():
            qweb = self.env["ir.qweb"].with_context(lang=user.lang)
            self.env["mail.thread"].message_notify(
                partner_ids=user.partner_id.ids,
                subject=qweb.env._(
                    "Market signals: %(count)s unanswered", count=len(signals)
                ),
                body=qweb._render(
                    "marketing_office.signal_escalation_message",
                    {"signals": signals.with_env(qweb.env)},
                ),
            )
