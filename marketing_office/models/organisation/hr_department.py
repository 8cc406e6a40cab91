from odoo import models


class HrDepartment(models.Model):
    """Record rules know which department stands below which, and are cached."""

    _inherit = "hr.department"

    def write(self, vals):
        result = super().write(vals)
        if "parent_id" in vals:
            self.env["mkt.post.assignment"]._forget_rules()
        return result
