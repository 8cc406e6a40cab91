from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date


class ResCurrency(models.Model):
    _inherit = "res.currency"

    def _mkt_check_rate(self, company, day):
        """Raise UserError unless the company has a rate of the currency on the day.

        The host takes 1 where there is none, which is no rate but a mistake.
        """
        self.ensure_one()
        if self == company.currency_id:
            return
        known = (
            # sudo: that there is a rate is no secret
            self.env["res.currency.rate"]
            .sudo()
            .search_count(
                [
                    ("currency_id", "=", self.id),
                    ("company_id", "in", [company.root_id.id, False]),
                    ("name", "<=", day),
                ],
                limit=1,
            )
        )
        if not known:
            raise UserError(
                self.env._(
                    "There is no exchange rate of %(currency)s for %(date)s: ask"
                    " Accounting to enter one.",
                    currency=self.name,
                    date=format_date(self.env, day),
                )
            )
