from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ...tools.chart import waterfall
from ...tools.optional import OptionalFloat
from ...tools.revenue_change import LOST, NEW, WON_BACK, in_order, why_moved
from ...tools.text import title_of

OF_CUSTOMERS = (NEW, LOST, WON_BACK)


class RevenueChange(models.TransientModel):
    """Why revenue moved from one period to another, as far as the reader sees revenue."""

    _name = "mkt.revenue.change"
    _description = "Why Revenue Moved"
    _inherit = ["mkt.reading.mixin"]

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    period_id = fields.Many2one(
        "mkt.period",
        required=True,
        default=lambda self: self._default_period_id(),
        domain="[('company_id', '=', company_id)]",
    )
    compared_with = fields.Selection(
        [
            ("previous", "The Period Before"),
            ("last_year", "The Same Period a Year Before"),
        ],
        required=True,
        default="previous",
    )
    basis = fields.Selection(
        [("ordered", "Ordered"), ("invoiced", "Invoiced")],
        required=True,
        default="ordered",
    )
    base_id = fields.Many2one(
        "mkt.period", "Period Compared With", compute="_compute_base_id"
    )
    part_ids = fields.One2many(
        "mkt.revenue.change.part", "change_id", compute="_compute_parts", store=True
    )
    before = fields.Monetary("Revenue Before", compute="_compute_parts", store=True)
    now = fields.Monetary("Revenue Now", compute="_compute_parts", store=True)
    change = fields.Monetary("Moved by", compute="_compute_parts", store=True)
    chart = fields.Html(compute="_compute_chart", sanitize=False)

    @api.depends("period_id", "base_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for change in self:
            change.display_name = self.env._(
                "%(now)s against %(before)s",
                now=change.period_id.display_name or "…",
                before=change.base_id.display_name or "…",
            )

    @api.model
    def _default_period_id(self):
        company = self.env.company
        return self.env["mkt.period"].search(
            [
                ("company_id", "=", company.id),
                ("kind", "=", "month"),
                ("date_to", "<", company._mkt_today()),
            ],
            limit=1,
        )

    @api.depends("period_id", "compared_with")
    def _compute_base_id(self):
        for change in self:
            both = change.period_id._with_base(change.compared_with or "previous")
            change.base_id = (both - change.period_id)[:1]

    @api.depends("period_id", "compared_with", "basis", "company_id")
    def _compute_parts(self):
        for record in self:
            change = record._change()
            money = 10**record.currency_id.decimal_places
            record.before = change.before / money
            record.now = change.now / money
            record.change = (change.now - change.before) / money
            record.part_ids = [
                Command.clear(),
                *(
                    Command.create(record._part_vals(move, money))
                    for move in in_order(change.moves)
                ),
            ]

    def _change(self):
        """Why revenue moved, as far as the reader sees revenue."""
        revenue = self.env["mkt.revenue"]
        revenue.check_access("read")
        if not (self.period_id and self.base_id):
            return why_moved([])
        cells = revenue._cells(
            self.company_id, self.basis, self.base_id, self.period_id
        )
        return why_moved(cells, self.currency_id.decimal_places)

    def _part_vals(self, move, money):
        return {
            "part": move.part,
            "partner_id": move.customer,
            "product_id": move.product,
            "before": move.before / money,
            "now": move.now / money,
            "change": move.change / money,
            **self._quantity_vals(move, money),
        }

    @api.model
    def _quantity_vals(self, move, money):
        if not move.product:
            return {}
        vals = {}
        for when, amount, quantity in (
            ("before", move.before, move.quantity_before),
            ("now", move.now, move.quantity_now),
        ):
            vals[f"quantity_{when}"] = quantity
            if quantity > 0:
                vals[f"price_{when}"] = Decimal(amount) / money / quantity
        return {name: float(value) for name, value in vals.items()}

    @api.depends("part_ids.change", "basis")
    @api.depends_context("lang")
    def _compute_chart(self):
        labels = dict(
            self.env["mkt.revenue.change.part"]
            ._fields["part"]
            ._description_selection(self.env)
        )
        for change in self:
            steps = [
                (labels[part], sum(moves.mapped("change")))
                for part, moves in change.part_ids.grouped("part").items()
            ]
            change.chart = bool(steps) and waterfall(
                (change.base_id.display_name, change.before),
                steps,
                (change.period_id.display_name, change.now),
            )

    def action_open_part(self):
        """The lines of revenue behind the part that the context names."""
        self.ensure_one()
        self.check_access("read")
        part = self.env.context.get("mkt_part")
        parts = self.part_ids.filtered(lambda p: p.part == part)
        if not parts:
            raise UserError(self.env._("Nothing moved in this part."))
        return parts._open_lines()


class RevenueChangePart(models.TransientModel):
    """What one customer, or one product among kept customers, added to the change."""

    _name = "mkt.revenue.change.part"
    _description = "Part of a Change of Revenue"
    _inherit = ["mkt.reading.mixin"]

    change_id = fields.Many2one(
        "mkt.revenue.change", "Analysis", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="change_id.currency_id")
    part = fields.Selection(
        [
            ("new", "From New Customers"),
            ("lost", "From Lost Customers"),
            ("won_back", "From Customers Won Back"),
            ("price", "Price"),
            ("quantity", "Quantity"),
            ("mix", "Mix"),
            ("apart", "Without Comparable Quantity"),
        ],
        "Part of the Change",
        required=True,
    )
    partner_id = fields.Many2one("res.partner", "Customer", ondelete="cascade")
    product_id = fields.Many2one("product.product", ondelete="cascade")
    before = fields.Monetary("Amount Before", aggregator=None)
    now = fields.Monetary("Amount Now", aggregator=None)
    change = fields.Monetary()
    quantity_before = OptionalFloat(aggregator=None)
    quantity_now = OptionalFloat(aggregator=None)
    price_before = OptionalFloat(aggregator=None)
    price_now = OptionalFloat(aggregator=None)

    @api.depends("part", "partner_id", "product_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for part in self:
            whose = part.partner_id or part.product_id
            part.display_name = title_of(part._label(), whose.display_name)

    def _label(self):
        labels = dict(self._fields["part"]._description_selection(self.env))
        return labels.get(self.part)

    def action_open_lines(self):
        """The lines of revenue behind the part, under the reader's own rights."""
        self.ensure_one()
        self.check_access("read")
        return self._open_lines()

    def _open_lines(self):
        change = self.change_id
        of_customers = Domain("partner_id", "in", self.partner_id.ids)
        kept = Domain.TRUE
        if self[:1].part not in OF_CUSTOMERS:
            gone = change.part_ids.filtered(lambda p: p.part in OF_CUSTOMERS)
            kept = Domain("partner_id", "not in", gone.partner_id.ids)
            products = self.product_id.ids
            if not all(self.mapped("product_id")):
                products.append(False)
            of_customers = Domain("product_id", "in", products)
        return self.env["mkt.revenue"]._open_lines(
            self.display_name if len(self) == 1 else self[:1]._label(),
            change.company_id,
            change.basis,
            change.base_id | change.period_id,
            of_customers & kept,
        )
