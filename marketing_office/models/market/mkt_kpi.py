from odoo import api, fields, models

from ...tools.kpi_calendar import COMPANY


class KpiMarketShare(models.Model):
    """The company's share of its overall market, where the size of it is validated."""

    _inherit = "mkt.kpi"

    measure = fields.Selection(selection_add=[("market_share", "Market Share")])

    def _source_market_share(self):
        # a share is no sum over documents: `_figures_market_share` tells it
        return None

    def _figures_market_share(self, company, calendar):
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

    def _drill_down(self, value):
        """Behind a share stand the market size and the own sales."""
        if self.measure != "market_share" or self.kind != "builtin":
            return super()._drill_down(value)
        return {
            "type": "ir.actions.act_window",
            "name": value.display_name,
            "res_model": "mkt.market.share",
            "views": [[False, "list"]],
            "domain": self._market_share_domain(value.company_id, value.period_id.ids),
        }

    def _measure_words(self):
        return super()._measure_words() | {
            "market_share": self.env._(
                "Own sales ÷ validated size of the overall market, in value; no value "
                "for a period without a market size"
            ),
        }
