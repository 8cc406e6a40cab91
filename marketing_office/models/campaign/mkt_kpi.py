from odoo import fields, models

from ...tools.kpi_source import KpiMeasure, KpiSource


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

    def _measure_campaign_revenue(self):
        return KpiMeasure(
            self.env._(
                "Untaxed invoices less credit notes that carry a marketing campaign, "
                "by invoice date, in the company's currency"
            ),
            source=self._attributed("!="),
        )

    def _measure_unattributed_revenue(self):
        return KpiMeasure(
            self.env._(
                "Untaxed invoices less credit notes that carry no marketing campaign, "
                "by invoice date, in the company's currency"
            ),
            source=self._attributed("="),
        )

    def _attributed(self, operator):
        source = self._measure_sales_invoiced().source
        source.domain.append(("mkt_campaign_id", operator, False))
        return source

    def _measure_campaign_leads(self):
        return KpiMeasure(
            self.env._(
                "Leads and opportunities of marketing campaigns entered in the period"
            ),
            source=KpiSource(
                model="crm.lead",
                function="count",
                date="create_date",
                also_of="campaign_id.mkt_campaign_ids.company_id",
                user="user_id",
                team="team_id",
            ),
        )

    def _measure_campaign_cost(self):
        source = self._measure_marketing_cost().source
        source.domain.append(("campaign_id", "!=", False))
        return KpiMeasure(
            self.env._(
                "What was spent by the budget's ledger for marketing campaigns, "
                "in the company's currency"
            ),
            source=source,
        )
