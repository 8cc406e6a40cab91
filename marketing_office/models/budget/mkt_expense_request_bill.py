from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

BILLING_GROUP = "account.group_account_invoice"


class ExpenseRequestBill(models.Model):
    """The vendor bill that whoever keeps the accounts registers for a request."""

    _inherit = "mkt.expense.request"

    can_bill = fields.Boolean(compute="_compute_can_bill")
    is_settled_by_receipts = fields.Boolean(compute="_compute_can_bill")

    @api.depends("state", "settlement_ids.is_booked")
    @api.depends_context("uid")
    def _compute_can_bill(self):
        keeps_accounts = self.env.user.has_group(BILLING_GROUP)
        for request in self:
            may_bill = keeps_accounts and request.state == "approved"
            by_receipts = may_bill and request._has_booked_receipts()
            request.is_settled_by_receipts = by_receipts
            request.can_bill = may_bill and not by_receipts

    def _has_booked_receipts(self):
        # sudo: receipts count, whether the user may read them or not
        return any(self.sudo().settlement_ids.mapped("is_booked"))

    def action_register_bill(self):
        """The host's form of a vendor bill, for what the request still reserves."""
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group(BILLING_GROUP):
            raise AccessError(
                self.env._(
                    "Vendor bills are registered by whoever does the invoicing: ask the"
                    " Finance Manager."
                )
            )
        self._check_state("approved")
        if self._has_booked_receipts():
            raise UserError(
                self.env._(
                    "%(request)s is settled by receipts: a bill would count twice.",
                    request=self.display_name,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Vendor Bill"),
            "res_model": "account.move",
            "views": [[False, "form"]],
            "context": self._bill_defaults(),
        }

    def _bill_defaults(self):
        # what is left of a part that was billed already is known in our currency alone
        amount, currency = self.amount, self.currency_id
        if self.spent:
            amount, currency = self.reserved, self.company_currency_id
        line = {
            "name": self.name,
            "quantity": 1,
            "price_unit": amount,
            "mkt_expense_request_id": self.id,
            **self._bill_account(),
        }
        return {
            "default_move_type": "in_invoice",
            "default_currency_id": currency.id,
            "default_invoice_origin": self.number,
            "default_invoice_line_ids": [Command.create(line)],
            "default_company_id": self.company_id.id,
        }

    def _bill_account(self):
        """Account and taxes of the line: the host leaves lines that are defaults without."""
        journals = self.env["account.journal"]
        account = journals.search(
            [
                *journals._check_company_domain(self.company_id),
                ("type", "=", "purchase"),
            ],
            limit=1,
        ).default_account_id
        taxes = account.tax_ids or self.company_id.account_purchase_tax_id
        return {"account_id": account.id, "tax_ids": [Command.set(taxes.ids)]}
