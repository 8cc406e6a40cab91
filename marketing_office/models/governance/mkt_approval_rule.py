from odoo import fields, models


class ApprovalRule(models.Model):
    _inherit = "mkt.approval.rule"

    kind = fields.Selection(
        selection_add=[
            ("control_exception", "Accepted Exception"),
            ("management_system", "Version of the Management System"),
        ],
        ondelete={"control_exception": "cascade", "management_system": "cascade"},
    )
