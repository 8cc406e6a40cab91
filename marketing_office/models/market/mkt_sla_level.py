from odoo import api, fields, models


class SlaLevel(models.Model):
    """What is to come for open signals follows the levels as they are today."""

    _inherit = "mkt.sla.level"

    subject = fields.Selection(
        selection_add=[("signal", "Market signals: days after the deadline")],
        ondelete={"signal": "cascade"},
    )

    @api.model_create_multi
    def create(self, vals_list):
        levels = super().create(vals_list)
        levels._plan_signals()
        return levels

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"subject", "reached_at"}:
            self._plan_signals()
        return result

    def unlink(self):
        result = super().unlink()
        self._plan_signals()
        return result

    @api.model
    def _plan_signals(self):
        # sudo: signals of all companies, whoever changes the levels
        signals = self.env["mkt.signal"].sudo()
        field = signals._fields["escalate_on"]
        self.env.add_to_compute(field, signals.search([("state", "=", "open")]))
