from odoo import fields, models


class SlaLevel(models.Model):
    _inherit = "mkt.sla.level"

    subject = fields.Selection(
        selection_add=[("care", "Care contacts: days after their date")],
        ondelete={"care": "cascade"},
    )
