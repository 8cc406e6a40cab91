from odoo import fields, models


class SlaLevel(models.Model):
    _inherit = "mkt.sla.level"

    subject = fields.Selection(
        selection_add=[("sales_issue", "Sales issues: days after their date")],
        ondelete={"sales_issue": "cascade"},
    )
