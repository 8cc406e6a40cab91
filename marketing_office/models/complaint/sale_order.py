from odoo import api, models
from odoo.fields import Domain

CLERK_ALONE = "marketing_office.group_service_clerk,!sales_team.group_sale_salesman"


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @api.model
    def get_formview_id(self, access_uid=None):
        """A clerk without rights of sales sees what was ordered, without the invoices."""
        user = self.env["res.users"].browse(access_uid) if access_uid else self.env.user
        if user.has_groups(CLERK_ALONE):
            return self.env.ref("marketing_office.sale_order_view_form_case").id
        return super().get_formview_id(access_uid=access_uid)

    @api.model
    def _mkt_rule(self):
        """Of which companies a clerk without rights of sales reads what was ordered."""
        user = self.env.user
        if not user.has_groups(CLERK_ALONE):
            return Domain.TRUE
        return Domain("company_id", "in", list(user.mkt_companies("service_clerk")))


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    @api.model
    def _mkt_rule(self):
        return self.env["sale.order"]._mkt_rule()
