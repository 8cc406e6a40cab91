from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

BATCH = 500


class EscalationMixin(models.AbstractModel):
    """What waits until a day, and goes up the levels of its subject when the day is past.

    The document has `state`, `company_id`, `user_id` (who asks) and `deadline`; it says
    in which states it waits (`_waiting_states`), on whom (`_asked_people`), and how
    people are told (`_notify`).
    """

    _name = "mkt.escalation.mixin"
    _description = "Document That Escalates"
    _inherit = ["mkt.governed.mixin", "mkt.reminder.mixin"]
    _governed = ("level_id",)
    # of the levels; and the activity that those get who are told
    _escalation_subject = None
    _escalation_reminder = None
    _waiting_states = ("open",)

    level_id = fields.Many2one(
        "mkt.sla.level",
        "Escalation Level",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    escalate_on = fields.Date(compute="_compute_escalate_on", store=True)
    is_overdue = fields.Boolean(
        "Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )

    _escalations_due = models.Index("(escalate_on) WHERE escalate_on IS NOT NULL")

    @api.depends("state", "deadline", "level_id")
    def _compute_escalate_on(self):
        levels = self.env["mkt.sla.level"]._of(self._escalation_subject)
        days = levels.mapped("reached_at")
        for record in self:
            ahead = [n for n in days if n > record.level_id.reached_at]
            waits = record.state in self._waiting_states and record.deadline and ahead
            record.escalate_on = waits and record.deadline + timedelta(days=ahead[0])

    @api.depends("state", "deadline", "company_id")
    def _compute_is_overdue(self):
        overdue = self.filtered_domain(self._overdue())
        for record in self:
            record.is_overdue = record in overdue

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._overdue()

    def _overdue(self):
        waiting = Domain("state", "in", self._waiting_states)
        return waiting & self._before_today("deadline", "<")

    @api.model
    def _before_today(self, field, operator):
        companies = self.env["res.company"]._mkt_active()
        return companies._mkt_today_domain(lambda day: Domain(field, operator, day))

    def _asked_people(self):
        """On whom each document waits, {document: users}."""
        raise NotImplementedError

    def _notify(self, told):
        """Send each person one message about all of theirs; `told` is {user: documents}."""
        raise NotImplementedError

    def _remind_asked(self):
        """Who is asked finds an activity; called as superuser."""
        told = {}
        for record, users in self._asked_people().items():
            for user in users - record.user_id:
                told[user] = told.get(user, self.browse()) | record
        self._notify(self._remind(told, self._escalation_reminder))

    def _reminder_deadline(self):
        """Today; of what is overdue, the day since when it is."""
        today = super()._reminder_deadline()
        waits = self.state in self._waiting_states and self.deadline
        return min(today, self.deadline) if waits else today

    # ------------------------------------------------------------- the levels

    @api.model
    def _cron_escalate(self):
        """Take overdue documents to the next level, batch by batch; each level once."""
        due = self._before_today("escalate_on", "<=")
        commit_progress = self.env["ir.cron"]._commit_progress
        commit_progress(remaining=self.search_count(due))
        while records := self.search(due).try_lock_for_update(limit=BATCH):
            records._escalate()
            if not commit_progress(len(records)):
                break

    def _escalate(self):
        """Tell whom the levels reached by today name; called as superuser."""
        levels = self.env["mkt.sla.level"]._of(self._escalation_subject)
        asked = self._asked_people()
        holders, told, reached = {}, {}, {}
        for record in self:
            late = (record.company_id._mkt_today() - record.deadline).days
            passed = levels.filtered(
                lambda level, before=record.level_id.reached_at, late=late: (
                    before < level.reached_at <= late
                )
            )
            for level in passed:
                key = level, record.company_id
                if level.post_id and key not in holders:
                    holders[key] = level._holders(record.company_id)
                for user in holders.get(key) or asked[record]:
                    told[user] = told.get(user, self.browse()) | record
            if passed:
                reached[passed[-1]] = reached.get(passed[-1], self.browse()) | record
        for level, records in reached.items():
            records.level_id = level
        self._remind(told, self._escalation_reminder)
        self._notify(told)
