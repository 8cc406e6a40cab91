from datetime import timedelta

from odoo import api, fields, models

from ...tools.einvoice import plain_number


class ComplaintTrend(models.Model):
    """Upheld cases that have their cause, or their lot, in common."""

    _inherit = "mkt.complaint"

    lot = fields.Char(
        "Lot or Serial Number",
        index="btree_not_null",
        groups="base.group_user",
        help="Of the product: cases of one lot make a trend.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._with_plain_lot(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._with_plain_lot(vals))

    @api.model
    def _with_plain_lot(self, vals):
        """The values, with the lot as lots are compared."""
        if not vals.get("lot"):
            return vals
        return {**vals, "lot": plain_number(vals["lot"]) or False}

    @api.model
    def _upheld(self, company, since):
        """Domain of the company's upheld cases received from the day on."""
        return [
            ("company_id", "=", company.id),
            ("cause_id", "!=", False),
            ("decision", "in", ("upheld", "partly")),
            # somebody has decided so: what a dialog left behind is a draft
            ("reviewer_id", "!=", False),
            ("state", "!=", "cancelled"),
            ("received_at", ">=", self.env["mkt.period"]._midnight(company, since)),
        ]

    @api.model
    def _upheld_of_late(self, company):
        """Domain of those within the days that make a trend."""
        # sudo: how many days make a trend is a rule of the company, no secret
        days = company.sudo().mkt_recur_days
        return self._upheld(company, company._mkt_today() - timedelta(days=days))
