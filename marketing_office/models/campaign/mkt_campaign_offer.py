from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.amount import LARGEST
from ...tools.optional import OptionalMonetary
from ...tools.text import is_blank


class CampaignOffer(models.Model):
    """A product at a discount, and the base price from which the discount is counted."""

    _name = "mkt.campaign.offer"
    _description = "Discount of a Campaign"
    _inherit = ["mkt.campaign.part.mixin"]
    _order = "id"
    _check_company_auto = True

    product_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('sale_ok', '=', True)]",
    )
    base_price = fields.Monetary(
        required=True, help="The price that is announced as the one before, untaxed."
    )
    offer_price = fields.Monetary(
        "Price of the Offer", required=True, help="Untaxed, by the unit of the product."
    )
    lowest_price = OptionalMonetary(
        "Lowest Price Asked Before",
        compute="_compute_lowest_price",
        help="Lowest untaxed price of confirmed orders in the days before the campaign"
        " that the rule names, by the unit of the product.",
    )
    note = fields.Char(
        "Where the Base Price Comes from",
        help="Needed where nothing was ordered in the days before.",
    )

    _prices_in_order = models.Constraint(
        f"CHECK (offer_price >= 0 AND offer_price < base_price"
        f" AND base_price <= {LARGEST})",
        "The offer lies below its base price.",
    )
    _once = models.Constraint(
        "UNIQUE (campaign_id, product_id)", "The product is on offer already."
    )

    list_price = fields.Monetary(
        "Untaxed List Price",
        compute="_compute_list_price",
        help="Where nothing was ordered in the days before, the base price is no more.",
    )

    @api.depends("product_id.lst_price", "campaign_id.date_from")
    def _compute_list_price(self):
        today = fields.Date.context_today(self)
        for offer in self:
            company = offer.company_id
            # sudo: what is listed counts, whatever the user may read of taxes
            product = offer.product_id.sudo().with_company(company)
            taxes = product.taxes_id._filter_taxes_by_company(company)
            listed = taxes.compute_all(product.lst_price, product=product)
            offer.list_price = product.currency_id._convert(
                listed["total_excluded"],
                offer.currency_id,
                company,
                offer.campaign_id.date_from or today,
            )

    @api.depends("product_id", "campaign_id.date_from", "campaign_id.company_id")
    def _compute_lowest_price(self):
        lowest = self._origin._lowest_prices()
        for offer in self:
            offer.lowest_price = lowest.get(offer._origin.id, False)

    def _lowest_prices(self):
        """{id: lowest price of the days before}, for those whose product was ordered."""
        windows = self._windows()
        if not windows:
            return {}
        # sudo: what was ordered counts, whatever the user may see of orders
        revenue = self.env["mkt.revenue"].sudo()
        ordered = revenue.with_context(mkt_revenue_basis="ordered")._table_query
        self.env.flush_all()
        ids, products, companies, firsts, stops = zip(*windows, strict=True)
        # raw: a minimum of a quotient, for windows that differ by offer
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT shown.id, MIN(ordered.amount / ordered.quantity)
                    FROM unnest(%s::integer[], %s::integer[], %s::integer[],
                        %s::date[], %s::date[])
                        AS shown (id, product_id, company_id, first_day, stop)
                    JOIN (%s) AS ordered ON ordered.product_id = shown.product_id
                        AND ordered.company_id = shown.company_id
                        AND ordered.date >= shown.first_day
                        AND ordered.date < shown.stop
                    -- what is given away has no price
                    WHERE ordered.quantity > 0 AND ordered.amount > 0
                    GROUP BY shown.id
                    """,
                    list(ids),
                    list(products),
                    list(companies),
                    list(firsts),
                    list(stops),
                    ordered,
                )
            )
        )

    def _windows(self):
        """Of each offer: id, product, company, first day and end of the days before."""
        windows = []
        # sudo: the days are the campaign's, whatever the user may read of it
        for campaign, offers in self.sudo().grouped("campaign_id").items():
            company = campaign.company_id
            rule = self.env["mkt.promotion.rule"]._of(company)
            first = campaign.date_from - timedelta(days=rule.base_price_days)
            windows += [
                (offer.id, offer.product_id.id, company.id, first, campaign.date_from)
                for offer in offers
            ]
        return windows

    def _check_base_price(self):
        """Raise UserError where a discount is counted from more than was asked before."""
        for offer in self:
            if offer.lowest_price is False:
                offer._check_listed()
            elif (
                offer.currency_id.compare_amounts(offer.base_price, offer.lowest_price)
                > 0
            ):
                raise UserError(
                    self.env._(
                        "%(product)s: the base price, %(base)s, is more than the lowest"
                        " price of the days before, %(lowest)s.",
                        product=offer.product_id.display_name,
                        base=offer.currency_id.format(offer.base_price),
                        lowest=offer.currency_id.format(offer.lowest_price),
                    )
                )

    def _check_listed(self):
        """Raise UserError where a price that nobody paid is not one that was asked."""
        if is_blank(self.note or ""):
            raise UserError(
                self.env._(
                    "%(product)s was not ordered in the days before the campaign: say"
                    " where its base price comes from.",
                    product=self.product_id.display_name,
                )
            )
        if self.currency_id.compare_amounts(self.base_price, self.list_price) > 0:
            raise UserError(
                self.env._(
                    "%(product)s was not ordered in the days before the campaign: its"
                    " base price, %(base)s, cannot be more than its list price without"
                    " tax, %(listed)s. Lower it, or have the list price corrected.",
                    product=self.product_id.display_name,
                    base=self.currency_id.format(self.base_price),
                    listed=self.currency_id.format(self.list_price),
                )
            )
