from odoo import api, models


class ResCompany(models.Model):
    _inherit = "res.company"

    @api.model_create_multi
    def create(self, vals_list):
        """A new company has its periods at once."""
        companies = super().create(vals_list)
        # sudo: whoever may make a company need not be a member of the office
        periods = self.env["mkt.period"].sudo()
        for company in companies:
            periods._generate(company)
        return companies
