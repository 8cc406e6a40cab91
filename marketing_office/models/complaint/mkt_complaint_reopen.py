from datetime import timedelta

from odoo import api, fields, models


class ComplaintReopen(models.Model):
    """Closed cases that come back: reopened in time, else taken up in a new case."""

    _inherit = "mkt.complaint"
    _governed = ("cycle_ids", "previous_id")

    cycle_ids = fields.One2many("mkt.complaint.cycle", "complaint_id", readonly=True)
    cycle_count = fields.Integer(
        "Times Reopened", compute="_compute_cycle_count", groups="base.group_user"
    )
    previous_id = fields.Many2one(
        "mkt.complaint",
        string="Continues",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
    )
    can_reopen = fields.Boolean(compute="_compute_can_reopen")

    @api.depends("cycle_ids")
    def _compute_cycle_count(self):
        for complaint in self:
            complaint.cycle_count = len(complaint.cycle_ids)

    @api.depends("state", "closed_at", "company_id.mkt_reopen_days")
    def _compute_can_reopen(self):
        now = fields.Datetime.now()
        # sudo: the company's days of grace, for readers who are not of the company
        for complaint in self.sudo():
            grace = timedelta(days=complaint.company_id.mkt_reopen_days)
            complaint.can_reopen = (
                complaint.state == "closed" and complaint.closed_at + grace >= now
            )

    def action_reopen(self, reason):
        """Take up a closed case again; the case that goes on, maybe a new one."""
        self.ensure_one()
        self._check_step("closed")
        return self._take_up_again(reason)

    def _take_up_again(self, reason, author=None):
        reason = self._check_reason(reason)
        if self.can_reopen:
            return self._reopen(reason, author)
        return self._continue(reason, author)

    def _reopen(self, reason, author):
        # sudo: governed fields, written after the checks of the calling action
        complaint = self.sudo()
        complaint.env["mkt.complaint.cycle"].create(
            {
                "complaint_id": complaint.id,
                "responded_at": complaint.responded_at,
                "decided_at": complaint.decided_at,
                "closed_at": complaint.closed_at,
                "decision": complaint.decision,
                "acceptance": complaint.acceptance,
                "reopened_at": fields.Datetime.now(),
                "reason": reason,
            }
        )
        complaint._set_state(
            "investigating",
            closed_at=False,
            resolved_at=False,
            responded_at=False,
            decided_at=False,
            acceptance=False,
            silence_warned_at=False,
        )
        complaint._restart_clocks("resolve", "statutory")
        complaint._log_reason(self.env._("The case is reopened."), reason, author)
        return self

    def _continue(self, reason, author):
        # sudo: a customer may ask for this too; the values come from the closed case
        previous = self.sudo()
        following = previous.search(
            [("previous_id", "=", previous.id), ("is_open", "=", True)], limit=1
        )
        if following:
            # asked for again: the case that goes on already hears of it
            following._log_reason(previous.display_name, reason, author)
            return following.with_env(self.env)
        new = previous.create(
            {
                "name": previous.name,
                "kind": previous.kind,
                "partner_id": previous.partner_id.id,
                "company_id": previous.company_id.id,
                "channel": previous.channel,
                "product_id": previous.product_id.id,
                "order_id": previous.order_id.id,
                "description": reason,
                "user_id": previous._handler_today().id,
                "previous_id": previous.id,
            }
        )
        previous._log_reason(
            self.env._("The matter goes on in a new case."), new.number, author
        )
        return new.with_env(self.env)

    def _handler_today(self):
        members = self.env["mkt.post.assignment"]._members(self.company_id)
        return self.user_id & members
