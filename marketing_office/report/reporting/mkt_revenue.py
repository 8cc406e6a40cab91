from decimal import Decimal

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.revenue_change import KEPT, Cell


class Revenue(models.Model):
    """What each customer bought of each product in two periods."""

    _inherit = "mkt.revenue"

    @api.model
    def _cells(self, company, basis, before, now):
        """The cells of `why_moved`, as far as the reader may see revenue; one statement.

        `before` and `now` are periods that do not overlap. Customers who were kept are
        one cell for each product, the others one for each customer: nothing grows with
        the lines.
        """
        # the figures are read by plain SQL: no grouping of the host keeps them exact
        self.env.flush_all()
        reader = self.with_context(mkt_revenue_basis=basis)
        query = reader._search(
            [
                ("company_id", "=", company.id),
                ("basis", "=", basis),
                ("date", "<=", now.date_to),
            ]
        )
        query.order = None
        of_before = self._within(query, before)
        of_now = self._within(query, now)

        def total(name, when):
            column = SQL.identifier(query.table, name)
            return SQL("COALESCE(SUM(%s) FILTER (WHERE %s), 0)", column, when)

        grouped = query.select(
            SQL(
                "COALESCE(%s, 0) AS customer", SQL.identifier(query.table, "partner_id")
            ),
            SQL("%s AS product", SQL.identifier(query.table, "product_id")),
            SQL("%s AS before", total("amount", of_before)),
            SQL("%s AS now", total("amount", of_now)),
            SQL("%s AS quantity_before", total("quantity", of_before)),
            SQL("%s AS quantity_now", total("quantity", of_now)),
            SQL("BOOL_OR(%s) AS is_before", of_before),
            SQL("BOOL_OR(%s) AS is_now", of_now),
            SQL(
                "BOOL_OR(NOT %s AND %s < %s) AS is_earlier",
                of_before,
                SQL.identifier(query.table, "date"),
                now.date_from,
            ),
        )
        rows = self.env.execute_query(
            SQL(
                """
                WITH bought AS (%(bought)s GROUP BY 1, 2), standing AS (
                    SELECT customer, BOOL_OR(is_before) AND BOOL_OR(is_now) AS is_kept,
                        BOOL_OR(is_earlier) AS is_earlier
                    FROM bought GROUP BY 1
                )
                SELECT CASE WHEN is_kept THEN %(kept)s ELSE NULLIF(customer, 0) END,
                    CASE WHEN is_kept THEN bought.product END,
                    CASE WHEN is_kept
                        THEN split_part(unit.parent_path, '/', 1)::integer END,
                    SUM(before)::text, SUM(now)::text,
                    SUM(quantity_before * COALESCE(unit.factor, 1))::text,
                    SUM(quantity_now * COALESCE(unit.factor, 1))::text,
                    BOOL_OR(is_before), BOOL_OR(is_now), BOOL_OR(standing.is_earlier)
                FROM bought JOIN standing USING (customer)
                LEFT JOIN product_product product ON product.id = bought.product
                LEFT JOIN product_template template
                    ON template.id = product.product_tmpl_id
                LEFT JOIN uom_uom unit ON unit.id = template.uom_id
                WHERE is_before OR is_now
                GROUP BY 1, 2, 3
                """,
                bought=grouped,
                kept=KEPT,
            )
        )
        return [Cell(*row[:3], *map(Decimal, row[3:7]), *row[7:]) for row in rows]

    @api.model
    def _within(self, query, period):
        """Whether a row of the query lies in the period; never unknown."""
        return SQL(
            "COALESCE(%s BETWEEN %s AND %s, FALSE)",
            SQL.identifier(query.table, "date"),
            period.date_from,
            period.date_to,
        )

    @api.model
    def _open_lines(self, name, company, basis, periods, domain):
        """Window on lines of revenue, under the reader's own rights."""
        times = Domain.OR(
            Domain("date", ">=", period.date_from)
            & Domain("date", "<=", period.date_to)
            for period in periods
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_revenue_action"
        )
        own = Domain("company_id", "=", company.id) & Domain("basis", "=", basis)
        return {
            **action,
            "name": name,
            "view_mode": "list,pivot,graph",
            "views": [(False, "list"), (False, "pivot"), (False, "graph")],
            "domain": list(own & times & domain),
            "context": {"mkt_revenue_basis": basis, "group_by": ["partner_id"]},
        }
