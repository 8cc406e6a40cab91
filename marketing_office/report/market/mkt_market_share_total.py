from odoo import api, models
from odoo.tools import SQL


class MarketShareTotal(models.Model):
    """What several rows come to: figures of overlapping periods or markets do not add up."""

    _inherit = "mkt.market.share"

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        """Figures of periods of one kind in one market add up; others have no total.

        A year and its quarters, or a market and a part of it, would count twice.
        """
        total = self._totals(query).get(aggregate_spec)
        if not total:
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            """
            CASE WHEN COUNT(*) = COUNT(DISTINCT %(period)s)
                AND COUNT(DISTINCT (%(kind)s, %(segment)s, %(measure)s)) = 1
            THEN %(total)s END
            """,
            total=total,
            **{
                key: self._field_to_sql(self._table, field, query)
                for key, field in (
                    ("period", "period_id"),
                    ("kind", "period_kind"),
                    ("segment", "segment_id"),
                    ("measure", "measure"),
                )
            },
        )

    @api.model
    def _totals(self, query):
        """What several rows come to; the average of shares is one by size."""
        own, size, served, others = (
            self._field_to_sql(self._table, name, query)
            for name in ("own_sales", "size", "served_size", "competitors_share")
        )
        return {
            "own_sales:sum": SQL("SUM(%s)", own),
            "size:sum": SQL("SUM(%s)", size),
            "served_size:sum": SQL("SUM(%s)", served),
            "share:avg": SQL("100 * SUM(%s) / SUM(%s)", own, size),
            "served_share:avg": SQL(
                "100 * SUM(%(own)s) FILTER (WHERE %(served)s > 0) / SUM(%(served)s)",
                own=own,
                served=served,
            ),
            "competitors_share:avg": SQL(
                "SUM(%(others)s * %(size)s)"
                " / SUM(%(size)s) FILTER (WHERE %(others)s IS NOT NULL)",
                others=others,
                size=size,
            ),
        }
