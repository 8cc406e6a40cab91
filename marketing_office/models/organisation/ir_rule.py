from datetime import UTC

from pytz import timezone as pytz_timezone

from odoo import fields, models


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _compute_domain_context_values(self):
        """Rules name the assignments in force: what is cached of them ends with the day."""
        yield from super()._compute_domain_context_values()
        now = fields.Datetime.now().replace(tzinfo=UTC)
        for zone in self.env["resource.calendar"]._mkt_zones():
            yield now.astimezone(pytz_timezone(zone)).date()
