from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    def _mkt_today(self):
        """Today's date where the company works: in the time zone of its working calendar."""
        self.ensure_one()
        # sudo: the calendar may belong to a company the user has not switched on
        zone = self.sudo().resource_calendar_id.tz or "UTC"
        return fields.Date.context_today(self.with_context(tz=zone))
