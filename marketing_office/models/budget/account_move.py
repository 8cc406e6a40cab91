from odoo import api, models

PURCHASES = "in_invoice", "in_refund", "in_receipt"
# what of a bill decides how much its lines spend, and when
SPENDING = {
    "state",
    "line_ids",
    "invoice_line_ids",
    "currency_id",
    "invoice_currency_rate",
    "invoice_date",
    "date",
}


class AccountMove(models.Model):
    """What the lines of a vendor bill cost: tax that is not deducted is a cost too."""

    _inherit = "account.move"

    def write(self, vals):
        result = super().write(vals)
        if SPENDING & vals.keys():
            purchases = self.filtered(lambda m: m.move_type in PURCHASES)
            purchases.line_ids._mkt_book_spending()
        return result

    def action_post(self):
        self._mkt_take_turn()
        return super().action_post()

    def button_draft(self):
        self._mkt_take_turn()
        return super().button_draft()

    def _mkt_take_turn(self):
        # sudo: who posts bills need not know the budget
        self.sudo().line_ids.mkt_expense_request_id.line_id._take_turn()

    # ------------------------------------------------------------- cost

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
