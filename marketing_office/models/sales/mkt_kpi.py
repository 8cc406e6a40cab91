from odoo import fields, models

from ...tools.kpi_source import KpiSource


class KpiSales(models.Model):
    """What the sales department is judged by."""

    _inherit = "mkt.kpi"

    measure = fields.Selection(
        selection_add=[
            ("sales_collected", "Money Collected"),
        ]
    )

    def _source_sales_collected(self):
        return KpiSource(
            model="mkt.collection",
            function="sum",
            measured="amount",
            date="date",
            user="user_id",
            team="team_id",
        )

    def _measure_words(self):
        return super()._measure_words() | {
            "sales_collected": self.env._(
                "Untaxed share of what customers have paid on invoices, less what was "
                "paid back, by the day of payment"
            ),
        }
