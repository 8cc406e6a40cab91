from odoo import models


class ResUsers(models.Model):
    _name = "res.users"
    _inherit = ["res.users", "mkt.kpi.measured.mixin"]
    _mkt_scope_field = "user_id"
