from odoo import fields, models
from odoo.exceptions import UserError


class CampaignLaunch(models.Model):
    """A product comes on the market with the campaign that tells of it."""

    _inherit = "mkt.launch"

    campaign_id = fields.Many2one(
        "mkt.campaign",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('state', 'in', ('approved', 'running')),"
        " ('company_id', '=', company_id)]",
    )

    def _check_ready(self):
        result = super()._check_ready()
        # sudo: the campaign's state decides, whatever the user may read of it
        if self.sudo().campaign_id.state not in ("approved", "running", "closed"):
            raise UserError(
                self.env._(
                    "%(launch)s: the product needs an approved campaign first.",
                    launch=self.name,
                )
            )
        return result
