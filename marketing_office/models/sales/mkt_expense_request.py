from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .mkt_sales_activity import CHARGEABLE


class SalesExpenseRequest(models.Model):
    """Expenses of a sales activity."""

    _inherit = "mkt.expense.request"
    _approval_content = ("sales_activity_id",)

    sales_activity_id = fields.Many2one(
        "mkt.sales.activity",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        check_company=True,
        domain="[('state', 'in', ('planned', 'held')), ('company_id', '=', company_id)]",
    )

    @api.constrains("sales_activity_id")
    def _check_sales_activity(self):
        for request in self:
            # sudo: the activity's state decides, whatever the user may read
            activity = request.sudo().sales_activity_id
            if activity and activity.state not in CHARGEABLE:
                raise ValidationError(
                    self.env._(
                        "%(activity)s was cancelled: nothing can be spent on it.",
                        activity=activity.name,
                    )
                )
