from odoo import api, fields, models

from ...tools.kpi_calendar import COMPANY
from ...tools.kpi_source import KpiMeasure


class KpiMarketShare(models.Model):
    """The company's share of its overall market, where the size of it is validated."""

    _inherit = "mkt.kpi"

    measure = fields.Selection(selection_add=[("market_share", "Market Share")])

    def _measure_market_share(self):
        return KpiMeasure(
            self.env._(
                "Own sales ÷ validated size of the overall market, in value; no value "
                "for a period without a market size"
            ),
            figures=self._market_share_figures,
            behind=self._behind_market_share,
        )

    def _market_share_figures(self, company, calendar):
        periods = [period for period, _start, _end in calendar.periods]
        shares = self.env["mkt.market.share"].search_fetch(
            self._market_share_domain(company, periods),
            ["period_id", "own_sales", "size"],
        )
        return {
            (share.period_id.id, COMPANY, 0): (share.own_sales, share.size)
            for share in shares
        }

    @api.model
    def _market_share_domain(self, company, period_ids):
        return [
            ("segment_id.is_overall", "=", True),
            ("segment_id.active", "=", True),
            ("state", "=", "validated"),
            ("measure", "=", "value"),
            ("company_id", "=", company.id),
            ("period_id", "in", period_ids),
        ]

    def _behind_market_share(self, value):
        """The market size and the own sales."""
        domain = self._market_share_domain(value.company_id, value.period_id.ids)
        return "mkt.market.share", domain
