from odoo import fields, models


class HrDepartment(models.Model):
    """Departments have duties in the office.

    Record rules know which department stands below which, and are cached.
    """

    _inherit = "hr.department"

    mkt_duties = fields.Text(
        "Duties in the Office",
        translate=True,
        help="They stand in the management system that is printed and signed.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "parent_id" in vals:
            self.env["mkt.post.assignment"]._forget_rules()
        return result
