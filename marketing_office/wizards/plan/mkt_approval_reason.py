from odoo import api, fields, models


class ApprovalReason(models.TransientModel):
    """Whoever revises a positioning says by when it is reviewed next."""

    _inherit = "mkt.approval.reason"

    review_date = fields.Date("Next Review by")
    asks_review = fields.Boolean(compute="_compute_asks_review")

    @api.depends("res_model", "step")
    def _compute_asks_review(self):
        for dialog in self:
            dialog.asks_review = (
                dialog.step == "revise" and dialog.res_model == "mkt.positioning"
            )

    def _take_step(self):
        result = super()._take_step()
        if self.asks_review and self.review_date:
            revision = self.env["mkt.positioning"].browse(result["res_id"])
            revision.review_date = self.review_date
        return result
