from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_list

# what is chosen in these states is looked at when the campaign starts
BEFORE_START = "draft", "submitted", "approved", "refused"


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
        # what may be used today; the start of the campaign looks again
        domain="[('company_id', '=', company_id), ('state', '=', 'approved'),"
        " ('valid_until', '>=', 'today')]",
    )
    materials_ending_early = fields.Char(
        "Materials That Expire before the End",
        compute="_compute_materials_ending_early",
    )

    @api.depends("material_ids.valid_until", "date_to", "state")
    @api.depends_context("lang")
    def _compute_materials_ending_early(self):
        for campaign in self:
            materials = campaign.material_ids
            if campaign.state in self._finished or not campaign.date_to:
                materials = materials.browse()
            campaign.materials_ending_early = format_list(
                self.env,
                [
                    f"{material.display_name} ({format_date(self.env, day)})"
                    for material in materials
                    if (day := material.valid_until) and day < campaign.date_to
                ],
            )

    def write(self, vals):
        if "material_ids" not in vals:
            return super().write(vals)
        before = self._material_uses()
        result = super().write(vals)
        self._check_joining(self._material_uses() - before)
        return result

    def _material_uses(self):
        """Pairs of campaign and material."""
        # sudo: what is used counts, whatever the user may read
        return {
            (campaign, material)
            for campaign in self.sudo()
            for material in campaign.material_ids
        }

    @api.model
    def _check_joining(self, uses):
        """Raise UserError where a campaign that has started takes what is not usable.

        What expires while it is used stays: the desk tells of it.
        """
        for campaign, material in uses:
            if campaign.state not in BEFORE_START and not material._is_usable():
                raise UserError(
                    self.env._(
                        "%(campaign)s has started: %(material)s cannot join it, as it is"
                        " not approved or its last day of use is over.",
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
                if not material._is_usable():
                    raise UserError(
                        self.env._(
                            "%(campaign)s: %(material)s is not approved or its last day"
                            " of use is over. Have it approved, or take it out.",
                            campaign=campaign.name,
                            material=material.display_name,
                        )
                    )
