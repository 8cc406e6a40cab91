from odoo import fields, models

from ..plan.mkt_plan_scheme import CAMPAIGN_KINDS


class CampaignCondition(models.Model):
    """What law or the company asks of campaigns of a kind before they are approved."""

    _name = "mkt.campaign.condition"
    _description = "Condition of Campaigns"
    _inherit = ["mkt.shared.mixin"]
    _order = "kind, sequence, id"

    name = fields.Char("Condition", required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        CAMPAIGN_KINDS, "Kind of Campaign", help="Empty: campaigns of every kind."
    )
    source = fields.Char(translate=True, help="The law or the rule that says so.")
    shared_id = fields.Many2one(
        "mkt.campaign.condition",
        "Adapted From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    adapted_ids = fields.One2many(
        "mkt.campaign.condition", "shared_id", context={"active_test": False}
    )

    def _for(self, company, kind):
        """The conditions of the company's campaigns of the kind."""
        # sudo: what is asked holds whoever draws up the campaign
        conditions = self.sudo()
        return conditions.search(
            conditions._domain_of(company) & fields.Domain("kind", "in", [kind, False])
        )
