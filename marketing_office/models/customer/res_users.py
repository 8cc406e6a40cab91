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
        # sudo: what is in force is told by the company's own day
        held = self.env["mkt.customer.assignment"].sudo()
        companies = self.env["res.company"].sudo().browse(self.mkt_companies(*codes))
        return list(
            Domain.OR(
                Domain("company_id", "=", company.id)
                & Domain(
                    f"{field}.commercial_partner_id.mkt_assignment_ids",
                    "any",
                    # whoever asks is here: more than in force need not be looked up
                    Domain("user_id", "=", self.id)
                    & Domain("is_merged", "=", False)
                    & held._on_its_days(company),
                )
                for company in companies
            )
        )
