from odoo import api, models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.private
    def mkt_companies(self, *codes):
        """Ids of the companies where the user holds one of these posts today (any post if none).

        Record rules call it: a group is valid in the whole database, an assignment
        in one company.
        """
        # sudo: rules are evaluated for users who may not read assignments
        assignments = (
            self.env["mkt.post.assignment"]
            .sudo()
            .search([("user_id", "in", self.ids), ("is_active", "=", True)])
        )
        if codes:
            assignments = assignments.filtered(lambda a: a.post_id.code in codes)
        return assignments.company_id.ids

    def _mkt_holds(self, company, *codes):
        """Whether the user holds one of these posts today in the company."""
        return company.id in self.mkt_companies(*codes)

    @api.private
    def mkt_domain_of(self, field, attribute, *codes):
        """Domain: company and `field` are those of one of the user's assignments in force.

        `attribute` is the assignment's field that `field` is compared with; record
        rules call it where a company alone would show too much.
        """
        # sudo: rules are evaluated for users who may not read assignments
        assignments = (
            self.env["mkt.post.assignment"]
            .sudo()
            .search([("user_id", "in", self.ids), ("is_active", "=", True)])
        )
        if codes:
            assignments = assignments.filtered(lambda a: a.post_id.code in codes)
        return list(
            Domain.OR(
                Domain("company_id", "=", company.id)
                & Domain(field, "in", held[attribute].ids)
                for company, held in assignments.grouped("company_id").items()
            )
        )
