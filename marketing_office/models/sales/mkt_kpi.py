from odoo import fields, models
from odoo.tools import SQL

from ...tools.kpi_source import KpiMeasure, KpiSource

ATTAINMENT, FORECAST_ERROR = "sales_attainment", "forecast_error"


class KpiSales(models.Model):
    """What the sales department is judged by."""

    _inherit = "mkt.kpi"

    measure = fields.Selection(
        selection_add=[
            ("sales_collected", "Money Collected"),
            (ATTAINMENT, "Sales Target Attained"),
            ("hit_rate", "Hit Rate"),
            ("sales_cycle", "Sales Cycle"),
            ("price_concession", "Price Concessions"),
            (FORECAST_ERROR, "Forecast Error"),
        ]
    )
    source_model = fields.Selection(
        selection_add=[("mkt.sales.issue", "Sales Issues")],
    )

    def _measure_sales_collected(self):
        return KpiMeasure(
            self.env._(
                "Untaxed share of what customers have paid on invoices, less what was "
                "paid back, by the day of payment"
            ),
            source=KpiSource(
                model="mkt.collection",
                function="sum",
                measured="amount",
                date="date",
                user="user_id",
                team="team_id",
            ),
        )

    def _measure_hit_rate(self):
        return KpiMeasure(
            self.env._("Opportunities won ÷ opportunities won or lost in the period"),
            source=self._closed_opportunities(function="share", measured="mkt_is_won"),
        )

    def _measure_sales_cycle(self):
        return KpiMeasure(
            self.env._(
                "Days from the opening of an opportunity until it was won, average of "
                "those won in the period"
            ),
            source=self._closed_opportunities(
                [("won_status", "=", "won")], function="avg", measured="day_close"
            ),
        )

    def _closed_opportunities(self, domain=(), **measured):
        return KpiSource(
            model="crm.lead",
            date="date_closed",
            domain=[
                ("type", "=", "opportunity"),
                ("won_status", "in", ("won", "lost")),
                ("active", "in", (True, False)),
                *domain,
            ],
            user="user_id",
            team="team_id",
            **measured,
        )

    def _measure_sales_attainment(self):
        return KpiMeasure(
            self.env._(
                "Ordered revenue ÷ its target, of all who have one in the period"
            ),
            figures=self._sales_attainment_figures,
            behind=self._behind_orders,
        )

    def _bases(self):
        """What is sold is counted before it is compared with its target."""
        if self.kind == "builtin" and self.measure == ATTAINMENT:
            return self.env.ref("marketing_office.kpi_sales_ordered")
        return super()._bases()

    def _sales_attainment_figures(self, company, calendar):
        """Ordered revenue and its target, of all who have a target in the period."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT target.period_id, target.scope,
                    COALESCE(target.department_id, target.team_id, target.user_id, 0),
                    COALESCE(sold.current_value, 0), target.target
                FROM mkt_kpi_target target
                LEFT JOIN mkt_kpi_value sold ON sold.kpi_id = target.kpi_id
                    AND sold.period_id = target.period_id
                    AND sold.scope = target.scope
                    AND COALESCE(sold.department_id, sold.team_id, sold.user_id, 0)
                        = COALESCE(target.department_id, target.team_id, target.user_id, 0)
                WHERE target.kpi_id = %(ordered)s AND target.company_id = %(company)s
                    AND target.target > 0 AND target.period_id = ANY(%(periods)s)
                """,
                ordered=self.env.ref("marketing_office.kpi_sales_ordered").id,
                company=company.id,
                periods=[period for period, _start, _end in calendar.periods],
            )
        )
        return {
            (period, scope, scope_id): (sold, target)
            for period, scope, scope_id, sold, target in rows
        }

    def _measure_price_concession(self):
        return KpiMeasure(
            self.env._(
                "Discounts on confirmed orders ÷ their amounts before the discounts"
            ),
            figures=self._price_concession_figures,
            behind=self._behind_orders,
        )

    def _price_concession_figures(self, company, calendar):
        """Discounts given on confirmed orders, and what these would have cost without."""
        bounds = calendar.bounds("datetime")
        rows = self.env.execute_query(
            SQL(
                """
                SELECT width_bucket(sale.date_order, %(bounds)s::timestamp[]),
                    sale.user_id, sale.team_id,
                    SUM(listed.amount * line.discount / 100), SUM(listed.amount)
                FROM sale_order_line line
                JOIN sale_order sale ON sale.id = line.order_id
                CROSS JOIN LATERAL (
                    SELECT line.price_unit * line.product_uom_qty
                        / COALESCE(NULLIF(sale.currency_rate, 0), 1) AS amount
                ) listed
                WHERE sale.state = 'sale' AND sale.company_id = %(company)s
                    AND line.display_type IS NULL
                    AND sale.date_order >= %(first)s AND sale.date_order < %(last)s
                GROUP BY 1, 2, 3
                """,
                bounds=bounds,
                company=company.id,
                first=bounds[0],
                last=bounds[-1],
            )
        )
        rows = [(*key, float(given), float(listed)) for *key, given, listed in rows]
        return calendar.roll_up(rows)

    def _measure_forecast_error(self):
        return KpiMeasure(
            self.env._(
                "What forecasts of months, kept when these began, missed by ÷ what came"
            ),
            figures=self._forecast_error_figures,
            behind=self._behind_forecasts,
        )

    def _forecast_error_figures(self, company, calendar):
        """What the forecasts of months missed by, and what came, of all who had one."""
        # raw, beside the other figures: each month counts for all periods that hold it
        self.env["mkt.sales.forecast"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT period.id,
                    CASE kept.kind WHEN 'person' THEN 'user' ELSE kept.kind END,
                    COALESCE(kept.department_id, kept.team_id, kept.user_id, 0),
                    SUM(kept.miss), SUM(kept.actual)
                FROM mkt_sales_forecast kept
                JOIN mkt_period period ON period.company_id = kept.company_id
                    AND period.date_from <= kept.date_from
                    AND period.date_to >= kept.date_to
                WHERE kept.company_id = %s AND kept.actual IS NOT NULL
                    AND period.id = ANY(%s)
                GROUP BY 1, 2, 3 HAVING SUM(kept.actual) > 0
                """,
                company.id,
                [period for period, _start, _end in calendar.periods],
            )
        )
        return {
            (period, scope, scope_id): (float(miss), float(actual))
            for period, scope, scope_id, miss, actual in rows
        }

    def _behind_orders(self, value):
        """The orders of the period."""
        return self.env.ref("marketing_office.kpi_sales_ordered")._get_behind(value)

    def _behind_forecasts(self, value):
        """The forecasts of the period's months."""
        return "mkt.sales.forecast", [
            ("company_id", "=", value.company_id.id),
            ("date_from", ">=", value.period_id.date_from),
            ("date_to", "<=", value.period_id.date_to),
            ("department_id", "=", value.department_id.id),
            ("team_id", "=", value.team_id.id),
            ("user_id", "=", value.user_id.id),
        ]
