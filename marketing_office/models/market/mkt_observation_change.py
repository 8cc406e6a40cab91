from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.optional import OptionalFloat

# so many times the price before, or so small a part of it, is rather a slip
FAR = 3


class ObservationChange(models.Model):
    """How a competitor's price has changed; a great change raises its signal by itself."""

    _inherit = "mkt.observation"
    _governed = ("is_in_doubt",)

    price_change = OptionalFloat(
        "Change (%)",
        compute="_compute_price_change",
        digits=(16, 1),
        help="Since the price of the product was last seen before, in the company's"
        " currency.",
    )
    is_in_doubt = fields.Boolean(
        "Implausible Price",
        readonly=True,
        copy=False,
        help="Three times the price seen before or more, or a third of it or less: it"
        " counts once its observer has confirmed it.",
    )

    _by_product = models.Index("(product_id, date, id) WHERE kind = 'price'")

    @api.depends("company_price", "date", "kind", "product_id")
    def _compute_price_change(self):
        self.price_change = False
        changes = self._price_changes()
        for observation in self:
            observation.price_change = changes.get(observation.id, (False, False))[0]

    def _price_changes(self):
        """{id: (change in percent, whether it is the newest price)} of these prices.

        They are compared with prices that nobody doubts.
        """
        if not self.ids:
            return {}
        self.flush_model(["company_price", "date", "is_in_doubt", "kind", "product_id"])
        # raw, because each price is compared with the one before it
        rows = self.env.execute_query(
            SQL(
                """
                SELECT seen.id,
                    100 * (seen.company_price - before.company_price)
                        / before.company_price,
                    NOT EXISTS (
                        SELECT FROM mkt_observation later
                        WHERE later.product_id = seen.product_id
                            AND later.kind = 'price'
                            AND later.is_in_doubt IS NOT TRUE
                            AND (later.date, later.id) > (seen.date, seen.id)
                    )
                FROM mkt_observation seen
                JOIN LATERAL (
                    SELECT earlier.company_price FROM mkt_observation earlier
                    WHERE earlier.product_id = seen.product_id
                        AND earlier.kind = 'price'
                        AND earlier.company_price > 0
                        AND earlier.is_in_doubt IS NOT TRUE
                        AND (earlier.date, earlier.id) < (seen.date, seen.id)
                    ORDER BY earlier.date DESC, earlier.id DESC LIMIT 1
                ) before ON true
                WHERE seen.id IN %s AND seen.kind = 'price'
                """,
                tuple(self.ids),
            )
        )
        return {number: (float(change), newest) for number, change, newest in rows}

    @api.model_create_multi
    def create(self, vals_list):
        observations = super().create(vals_list)
        observations._alert()
        return observations

    def write(self, vals):
        result = super().write(vals)
        if {"price", "currency_id", "date", "kind", "product_id"} & vals.keys():
            self._alert()
        return result

    def action_raise_signal(self):
        self._check_not_in_doubt()
        return super().action_raise_signal()

    def _check_not_in_doubt(self):
        for observation in self:
            if observation.is_in_doubt:
                raise UserError(
                    self.env._(
                        "%(observation)s: confirm the price first, or correct it.",
                        observation=observation.name,
                    )
                )

    def action_confirm_price(self):
        """The price is as strange as it looks: it counts, and alerts."""
        self.check_access("write")
        # sudo: a governed field, after the check above
        self.sudo().is_in_doubt = False
        self._raise_alerts()

    def _alert(self):
        """Doubt what is far from the price before, raise signals of the other prices."""
        far = self._far_prices()
        # sudo: what a correction puts right is doubted no more, whoever observed it
        doubted = self.sudo().search(
            [("is_in_doubt", "=", True), ("product_id", "in", self.product_id.ids)]
        )
        (far - doubted).is_in_doubt = True
        (doubted - far).is_in_doubt = False
        ((self.sudo() | doubted) - far)._raise_alerts()

    def _far_prices(self):
        """Of these prices, and those in doubt, the ones far from the last that is not."""
        # sudo: prices are compared whoever observed them
        prices = self.sudo().search(
            [
                ("product_id", "in", self.product_id.ids),
                ("kind", "=", "price"),
                ("company_price", ">", 0),
            ],
            order="product_id, date, id",
        )
        judged, before, far = set(self.ids), {}, []
        for price in prices:
            last = before.get(price.product_id)
            is_judged = price.id in judged or price.is_in_doubt
            if last and is_judged and not last / FAR < price.company_price < last * FAR:
                far.append(price.id)
            else:
                before[price.product_id] = price.company_price
        return prices.browse(far)

    def _raise_alerts(self):
        """Raise a signal for each price that has changed by more than the setting.

        What a newer price has overtaken is history, unless it is of this month.
        """
        changes = self._price_changes()
        # sudo: the setting, and signals of colleagues, count whoever observed the price
        for observation in self.sudo():
            change, is_newest = changes.get(observation.id, (0, False))
            company = observation.company_id
            is_of_now = observation.date >= company._mkt_today().replace(day=1)
            limit = company.mkt_price_alert
            if (
                (is_newest or is_of_now)
                and abs(change) > limit
                and not observation.signal_ids
            ):
                observation._raise_alert(change, limit)

    def _raise_alert(self, change, limit):
        """The signal of a change in price; called as superuser, for the observer."""
        signals = self.env["mkt.signal"].with_company(self.company_id)
        signals.create(
            {
                "name": self.env._(
                    "%(competitor)s: price of %(product)s %(change)+.1f %%",
                    competitor=self.competitor_id.display_name,
                    product=self.product_id.display_name,
                    change=change,
                ),
                "company_id": self.company_id.id,
                "observation_id": self.id,
                "severity": _severity(change, limit),
                "description": self.env._(
                    "The price was seen at %(price)s; since it was last seen it has"
                    " changed by more than %(limit)g %%.",
                    price=self.currency_id.format(self.price),
                    limit=limit,
                ),
            }
        )


def _severity(change, limit):
    """How serious a change is: the setting, twice and three times it are the steps."""
    if abs(change) > 3 * limit:
        return "critical"
    return "high" if abs(change) > 2 * limit else "normal"
