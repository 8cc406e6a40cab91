from odoo import fields, models

from ...tools.kpi_source import KpiSource


class KpiCampaign(models.Model):
    """What campaigns bring and cost."""

    _inherit = "mkt.kpi"

    measure = fields.Selection(
        selection_add=[
            ("campaign_revenue", "Attributed Revenue"),
            ("unattributed_revenue", "Unattributed Revenue"),
            ("campaign_leads", "Leads of Campaigns"),
            ("campaign_cost", "Cost of Campaigns"),
        ]
    )

    def _source_campaign_revenue(self):
        return self._attributed("!=")

    def _source_unattributed_revenue(self):
        return self._attributed("=")

    def _attributed(self, operator):
        source = self._source_sales_invoiced()
        source.domain.append(("mkt_campaign_id", operator, False))
        return source

    def _source_campaign_leads(self):
        return KpiSource(
            model="crm.lead",
            function="count",
            date="create_date",
            also_of="campaign_id.mkt_campaign_ids.company_id",
            user="user_id",
            team="team_id",
        )

    def _source_campaign_cost(self):
        source = self._source_marketing_cost()
        source.domain.append(("campaign_id", "!=", False))
        return source

    def _measure_words(self):
        return super()._measure_words() | {
            "campaign_revenue": self.env._(
                "Untaxed invoices less credit notes that carry a marketing campaign, "
                "by invoice date, in the company's currency"
            ),
            "unattributed_revenue": self.env._(
                "Untaxed invoices less credit notes that carry no marketing campaign, "
                "by invoice date, in the company's currency"
            ),
            "campaign_leads": self.env._(
                "Leads and opportunities of marketing campaigns entered in the period"
            ),
            "campaign_cost": self.env._(
                "What was spent by the budget's ledger for marketing campaigns, "
                "in the company's currency"
            ),
        }
