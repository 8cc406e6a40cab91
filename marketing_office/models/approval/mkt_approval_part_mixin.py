from odoo import api, models


class ApprovalPart(models.AbstractModel):
    """A record that is part of what is decided on a document (`_approval_document`).

    Who makes, changes or deletes it has contributed to the document.
    """

    _name = "mkt.approval.part.mixin"
    _description = "Part of a Document with Approval"
    _inherit = ["mkt.governed.mixin"]
    _approval_document = None

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._note_contribution()
        return parts

    def write(self, vals):
        self._note_contribution()
        return super().write(vals)

    def unlink(self):
        self._note_contribution()
        return super().unlink()

    def _note_contribution(self):
        # what the system books or copies is no contribution of whoever sets it going
        if not self.env.su:
            self[self._approval_document]._note_contribution()
