from odoo import api, models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.private
    def mkt_domain_of_customers(self, field, *codes):
        """Domain: the company is one where the user holds such a post, and the customer
        of `field` is in the user's hands there today.

        Record rules call it.
        """
        return list(
            Domain.OR(
                Domain("company_id", "=", company)
                & Domain(
                    f"{field}.commercial_partner_id.mkt_assignment_ids",
                    "any",
                    [
                        ("company_id", "=", company),
                        ("user_id", "=", self.id),
                        ("is_active", "=", True),
                    ],
                )
                for company in self.mkt_companies(*codes)
            )
        )
