from odoo import models


class CustomerAssignment(models.Model):
    """Planned care contacts go with the customers too (`_follow_customers`)."""

    _inherit = "mkt.customer.assignment"

    def _count_open_contacts(self):
        planned = self.env["mkt.care.contact"].search_count(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("state", "=", "planned"),
            ]
        )
        return super()._count_open_contacts() + planned
