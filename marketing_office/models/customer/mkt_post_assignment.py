from datetime import timedelta

from odoo import api, models

# so long before somebody leaves the customers are to be handed over
NOTICE = timedelta(days=14)


class PostAssignment(models.Model):
    _inherit = "mkt.post.assignment"

    @api.model
    def _staying(self, company):
        """Who works in the company's office today and in two weeks; called as superuser."""
        day = company._mkt_today() + NOTICE
        tenures = self.search(
            [
                ("company_id", "=", company.id),
                ("user_id.active", "=", True),
                ("date_from", "<=", day),
                "|",
                ("date_to", "=", False),
                ("date_to", ">", day),
            ]
        )
        return tenures.user_id
