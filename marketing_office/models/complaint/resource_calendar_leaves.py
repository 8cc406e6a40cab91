from contextlib import nullcontext

from odoo import api, models

TIMING = {"date_from", "date_to", "calendar_id", "resource_id", "time_type"}


class ResourceCalendarLeaves(models.Model):
    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        is_holiday = any(not vals.get("resource_id") for vals in vals_list)
        with self._mkt_clocks_counted_anew(is_holiday):
            return super().create(vals_list)

    def write(self, vals):
        becomes = not vals.get("resource_id", True)
        with self._mkt_clocks_counted_anew(
            TIMING & vals.keys() and (becomes or self._mkt_has_holiday())
        ):
            return super().write(vals)

    def unlink(self):
        with self._mkt_clocks_counted_anew(self._mkt_has_holiday()):
            return super().unlink()

    def _mkt_has_holiday(self):
        """Whether one is a holiday of the company, not somebody's own leave."""
        return any(not leave.resource_id for leave in self)

    def _mkt_clocks_counted_anew(self, is_holiday):
        return (
            self.env["mkt.sla.clock"]._counted_anew() if is_holiday else nullcontext()
        )
