from odoo import models


class CrmTeam(models.Model):
    _name = "crm.team"
    _inherit = ["crm.team", "mkt.kpi.measured.mixin"]
    _mkt_scope_field = "team_id"
