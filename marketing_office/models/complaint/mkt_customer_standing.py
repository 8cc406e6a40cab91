from odoo import api, fields, models


class CustomerStanding(models.Model):
    """The customer's cases."""

    _inherit = "mkt.customer.standing"

    case_count = fields.Integer("Cases", compute="_compute_case_count")

    @api.depends("partner_id", "company_id")
    @api.depends_context("uid")
    def _compute_case_count(self):
        found = self._count_documents("mkt.complaint", [])
        for standing in self:
            standing.case_count = found.get(standing, 0)

    def action_open_cases(self):
        """The customer's cases, as far as the reader may see them."""
        self.check_access("read")
        return self._open_documents("mkt.complaint", self.env._("Cases"), [])

    def action_enter_case(self):
        """An empty form of a case of the customer."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Case"),
            "res_model": "mkt.complaint",
            "views": [[False, "form"]],
            "context": {
                "default_partner_id": self.partner_id.id,
                "default_company_id": self.company_id.id,
            },
        }
