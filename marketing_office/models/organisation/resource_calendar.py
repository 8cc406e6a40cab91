from odoo import api, models, tools


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
