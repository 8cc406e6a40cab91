from odoo import models

# what of a calendar has nothing to do with the hours that count
IDLE = {"name", "active"}


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    def write(self, vals):
        if not vals.keys() - IDLE:
            return super().write(vals)
        with self.env["mkt.sla.clock"]._counted_anew(calendars=self):
            return super().write(vals)
