from odoo import api, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @api.model
    def get_formview_id(self, access_uid=None):
        """A clerk without rights of sales sees what was ordered, without the invoices."""
        user = self.env["res.users"].browse(access_uid) if access_uid else self.env.user
        clerk = "marketing_office.group_service_clerk"
        if user.has_groups(f"{clerk},!sales_team.group_sale_salesman"):
            return self.env.ref("marketing_office.sale_order_view_form_case").id
        return super().get_formview_id(access_uid=access_uid)
