from odoo import models


class DeskCard(models.Model):
    _inherit = "mkt.desk.card"

    def _get_reason(self, record):
        """What was answered: returned, or refused."""
        if record._name == "mkt.approval.step" and record.is_answer_open:
            states = dict(record._fields["state"]._description_selection(self.env))
            return states[record.state]
        return super()._get_reason(record)
