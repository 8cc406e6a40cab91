from odoo import api, fields, models


class BudgetTransferDecision(models.Model):
    """What the approval of a transfer does, for whoever is asked to give it."""

    _inherit = "mkt.budget.transfer"

    from_after = fields.Monetary("Left There Afterwards", compute="_compute_after")
    to_after = fields.Monetary("Left on the Other Line", compute="_compute_after")

    @api.depends("from_line_id.available", "to_line_id.available", "amount")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_after(self):
        lines = (self.from_line_id | self.to_line_id)._origin
        readable = lines._filtered_access("read")
        for transfer in self:
            source = transfer.from_line_id._origin & readable
            target = transfer.to_line_id._origin & readable
            transfer.from_after = source and source.available - transfer.amount
            transfer.to_after = target and target.available + transfer.amount
