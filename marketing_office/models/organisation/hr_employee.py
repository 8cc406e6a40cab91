from odoo import models


class HrEmployee(models.Model):
    """Record rules know who works in which department, and are cached."""

    _inherit = "hr.employee"

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"user_id", "company_id"}:
            self.env["mkt.post.assignment"]._forget_rules()
        return result
