from odoo import fields, models
from odoo.tools import SQL

from ...tools.kpi_calendar import COMPANY


class KpiMarketShare(models.Model):
    """The company's share of its overall market, where the size of it is validated."""

    _inherit = "mkt.kpi"

    measure = fields.Selection(selection_add=[("market_share", "Market Share")])

    def _source_market_share(self):
        """None: a share is no sum over documents, `_figures_market_share` tells it."""

    def _figures_market_share(self, company, calendar):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT share.period_id, share.own_sales, share.size
                FROM (%s) share JOIN mkt_segment segment
                ON segment.id = share.segment_id
                WHERE segment.is_overall AND segment.active
                    AND share.state = 'validated' AND share.measure = 'value'
                    AND share.company_id = %s AND share.period_id = ANY(%s)
                """,
                self.env["mkt.market.share"]._table_query,
                company.id,
                [period for period, _start, _end in calendar.periods],
            )
        )
        return {(period, COMPANY, 0): (own, size) for period, own, size in rows}

    def _drill_down(self, value):
        """Behind a share stand the market size and the own sales."""
        if self.measure != "market_share" or self.kind != "builtin":
            return super()._drill_down(value)
        return {
            "type": "ir.actions.act_window",
            "name": value.display_name,
            "res_model": "mkt.market.share",
            "views": [[False, "list"]],
            "domain": [
                ("segment_id.is_overall", "=", True),
                ("state", "=", "validated"),
                ("measure", "=", "value"),
                ("period_id", "=", value.period_id.id),
            ],
        }

    def _measure_words(self):
        return super()._measure_words() | {
            "market_share": self.env._(
                "Own sales ÷ validated size of the overall market, in value; no value "
                "for a period without a market size"
            ),
        }
