from odoo import api, models


class ResourceCalendarAttendance(models.Model):
    _inherit = "resource.calendar.attendance"

    @api.model_create_multi
    def create(self, vals_list):
        with self._mkt_clocks_counted_anew(*vals_list):
            return super().create(vals_list)

    def write(self, vals):
        with self._mkt_clocks_counted_anew(vals):
            return super().write(vals)

    def unlink(self):
        with self._mkt_clocks_counted_anew():
            return super().unlink()

    def _mkt_clocks_counted_anew(self, *vals_list):
        new = {vals.get("calendar_id") for vals in vals_list} - {None, False}
        calendars = self.calendar_id | self.env["resource.calendar"].browse(new)
        return self.env["mkt.sla.clock"]._counted_anew(calendars=calendars)
