from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class PeriodClosing(models.Model):
    """Closing freezes a period's figures; reopening is on record."""

    _inherit = "mkt.period"

    def action_close(self):
        """Close periods that are over; rooms freeze their figures in `_before_close`."""
        self._check_may("director", "finance_manager")
        self._lock()
        for period in self:
            if period.state == "closed":
                raise UserError(
                    self.env._(
                        "%(period)s is closed already.", period=period.display_name
                    )
                )
            if not period.is_past:
                raise UserError(
                    self.env._(
                        "%(period)s is not over yet.", period=period.display_name
                    )
                )
        # sudo: state and figures are governed; checked above
        periods = self.sudo()
        periods._before_close()
        periods.write(
            {
                "state": "closed",
                "closed_at": fields.Datetime.now(),
                "closed_by_id": self.env.uid,
            }
        )

    def action_reopen(self, reason):
        """Open closed periods again; who, when and why stays on record."""
        self._check_may("director")
        self._lock()
        reason = self._check_reason(reason)
        for period in self:
            if period.state != "closed":
                raise UserError(
                    self.env._("%(period)s is not closed.", period=period.display_name)
                )
        # sudo: reopenings and state are governed; checked above
        periods = self.sudo()
        reopenings = (
            self.env["mkt.period.reopening"]
            .sudo()
            .create(
                [
                    {
                        "period_id": period.id,
                        "reason": reason,
                        "user_id": self.env.uid,
                        "closed_at": period.closed_at,
                        "closed_by_id": period.closed_by_id.id,
                    }
                    for period in periods
                ]
            )
        )
        periods.write({"state": "open", "closed_at": False, "closed_by_id": False})
        periods._after_reopen(reopenings)

    def _before_close(self):
        """What the rooms do while the periods are still open; called as superuser."""

    def _after_reopen(self, reopenings):
        """What the rooms do once the periods are open again; called as superuser."""

    def _lock(self):
        # two people at the same instant: rewriting the row makes the later one
        # fail and be tried again, and then it sees the new state
        self.env.cr.execute(
            "UPDATE mkt_period SET id = id WHERE id = ANY(%s)", [self.ids]
        )
        self.invalidate_recordset(["state"])

    def _check_may(self, *codes):
        self.check_access("read")
        if self.env.su:
            return
        for company in self.company_id:
            if not self.env.user._mkt_holds(company, *codes):
                raise AccessError(
                    self.env._(
                        "Your post does not open or close the periods of %(company)s.",
                        company=company.name,
                    )
                )
