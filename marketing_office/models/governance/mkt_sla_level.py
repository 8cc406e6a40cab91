from odoo import fields, models


class SlaLevel(models.Model):
    _inherit = "mkt.sla.level"

    subject = fields.Selection(
        selection_add=[("control", "Controls not observed: days after the deadline")],
        ondelete={"control": "cascade"},
    )
