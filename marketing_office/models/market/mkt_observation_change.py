from odoo import api, models
from odoo.tools import SQL

from ...tools.optional import OptionalFloat


class ObservationChange(models.Model):
    """How a competitor's price has changed; a great change raises its signal by itself."""

    _inherit = "mkt.observation"

    price_change = OptionalFloat(
        "Change (%)",
        compute="_compute_price_change",
        digits=(16, 1),
        help="Since the price of the product was last seen before, in the company's"
        " currency.",
    )

    _by_product = models.Index("(product_id, date, id) WHERE kind = 'price'")

    @api.depends("company_price", "date", "kind", "product_id")
    def _compute_price_change(self):
        self.price_change = False
        changes = self._price_changes()
        for observation in self:
            observation.price_change = changes.get(observation.id, (False, False))[0]

    def _price_changes(self):
        """{id: (change in percent, whether it is the newest price)} of these prices."""
        if not self.ids:
            return {}
        self.flush_model(["company_price", "date", "kind", "product_id"])
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
                            AND (later.date, later.id) > (seen.date, seen.id)
                    )
                FROM mkt_observation seen
                JOIN LATERAL (
                    SELECT earlier.company_price FROM mkt_observation earlier
                    WHERE earlier.product_id = seen.product_id
                        AND earlier.kind = 'price'
                        AND earlier.company_price > 0
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

    def _alert(self):
        """Raise a signal for each newest price that has changed by more than the setting."""
        changes = self._price_changes()
        # sudo: the setting, and signals of colleagues, count whoever observed the price
        for observation in self.sudo():
            change, newest = changes.get(observation.id, (0, False))
            limit = observation.company_id.mkt_price_alert
            if newest and abs(change) > limit and not observation.signal_ids:
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
                "description": self.env._(
                    "The price was seen at %(price)s; since it was last seen it has"
                    " changed by more than %(limit)g %%.",
                    price=self.currency_id.format(self.price),
                    limit=limit,
                ),
            }
        )
