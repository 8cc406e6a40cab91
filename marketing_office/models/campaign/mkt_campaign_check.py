from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.text import is_blank


class CampaignCheck(models.Model):
    """Whether a campaign keeps one of the conditions of its kind, and how."""

    _name = "mkt.campaign.check"
    _description = "Condition Kept by a Campaign"
    _inherit = ["mkt.campaign.part.mixin"]
    _order = "condition_sequence, id"
    _fixed_after_creation = ("condition_id", "wording")

    condition_id = fields.Many2one(
        "mkt.campaign.condition", required=True, index=True, ondelete="restrict"
    )
    condition_sequence = fields.Integer(related="condition_id.sequence", store=True)
    # what was asked stays, whatever becomes of the list
    wording = fields.Char("Condition of the Kind", required=True)
    source = fields.Char(related="condition_id.source")
    is_met = fields.Boolean("Fulfilled")
    note = fields.Char("How It Is Kept")

    _once = models.Constraint(
        "UNIQUE (campaign_id, condition_id)", "The condition is on the list already."
    )

    def _check_met(self):
        """Raise UserError where nobody says that conditions are kept, and how."""
        unmet = self.filtered(lambda m: not m.is_met or is_blank(m.note or ""))
        for campaign, checks in unmet.grouped("campaign_id").items():
            raise UserError(
                self.env._(
                    "%(campaign)s: say that each of these is kept, and how:\n"
                    "%(conditions)s",
                    campaign=campaign.name,
                    conditions="\n".join(f"• {m.wording}" for m in checks),
                )
            )
