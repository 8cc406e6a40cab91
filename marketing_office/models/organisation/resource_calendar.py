from datetime import UTC

from pytz import timezone as pytz_timezone

from odoo import api, fields, models, tools


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    def write(self, vals):
        result = super().write(vals)
        if "tz" in vals:
            # record rules name the assignments in force today, and are cached
            self.env.registry.clear_cache()
        return result

    @api.model
    @tools.ormcache()
    def _mkt_zones(self):
        """The time zones in which companies may work: those of all calendars, and UTC."""
        # sudo: in which time zones companies work is no secret
        calendars = self.sudo().with_context(active_test=False)
        zones = {zone for (zone,) in calendars._read_group([], ["tz"])}
        return tuple(sorted(zones | {"UTC"}))

    @api.model
    def _mkt_days(self):
        """Today's dates in those zones: what is kept of assignments ends with the day."""
        now = fields.Datetime.now().replace(tzinfo=UTC)
        for zone in self._mkt_zones():
            yield now.astimezone(pytz_timezone(zone)).date()
