from odoo import fields, models


class Reason(models.AbstractModel):
    """A dialog that asks for the reason of a step, and takes it."""

    _name = "mkt.reason.mixin"
    _description = "Step That Needs a Reason"

    reason = fields.Char(required=True)

    def action_confirm(self):
        """Take the step, and show what has come of it."""
        return self._take_step() or {"type": "ir.actions.act_window_close"}

    def _take_step(self):
        """Take the step with the reason; the action that shows what it has made, if any."""
        raise NotImplementedError
