from odoo import models


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "mkt.sales.issue.mixin"]
    _mkt_issue_field = "partner_id"
