from odoo import models
from odoo.tools import SQL

SUMS = ("value:sum", "current_value:sum", "drift:sum", "target:sum")


class KpiTotal(models.Model):
    """Totals of figures in pivots, graphs and groups, where there is such a thing.

    Figures of several indicators, scopes or kinds of period have no total; averages
    and shares of one indicator have their weighted average.
    """

    _inherit = "mkt.kpi.value"

    def _read_group_select(self, aggregate_spec, query):
        total = super()._read_group_select(aggregate_spec, query)
        if aggregate_spec == "achievement:avg":
            return SQL("CASE WHEN %s THEN %s END", self._alike(query), total)
        if aggregate_spec not in SUMS:
            return total
        # sudo: which indicators add up is no secret
        kpis = self.env["mkt.kpi"].sudo().search([("active", "in", (True, False))])
        average = SQL("NULL")
        if aggregate_spec == "value:sum":
            average = SQL(
                "SUM(%(value)s * %(n)s) / NULLIF(SUM(%(n)s), 0)",
                value=self._column("value", query),
                n=self._column("denominator", query),
            )
        return SQL(
            """CASE WHEN COUNT(*) = 1 THEN %(total)s
            WHEN %(alike)s THEN CASE
                WHEN MIN(%(kpi)s) = ANY(%(adding)s) THEN %(total)s
                WHEN MIN(%(kpi)s) = ANY(%(weighted)s) THEN %(average)s
            END END""",
            total=total,
            average=average,
            alike=self._alike(query),
            kpi=self._column("kpi_id", query),
            adding=kpis.filtered(lambda kpi: kpi._adds_up()).ids,
            weighted=kpis.filtered(lambda kpi: kpi._is_weighted()).ids,
        )

    def _alike(self, query):
        """Whether the rows of a group are of one indicator, company and kind."""
        columns = (
            self._column(name, query)
            for name in ("kpi_id", "company_id", "scope", "period_kind")
        )
        return SQL(" AND ").join(SQL("MIN(%s) = MAX(%s)", c, c) for c in columns)

    def _column(self, name, query):
        return self._field_to_sql(self._table, name, query)
