from odoo import api, fields, models


class AccountMove(models.Model):
    """What the lines of a vendor bill cost: tax that is not deducted is a cost too."""

    _inherit = "account.move"

    def _mkt_undeducted_tax(self):
        """Tax of the bill that is not deducted, in the company's and the bill's currency.

        By bill line. The host books it in sums for the whole bill: each line gets the
        part that it causes, and the largest one what rounding leaves over.
        """
        self.ensure_one()
        booked = self.line_ids.filtered(lambda m: m._mkt_is_undeducted_tax())
        parts = self._mkt_undeducted_parts() if booked else {}
        if not parts:
            return {}
        largest = max(parts, key=lambda line: abs(parts[line][0]))
        company, currency = zip(*parts.values(), strict=True)
        left = (
            sum(booked.mapped("balance")) - sum(company),
            sum(booked.mapped("amount_currency")) - sum(currency),
        )
        parts[largest] = tuple(map(sum, zip(parts[largest], left, strict=True)))
        return parts

    def _mkt_undeducted_parts(self):
        """By bill line: the tax that it causes and that is not deducted."""
        taxes, sign = self.env["account.tax"], self.direction_sign
        base_lines, _tax_lines = self._get_rounded_base_and_tax_lines()
        taxes._add_accounting_data_in_base_lines_tax_details(
            base_lines, self.company_id, include_caba_tags=self.always_tax_exigible
        )
        details = {base["record"]: base["tax_details"] for base in base_lines}
        return {
            line: tuple(
                sign * currency.round(self._mkt_undeducted(line, details[line], name))
                for name, currency in (
                    ("tax_amount", self.company_currency_id),
                    ("tax_amount_currency", self.currency_id),
                )
            )
            for line in self.line_ids.filtered(lambda m: m.display_type == "product")
        }

    @api.model
    def _mkt_undeducted(self, line, details, name):
        undeducted = 0
        for data in details["taxes_data"]:
            # what is for private use deducts nothing; the host leaves fixed taxes out
            fixed = data["tax"].amount_type == "fixed"
            share = 1 if fixed else line.deductible_amount / 100
            undeducted += (1 - share) * data[name]
            undeducted += share * sum(
                part[name]
                for part in data["tax_reps_data"]
                if not part["tax_rep"].use_in_tax_closing
            )
        return undeducted


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    mkt_cost = fields.Monetary(
        "Counted as Spent",
        compute="_compute_mkt_cost",
        currency_field="company_currency_id",
        help="The amount without tax, and such tax as cannot be deducted.",
    )

    @api.depends("balance", "parent_state")
    def _compute_mkt_cost(self):
        costs = self._mkt_costs()
        for line in self:
            line.mkt_cost = costs.get(line, (0, 0))[0]

    def _mkt_costs(self):
        """What posted lines cost, in the company's currency and in the bill's, by line."""
        posted = self.filtered(lambda m: m.parent_state == "posted")
        taxes = {}
        for move in posted.move_id:
            taxes |= move._mkt_undeducted_tax()
        return {
            line: (
                line.company_currency_id.round(line.balance + company),
                line.currency_id.round(line.amount_currency + currency),
            )
            for line in posted
            for company, currency in [taxes.get(line, (0, 0))]
        }

    def _mkt_is_undeducted_tax(self):
        repartition = self.tax_repartition_line_id
        return self.display_type == "non_deductible_tax" or (
            repartition and not repartition.use_in_tax_closing
        )

    def _mkt_lines_taxed_by(self):
        """The lines of posted vendor bills whose tax some of these lines are."""
        taxes = self.filtered(
            lambda m: (
                m.display_type in ("tax", "non_deductible_tax")
                and m.parent_state == "posted"
            )
        )
        return taxes.move_id.filtered(lambda m: m.is_purchase_document(True)).line_ids
