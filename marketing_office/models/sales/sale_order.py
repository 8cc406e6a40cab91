from odoo import models


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "mkt.sales.issue.mixin"]
    _mkt_issue_field = "order_id"
