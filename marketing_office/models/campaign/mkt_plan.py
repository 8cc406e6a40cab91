from odoo import api, fields, models


class Plan(models.Model):
    _inherit = "mkt.plan"

    campaign_ids = fields.One2many("mkt.campaign", "plan_id", readonly=True, copy=False)
    lacks_campaigns = fields.Boolean(compute="_compute_lacks_campaigns")

    @api.depends("state", "scheme_ids.campaign_id")
    def _compute_lacks_campaigns(self):
        for plan in self:
            plan.lacks_campaigns = plan.state == "approved" and not all(
                scheme.campaign_id for scheme in plan.scheme_ids
            )

    def action_create_campaigns(self):
        """A draft campaign for each scheme that has none yet."""
        self.ensure_one()
        return self.scheme_ids.action_create_campaign()

    def action_view_campaigns(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_campaign_action"
        )
        return {**action, "domain": [("plan_id", "=", self.id)], "context": {}}

    def _on_approved(self):
        result = super()._on_approved()
        old = self.previous_id
        old.campaign_ids.plan_id = self
        for scheme in self.scheme_ids:
            campaign = scheme.previous_id.campaign_id
            if campaign:
                scheme.campaign_id = campaign
                campaign._follow_scheme(scheme)
        (old.scheme_ids - self.scheme_ids.previous_id).campaign_id._lose_scheme(self)
        return result
