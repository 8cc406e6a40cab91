from odoo import fields, models


class SlaLevel(models.Model):
    _inherit = "mkt.sla.level"

    subject = fields.Selection(
        selection_add=[("signal", "Market signals: days after the deadline")],
        ondelete={"signal": "cascade"},
    )
