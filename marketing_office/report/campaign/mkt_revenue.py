from odoo import fields, models
from odoo.tools import SQL


class RevenueCampaign(models.Model):
    """Which marketing campaign the revenue is attributed to; none is unattributed."""

    _inherit = "mkt.revenue"
    _depends = {"mkt.campaign": ["company_id", "utm_campaign_id"]}

    mkt_campaign_id = fields.Many2one(
        "mkt.campaign",
        "Attributed to",
        readonly=True,
        help="Empty: unattributed revenue.",
    )

    @property
    def _table_query(self):
        # the link is unique: where no campaign is asked for, PostgreSQL drops the join
        return SQL(
            """
            SELECT revenue.*, campaign.id AS mkt_campaign_id
            FROM (%s) revenue
            LEFT JOIN mkt_campaign campaign
                ON campaign.utm_campaign_id = revenue.campaign_id
                AND campaign.company_id = revenue.company_id
            """,
            super()._table_query,
        )
