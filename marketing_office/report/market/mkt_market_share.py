from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL, formatLang

from ...models.period.mkt_period import PERIOD_KINDS
from ...tools.optional import OptionalFloat
from ...tools.text import title_of


class MarketShare(models.Model):
    """The shares of a market: the company's own beside its competitors'.

    One row for each market size, with the same id. The own sales come from
    `mkt.revenue`, and are the same whatever the reader may see of orders.
    """

    _name = "mkt.market.share"
    _description = "Market Share"
    _auto = False
    _order = "date_from desc, segment_id, measure, id desc"
    _rec_name = "segment_id"
    _depends = {
        "mkt.market.size": [
            "basis",
            "company_id",
            "confidence",
            "measure",
            "period_id",
            "segment_id",
            "served_size",
            "size",
            "source",
            "state",
        ],
        "mkt.kpi": ["active", "kind", "measure", "sequence"],
        "mkt.kpi.target": ["company_id", "kpi_id", "period_id", "scope", "target"],
        "mkt.competitor.share": ["competitor_id", "share", "size_id"],
        "mkt.period": ["date_from", "date_to", "kind"],
        "mkt.revenue": ["amount", "basis", "company_id", "date", "quantity"],
        "mkt.segment": ["category_ids", "is_overall"],
        "product.category": ["parent_path"],
        "product.product": ["product_tmpl_id"],
        "product.template": ["categ_id"],
    }

    size_id = fields.Many2one("mkt.market.size", "Market Size", readonly=True)
    segment_id = fields.Many2one("mkt.segment", readonly=True)
    period_id = fields.Many2one("mkt.period", readonly=True)
    period_kind = fields.Selection(PERIOD_KINDS, readonly=True)
    date_from = fields.Date("Period From", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    measure = fields.Selection(
        [("value", "By Value"), ("volume", "By Volume")], "Measured by", readonly=True
    )
    basis = fields.Selection(
        [("ordered", "Confirmed Orders"), ("invoiced", "Posted Invoices")],
        "Own Sales by",
        readonly=True,
    )
    state = fields.Selection(
        [("draft", "Draft"), ("validated", "Validated"), ("superseded", "Superseded")],
        readonly=True,
    )
    confidence = fields.Selection(
        [("low", "Low"), ("medium", "Medium"), ("high", "High")], readonly=True
    )
    own_sales = fields.Float(digits=(20, 2), readonly=True)
    size = fields.Float("Size of the Market", digits=(20, 2), readonly=True)
    served_size = OptionalFloat("Served Market", digits=(20, 2), readonly=True)
    share = OptionalFloat("Own Share (%)", readonly=True, aggregator="avg")
    target = OptionalFloat("Target (%)", readonly=True, aggregator="avg")
    served_share = OptionalFloat(
        "Share of the Served Market (%)", readonly=True, aggregator="avg"
    )
    relative_share = OptionalFloat(
        readonly=True,
        aggregator=None,
        help="Own share ÷ that of the largest competitor.",
    )
    competitors_share = OptionalFloat(
        "Competitors' Share (%)", readonly=True, aggregator="avg"
    )
    largest_share = OptionalFloat(
        "Largest Competitor's Share (%)", readonly=True, aggregator=None
    )
    source = fields.Char("Source of the Market Size", readonly=True)
    own_source = fields.Char("Source of Own Sales", compute="_compute_own_source")
    share_label = fields.Char("Own Share", compute="_compute_labels")
    served_label = fields.Char("Of the Served Market", compute="_compute_labels")
    relative_label = fields.Char("Relative", compute="_compute_labels")

    @api.depends("segment_id", "period_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for row in self:
            row.display_name = title_of(row.segment_id.name, row.period_id.display_name)

    @api.depends("basis", "segment_id")
    @api.depends_context("lang")
    def _compute_own_source(self):
        for row in self:
            row.own_source = self._own_source(row.basis, row.segment_id)

    @api.model
    def _own_source(self, basis, segment):
        """Where the own sales come from, in the reader's words."""
        labels = dict(self._fields["basis"]._description_selection(self.env))
        # sudo: names of categories, whatever the reader may see of products
        categories = segment.sudo().category_ids.mapped("name")
        products = ", ".join(categories) or self.env._("all products")
        return f"{labels.get(basis, '')} · {products}"

    @api.depends("share", "served_share", "served_size", "relative_share")
    @api.depends_context("lang")
    def _compute_labels(self):
        none = self.env._("No data")
        for row in self:
            row.share_label = self._percent(row.share)
            row.served_label = (
                self._percent(row.served_share) if row.served_size else none
            )
            row.relative_label = (
                formatLang(self.env, row.relative_share, digits=2)
                if row.largest_share
                else none
            )

    @api.model
    def _percent(self, value):
        return f"{formatLang(self.env, value, digits=2)}%"

    @property
    def _table_query(self):
        return SQL(
            """
            WITH size AS (
                SELECT size.*, period.kind AS period_kind, period.date_from,
                    period.date_to
                FROM mkt_market_size size
                JOIN mkt_period period ON period.id = size.period_id
                WHERE %s
            ), category AS (
                SELECT DISTINCT chosen.mkt_segment_id AS segment_id, below.id
                FROM mkt_segment_product_category_rel chosen
                JOIN product_category above ON above.id = chosen.product_category_id
                JOIN product_category below
                    ON below.parent_path LIKE above.parent_path || '%%'
            ), sales AS (
                %s UNION ALL %s
            ), own AS (
                SELECT size.id,
                    SUM(CASE size.measure WHEN 'value' THEN sales.amount
                        ELSE sales.quantity END) AS own_sales
                FROM size
                JOIN sales ON sales.company_id = size.company_id
                    AND sales.basis = size.basis
                    AND sales.date BETWEEN size.date_from AND size.date_to
                WHERE NOT EXISTS (SELECT FROM category
                        WHERE category.segment_id = size.segment_id)
                    OR EXISTS (SELECT FROM category
                        WHERE category.segment_id = size.segment_id
                        AND category.id = sales.categ_id)
                GROUP BY size.id
            ), others AS (
                SELECT size_id, SUM(share) AS together, MAX(share) AS largest
                FROM mkt_competitor_share GROUP BY size_id
            )
            SELECT size.id, size.id AS size_id, size.segment_id, size.period_id,
                size.period_kind, size.date_from, size.company_id,
                size.measure, size.basis, size.state, size.confidence, size.source,
                COALESCE(own.own_sales, 0)::float AS own_sales,
                size.size::float AS size,
                NULLIF(size.served_size, 0)::float AS served_size,
                100 * COALESCE(own.own_sales, 0)::float / size.size::float AS share,
                100 * COALESCE(own.own_sales, 0)::float
                    / NULLIF(size.served_size, 0)::float AS served_share,
                100 * COALESCE(own.own_sales, 0)::float / size.size::float
                    / NULLIF(others.largest, 0)::float AS relative_share,
                others.together::float AS competitors_share,
                others.largest::float AS largest_share, aim.target::float AS target
            FROM size
            LEFT JOIN own ON own.id = size.id
            LEFT JOIN others ON others.size_id = size.id
            LEFT JOIN LATERAL (
                SELECT target.target
                FROM mkt_kpi_target target
                JOIN mkt_kpi kpi ON kpi.id = target.kpi_id
                JOIN mkt_segment segment ON segment.id = size.segment_id
                WHERE kpi.kind = 'builtin' AND kpi.measure = 'market_share'
                    AND kpi.active AND target.scope = 'company'
                    AND target.company_id = size.company_id
                    AND target.period_id = size.period_id
                    AND segment.is_overall AND size.measure = 'value'
                ORDER BY kpi.sequence, kpi.id LIMIT 1
            ) aim ON true
            """,
            self._wanted(),
            # a day more on either side: wherever the company works, a day of its
            # calendar lies between these moments
            self._sales("ordered", "ordered_at", SQL("'1 day'"), SQL("'2 days'")),
            self._sales("invoiced", "invoice_date", SQL("'0'"), SQL("'1 day'")),
        )

    def _wanted(self):
        """Which sizes: those of `_of`, or all of them."""
        ids = self.env.context.get("mkt_market_size_ids")
        return SQL("TRUE") if ids is None else SQL("size.id = ANY(%s)", list(ids))

    @api.model
    def _of(self, sizes):
        """The shares of the sizes alone: no sales outside their periods are read."""
        shares = self.with_context(mkt_market_size_ids=tuple(sizes.ids))
        shares = shares.browse(sizes.ids)
        shares.invalidate_recordset(flush=False)
        return shares

    def _sales(self, basis, moment, before, after):
        """The own sales by company, day and category within the periods of the sizes.

        One basis after the other, and within bounds that an index knows: PostgreSQL
        plans that much better than a condition on the union of both.
        """
        return SQL(
            """
            SELECT revenue.company_id, %(basis)s AS basis, revenue.date,
                template.categ_id,
                SUM(revenue.amount) AS amount, SUM(revenue.quantity) AS quantity
            FROM (%(revenue)s) revenue
            LEFT JOIN product_product product ON product.id = revenue.product_id
            LEFT JOIN product_template template
                ON template.id = product.product_tmpl_id
            WHERE revenue.company_id = ANY(ARRAY(
                    SELECT company_id FROM size WHERE basis = %(basis)s))
                AND revenue.%(moment)s >= (
                    SELECT MIN(date_from) - interval %(before)s
                    FROM size WHERE basis = %(basis)s)
                AND revenue.%(moment)s < (
                    SELECT MAX(date_to) + interval %(after)s
                    FROM size WHERE basis = %(basis)s)
            GROUP BY revenue.company_id, revenue.date, template.categ_id
            """,
            basis=basis,
            moment=SQL.identifier(moment),
            before=before,
            after=after,
            revenue=self.env["mkt.revenue"]
            .with_context(mkt_revenue_basis=basis)
            ._table_query,
        )

    def action_view_sales(self):
        """The lines of the own sales, as far as the reader may see them."""
        self.ensure_one()
        self.check_access("read")
        domain = [
            ("company_id", "=", self.company_id.id),
            ("basis", "=", self.basis),
            ("date", ">=", self.period_id.date_from),
            ("date", "<=", self.period_id.date_to),
        ]
        if categories := self.segment_id.category_ids:
            domain.append(("product_id.categ_id", "child_of", categories.ids))
        return {
            "type": "ir.actions.act_window",
            "name": title_of(self.display_name, self.env._("Own Sales")),
            "res_model": "mkt.revenue",
            "views": [[False, "list"], [False, "pivot"]],
            "domain": domain,
            "context": {"create": False},
            "help": Markup("<p>%s</p>")
            % self.env._("None of the documents behind this figure are open to you."),
        }
