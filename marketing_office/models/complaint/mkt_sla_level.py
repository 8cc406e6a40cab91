from datetime import timedelta

from odoo import fields, models


class SlaLevel(models.Model):
    _inherit = "mkt.sla.level"

    subject = fields.Selection(
        selection_add=[("case", "Cases: percent of the time limit")],
        ondelete={"case": "cascade"},
    )

    def _plan(self, target, timetable, since, elapsed=0, reached=None, in_days=False):
        """Values of a clock that counts since then (False: stands) by this timetable.

        `elapsed` is what it has used before, `reached` the level it has come to.
        What is counted in days has to be done on the last of them, not at the midnight after.
        """

        def moment(seconds):
            return (since and timetable.after(since, seconds - elapsed)) or False

        reached = reached.reached_at if reached else 0
        ahead = [n for n in self.mapped("reached_at") if n > reached]
        # rounded up: at that second the share has been reached
        share = -(-target * min(ahead, default=0) // 100)
        deadline = moment(target)
        return {
            "target_seconds": target,
            "deadline_at": deadline and deadline - timedelta(seconds=in_days),
            "next_alert_at": moment(share) if ahead else False,
        }
