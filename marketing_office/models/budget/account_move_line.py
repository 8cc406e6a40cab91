from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .account_move import PURCHASES


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    mkt_expense_request_id = fields.Many2one(
        "mkt.expense.request",
        "Expense Request",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        check_company=True,
        domain="[('state', 'in', ('approved', 'settled')),"
        " ('company_id', '=', company_id)]",
        help="Posting the bill spends what was reserved for the request: the amount"
        " without tax, and such tax as cannot be deducted.",
    )
    mkt_cost = fields.Monetary(
        "Counted as Spent",
        compute="_compute_mkt_cost",
        currency_field="company_currency_id",
        help="The amount without tax, and such tax as cannot be deducted.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._mkt_book_spending()
        return lines

    def write(self, vals):
        if "mkt_expense_request_id" in vals:
            for line in self:
                if line.parent_state == "posted":
                    raise UserError(
                        self.env._("Reset the bill to draft to link it anew.")
                    )
        result = super().write(vals)
        # the host lets accountants change amounts of posted bills as well
        self._mkt_book_spending()
        return result

    def unlink(self):
        # sudo: as in _mkt_book_spending
        lines = self.sudo().filtered("mkt_expense_request_id")
        for line in lines.sorted("balance", reverse=True):
            line.mkt_expense_request_id._sync_spending(line, 0)
        return super().unlink()

    @api.constrains("mkt_expense_request_id")
    def _check_mkt_expense_request(self):
        # sudo: the state of the request decides, whatever the user may read
        for line in self.sudo():
            request = line.mkt_expense_request_id
            if request and line.move_id.move_type not in PURCHASES:
                raise ValidationError(
                    self.env._("Expense requests are settled by vendor bills.")
                )
            if request and request.state not in ("approved", "settled"):
                raise ValidationError(
                    self.env._(
                        "%(request)s has not been approved.",
                        request=request.display_name,
                    )
                )
            if request.settlement_ids.filtered("is_booked"):
                raise ValidationError(
                    self.env._(
                        "%(request)s is settled by receipts: a bill would count twice.",
                        request=request.display_name,
                    )
                )

    def _copy_data_extend_business_fields(self, values):
        # a refund that reverses a bill takes back what the bill has spent
        result = super()._copy_data_extend_business_fields(values)
        values["mkt_expense_request_id"] = self.mkt_expense_request_id.id
        return result

    def _mkt_book_spending(self):
        """Lines of posted bills spend what their requests reserved; others take it back."""
        # sudo: who posts bills need not know the budget, and its ledger follows alone
        lines = (self.sudo() | self.sudo()._mkt_lines_taxed_by()).filtered(
            "mkt_expense_request_id"
        )
        costs = lines._mkt_costs()
        # what frees money comes first: a discount on a bill is no overrun
        more = {m: costs[m][0] if m in costs else -m.balance for m in lines}
        for line in lines.sorted(
            lambda m: (m.mkt_expense_request_id.line_id.id, more[m], m.id)
        ):
            amount, currency_amount = costs.get(line, (0, 0))
            line.mkt_expense_request_id._sync_spending(
                line,
                amount,
                date=line.move_id.invoice_date or line.date,
                currency_id=line.currency_id.id,
                currency_amount=currency_amount,
                rate_date=line.move_id.invoice_date or line.date,
            )

    # ------------------------------------------------------------- cost

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
