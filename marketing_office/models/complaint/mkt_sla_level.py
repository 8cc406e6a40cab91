from odoo import models


class SlaLevel(models.Model):
    _inherit = "mkt.sla.level"

    def _plan(self, target, timetable, since, elapsed=0, reached=None):
        """Values of a clock that counts since then (False: stands) by this timetable.

        `elapsed` is what it has used before, `reached` the level it has come to.
        """

        def moment(seconds):
            return (since and timetable.after(since, seconds - elapsed)) or False

        reached = reached.percent if reached else 0
        ahead = [level.percent for level in self if level.percent > reached]
        # rounded up: at that second the share has been reached
        share = -(-target * min(ahead, default=0) // 100)
        return {
            "target_seconds": target,
            "deadline_at": moment(target),
            "next_alert_at": moment(share) if ahead else False,
        }
