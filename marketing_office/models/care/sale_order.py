from odoo import fields, models

from ..customer.res_partner import OFFICE


class SaleOrder(models.Model):
    _inherit = "sale.order"

    mkt_contract_ids = fields.One2many(
        "mkt.contract", "order_id", "Contracts", groups=OFFICE, copy=False
    )

    def action_mkt_contract(self):
        """The contract of the order, or an empty one to fill in."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_contract_action"
        )
        contracts = self.mkt_contract_ids
        if len(contracts) > 1:
            return {**action, "domain": [("order_id", "=", self.id)]}
        return {
            **action,
            "views": [(False, "form")],
            "res_id": contracts.id,
            "context": {"default_order_id": self.id},
        }
