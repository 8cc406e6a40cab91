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
        """Raise UserError where nobody says that a condition is kept, and how."""
        for check in self:
            if not check.is_met or is_blank(check.note or ""):
                raise UserError(
                    self.env._(
                        "%(campaign)s: say that this is kept, and how: “%(condition)s”",
                        campaign=check.campaign_id.name,
                        condition=check.wording,
                    )
                )
