from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.amount import LARGEST
from ...tools.einvoice import letters_and_digits, read_einvoice


class ExpenseSettlement(models.Model):
    """A receipt that settles an expense request where no bill is in the accounts."""

    _name = "mkt.expense.settlement"
    _description = "Receipt of an Expense Request"
    _inherit = ["mkt.open.part.mixin"]
    _order = "date, id"
    _governed = ("company_amount", "is_booked", "booked_by_id", "is_void")
    _fixed_after_creation = ("request_id",)

    request_id = fields.Many2one(
        "mkt.expense.request", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="request_id.company_id", store=True, precompute=True, index=True
    )
    name = fields.Char("Receipt", required=True)
    date = fields.Date(
        required=True, default=lambda self: self.env.company._mkt_today()
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    amount = fields.Monetary(required=True)
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    company_amount = fields.Monetary(
        "In Company Currency", currency_field="company_currency_id", readonly=True
    )
    receipt_ids = fields.Many2many(
        "ir.attachment", string="Files", bypass_search_access=True
    )
    invoice_number = fields.Char(
        help="Of the invoice, where there is one: an invoice is used once."
    )
    seller_vat = fields.Char("Seller's Tax ID")
    # of a request that was cancelled: the invoice may be used for another
    is_void = fields.Boolean("Void", readonly=True)
    is_booked = fields.Boolean("Booked", readonly=True)
    booked_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")

    _amount_sensible = models.Constraint(
        f"CHECK (amount > 0 AND amount <= {LARGEST})",
        "Enter the amount of the receipt: above zero, and at most 1,000,000,000,000.",
    )
    _invoice_number_plain = models.Constraint(
        "CHECK (invoice_number ~ '^[0-9A-Z]+$')",
        "An invoice number has digits and the letters A to Z alone.",
    )
    _seller_vat_plain = models.Constraint(
        "CHECK (seller_vat ~ '^[0-9A-Z]+$')",
        "A tax ID has digits and the letters A to Z alone.",
    )
    # as invoice_key() tells them apart
    _invoice_uniq = models.UniqueIndex(
        "(company_id, invoice_number, (CASE WHEN invoice_number ~ '^[0-9]{20}$'"
        " THEN '' ELSE COALESCE(seller_vat, '') END))"
        " WHERE invoice_number IS NOT NULL AND is_void IS NOT TRUE",
        "This invoice stands on a receipt already: an invoice is used once.",
    )

    @api.constrains("date")
    def _check_date(self):
        for settlement in self:
            if settlement.date > settlement.company_id._mkt_today():
                raise ValidationError(
                    self.env._("A receipt is not dated in the future.")
                )

    @api.constrains("receipt_ids", "invoice_number", "seller_vat", "amount")
    def _check_agrees_with_file(self):
        for settlement in self:
            invoice = settlement._read_invoice()
            if invoice and not settlement._says(invoice):
                raise ValidationError(
                    self.env._(
                        "%(receipt)s: by its file it is invoice %(number)s of"
                        " %(seller)s over %(amount)s. Correct number, tax ID and amount,"
                        " or the file.",
                        receipt=settlement.name,
                        number=invoice.number,
                        seller=invoice.seller_vat or invoice.seller,
                        amount=settlement.currency_id.format(invoice.amount),
                    )
                )

    @api.onchange("receipt_ids")
    def _onchange_receipt_ids(self):
        """Take over what the file of an electronic invoice says."""
        if invoice := self._read_invoice():
            self.invoice_number = invoice.number
            self.seller_vat = invoice.seller_vat
            self.amount = invoice.amount
            self.name = self.name or invoice.seller
            self.date = invoice.dated or self.date

    def _read_invoice(self):
        """What the one XML invoice among the files says; None where there is none."""
        # sudo: what the file says counts, whoever reads the receipt
        found = [read_einvoice(file.raw) for file in self.sudo().receipt_ids]
        invoices = {invoice for invoice in found if invoice}
        if len(invoices) > 1:
            raise ValidationError(
                self.env._(
                    "A receipt is for one invoice: enter another for the second."
                )
            )
        invoice = next(iter(invoices), None)
        if invoice:
            self._check_made_out_to_us(invoice)
        return invoice

    def _check_made_out_to_us(self, invoice):
        # sudo: an office of the company may have its invoices made out to the company
        # above, which its people need not have switched on
        companies = self.company_id.sudo().parent_ids
        if not any(invoice.is_made_out_to(each.name, each.vat) for each in companies):
            raise ValidationError(
                self.env._(
                    "Invoice %(number)s is made out to %(buyer)s, not to %(company)s. Ask"
                    " the seller to issue it anew, to this company.",
                    number=invoice.number,
                    buyer=" ".join(filter(None, (invoice.buyer, invoice.buyer_vat))),
                    company=" ".join(
                        filter(None, (self.company_id.name, self.company_id.vat))
                    ),
                )
            )

    def _says(self, invoice):
        return (
            self.invoice_number == invoice.number
            and (self.seller_vat or "") == invoice.seller_vat
            and not self.currency_id.compare_amounts(self.amount, invoice.amount)
        )

    @api.model
    def _with_plain_numbers(self, vals):
        """The values, with numbers as they are compared."""
        plain = {
            name: letters_and_digits(vals[name]) or False
            for name in ("invoice_number", "seller_vat")
            if vals.get(name)
        }
        return {**vals, **plain}

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._with_plain_numbers(vals) for vals in vals_list]
        settlements = super().create(vals_list)
        for settlement in settlements.filtered("receipt_ids"):
            settlement.receipt_ids._mkt_belong_to(settlement)
        return settlements

    def write(self, vals):
        result = super().write(self._with_plain_numbers(vals))
        if "receipt_ids" in vals:
            for settlement in self:
                settlement.receipt_ids._mkt_belong_to(settlement)
        return result

    def _check_files_may_change(self):
        """Raise UserError where the receipt is booked with its files."""
        self.ensure_one()
        if self.is_booked:
            self.request_id._refuse_file_change()

    def _check_document_open(self):
        for settlement in self:
            # sudo: the state decides, whatever the user may read
            if settlement.is_booked or settlement.sudo().request_id.state != "approved":
                raise UserError(
                    self.env._(
                        "Receipts are added to an approved request, and stay as they"
                        " are once they are booked."
                    )
                )
