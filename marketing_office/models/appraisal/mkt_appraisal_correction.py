from odoo import models


class AppraisalCorrection(models.Model):
    _inherit = "mkt.appraisal"

    def _after_correction(self):
        """What a higher score brings beyond what was confirmed gets its own incentive."""
        for card in self:
            done = card.incentive_ids.filtered(
                lambda i: i.state in ("confirmed", "paid")
            )
            drafts = card.incentive_ids.filtered(lambda i: i.state == "draft")
            if done and not drafts:
                self.env["mkt.incentive"].create(
                    {
                        "round_id": card.round_id.id,
                        "appraisal_id": card.id,
                        "user_id": card.user_id.id,
                        "base": done[-1].base,
                        "days_share": done[-1].days_share,
                        "paid_before": sum(done.mapped("amount")),
                    }
                )
        return super()._after_correction()
