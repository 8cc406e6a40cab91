from odoo import models


class ApprovalRefusal(models.AbstractModel):
    """A refused document need not be written again: it becomes a draft, to be mended."""

    _inherit = "mkt.approval.mixin"

    def action_set_draft(self):
        """Draw up refused documents anew; what was decided stays on record."""
        self.check_access("write")
        for document in self:
            document._check_state("refused")
        # sudo: governed field, written after the checks above
        self.sudo().state = "draft"
