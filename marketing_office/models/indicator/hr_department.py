from odoo import models


class HrDepartment(models.Model):
    _name = "hr.department"
    _inherit = ["hr.department", "mkt.kpi.measured.mixin"]
    _mkt_scope_field = "department_id"
