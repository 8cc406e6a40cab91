from odoo import api, fields, models
from odoo.exceptions import UserError


class CampaignMaterial(models.Model):
    """The materials of a campaign: none is used that is not approved."""

    _inherit = "mkt.campaign"

    material_ids = fields.Many2many(
        "mkt.material",
        "mkt_campaign_material_rel",
        "campaign_id",
        "material_id",
        "Promotional Materials",
        copy=False,
        check_company=True,
        domain="[('company_id', '=', company_id)]",
    )

    @api.constrains("material_ids")
    def _check_materials_approved(self):
        """A campaign under way takes no material that was never approved."""
        # sudo: what is used must be approved, whatever the user may read
        for campaign in self.sudo().filtered(lambda c: c.state == "running"):
            for material in campaign.material_ids:
                if not material._was_approved():
                    raise UserError(
                        self.env._(
                            "%(campaign)s is under way: %(material)s must be approved"
                            " before it is used.",
                            campaign=campaign.name,
                            material=material.display_name,
                        )
                    )

    def action_start(self):
        self.check_access("write")
        self._check_materials_usable()
        return super().action_start()

    def _check_materials_usable(self):
        # sudo: what is used must be approved, whatever the user may read
        for campaign in self.sudo():
            for material in campaign.material_ids:
                if material.state != "approved" or material.is_expired:
                    raise UserError(
                        self.env._(
                            "%(campaign)s: %(material)s is not approved or its last day"
                            " of use is over. Have it approved, or take it out.",
                            campaign=campaign.name,
                            material=material.display_name,
                        )
                    )
