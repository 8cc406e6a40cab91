from odoo import api, fields, models


class CampaignSeries(models.Model):
    """A campaign that is repeated: its copies know the first of their series."""

    _inherit = "mkt.campaign"
    _governed = ("series_id",)

    series_id = fields.Many2one(
        "mkt.campaign",
        "First of the Series",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    copy_ids = fields.One2many("mkt.campaign", "series_id", "Copies", readonly=True)
    series_count = fields.Integer("In the Series", compute="_compute_series_count")

    @api.depends("series_id.copy_ids", "copy_ids")
    def _compute_series_count(self):
        for campaign in self:
            first = campaign.series_id or campaign
            campaign.series_count = len(first.copy_ids) and len(first.copy_ids) + 1

    def action_open_series(self):
        """The dialog that copies the campaign as a series."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Copy as a Series"),
            "res_model": "mkt.campaign.series",
            "view_mode": "form",
            "target": "new",
            "context": {"default_campaign_id": self.id},
        }

    def action_view_series(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_campaign_action"
        )
        first = self.series_id or self
        domain = ["|", ("id", "=", first.id), ("series_id", "=", first.id)]
        return {**action, "domain": domain, "context": {}}

    def _copy_to_series(self, step, number):
        """A copy that much later, with its planned cost; the number tells it in its name."""
        first, last = self.date_from + step, self.date_to + step
        # sudo: the days of the plan decide, whatever the user may read of it
        plan = self.sudo().plan_id
        is_within = plan and plan.date_from <= first and last <= plan.date_to
        copy = self.copy(
            {
                "name": f"{self.name} ({number})",
                "date_from": first,
                "date_to": last,
                "user_id": self.env.uid,
                "plan_id": is_within and plan.state == "approved" and plan.id,
            }
        )
        # sudo: governed field; the user was let make the copy
        copy.sudo().series_id = self.series_id or self
        return copy
