from odoo import fields, models


class SlaLevel(models.Model):
    _inherit = "mkt.sla.level"

    subject = fields.Selection(
        selection_add=[
            ("coordination", "Coordination requests: days after the deadline")
        ],
        ondelete={"coordination": "cascade"},
    )
