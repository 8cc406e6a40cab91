from odoo import models
from odoo.tools import format_date


class DeskCard(models.Model):
    _inherit = "mkt.desk.card"

    def _get_reason(self, record):
        if record._name == "mkt.control.result" and record.red_on:
            # the period is the newest, its day to mend that of the first failure
            day = format_date(self.env, record.red_on)
            return self.env._("Since %s", day)
        return super()._get_reason(record)
