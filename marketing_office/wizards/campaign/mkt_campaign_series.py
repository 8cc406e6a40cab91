from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

UNITS = [("weeks", "Weeks"), ("months", "Months"), ("years", "Years")]
MOST = 36


class CampaignSeries(models.TransientModel):
    """Copies of a campaign at regular distances, each with its planned cost."""

    _name = "mkt.campaign.series"
    _description = "Series of Campaigns"
    _inherit = ["mkt.reading.mixin"]

    campaign_id = fields.Many2one("mkt.campaign", required=True, readonly=True)
    currency_id = fields.Many2one(related="campaign_id.currency_id")
    count = fields.Integer("Copies", required=True, default=3)
    every = fields.Integer("One Every", required=True, default=1)
    unit = fields.Selection(UNITS, "Unit of Time", required=True, default="months")
    planned_cost = fields.Monetary(
        "Planned Cost of the Copies", compute="_compute_planned_cost"
    )

    _numbers_sensible = models.Constraint(
        f"CHECK (count BETWEEN 1 AND {MOST} AND every BETWEEN 1 AND 12)",
        f"A series has up to {MOST} copies, at a distance of 1 to 12.",
    )

    @api.depends("campaign_id", "count")
    def _compute_planned_cost(self):
        for series in self:
            series.planned_cost = series.count * series.campaign_id.planned_cost

    def action_copy(self):
        """The copies as drafts, for whoever then submits them."""
        self.ensure_one()
        campaign = self.campaign_id
        campaign.check_access("read")
        copies = campaign.browse()
        for number in range(1, self.count + 1):
            step = relativedelta(**{self.unit: number * self.every})
            copies |= campaign._copy_to_series(step, number + 1)
        return copies._get_records_action(name=self.env._("Series of Campaigns"))
