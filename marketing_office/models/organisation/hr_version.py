from odoo import api, models

# where and since when somebody works
PLACE = {"department_id", "date_version", "employee_id", "active"}


class HrVersion(models.Model):
    """Record rules know who works in which department, and are cached."""

    _inherit = "hr.version"

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        if any(vals.get("department_id") for vals in vals_list):
            self.env["mkt.post.assignment"]._forget_rules()
        return versions

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & PLACE:
            self.env["mkt.post.assignment"]._forget_rules()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["mkt.post.assignment"]._forget_rules()
        return result
