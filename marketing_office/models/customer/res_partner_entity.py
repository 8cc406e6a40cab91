from odoo import models
from odoo.exceptions import AccessError

from .mkt_customer_assignment import GIVERS

# what decides to which customer a contact belongs
ENTITY = {"parent_id", "is_company", "commercial_partner_id"}


class ResPartnerEntity(models.Model):
    """To which customer a contact belongs decides in whose hands it is."""

    _inherit = "res.partner"

    def write(self, vals):
        if self.env.su or ENTITY.isdisjoint(vals):
            return super().write(vals)
        # sudo: to whom contacts belong decides, whatever the user may read
        before = {p: p.commercial_partner_id for p in self.sudo()}
        result = super().write(vals)
        left = self.env["res.partner"].union(
            *(old for p, old in before.items() if p.commercial_partner_id != old)
        )
        left._mkt_check_may_leave()
        return result

    def _mkt_check_may_leave(self):
        """Raise AccessError where contacts of these customers are not for the user to move."""
        given = set(self.env.user.mkt_companies(*GIVERS))
        # sudo: in whose hands the customer is decides, whatever the user may read
        for customer, assignment in self.sudo()._mkt_in_force().items():
            if (
                assignment.user_id != self.env.user
                and assignment.company_id.id not in given
            ):
                raise AccessError(
                    self.env._(
                        "%(customer)s is with %(user)s: a manager who gives customers"
                        " moves its contacts to another customer.",
                        customer=customer.name,
                        user=assignment.user_id.name,
                    )
                )
