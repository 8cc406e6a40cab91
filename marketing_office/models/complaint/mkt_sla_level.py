from odoo import fields, models


class SlaLevel(models.Model):
    _inherit = "mkt.sla.level"

    subject = fields.Selection(
        selection_add=[("case", "Cases: percent of the time limit")],
        ondelete={"case": "cascade"},
    )

    def _plan(self, target, timetable, since, elapsed=0, reached=None):
        """Values of a clock that counts since then (False: stands) by this timetable.

        `elapsed` is what it has used before, `reached` the level it has come to.
        """

        def moment(seconds):
            return (since and timetable.after(since, seconds - elapsed)) or False

        reached = reached.reached_at if reached else 0
        ahead = [n for n in self.mapped("reached_at") if n > reached]
        # rounded up: at that second the share has been reached
        share = -(-target * min(ahead, default=0) // 100)
        return {
            "target_seconds": target,
            "deadline_at": moment(target),
            "next_alert_at": moment(share) if ahead else False,
        }
