from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.amount import LARGEST


class ExpenseSettlement(models.Model):
    """A receipt that settles an expense request where no bill is in the accounts."""

    _name = "mkt.expense.settlement"
    _description = "Receipt of an Expense Request"
    _inherit = ["mkt.open.part.mixin"]
    _order = "date, id"
    _governed = ("company_amount", "is_booked", "booked_by_id")
    _fixed_after_creation = ("request_id",)

    request_id = fields.Many2one(
        "mkt.expense.request", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="request_id.company_id", store=True, index=True
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
    is_booked = fields.Boolean("Booked", readonly=True)
    booked_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")

    _amount_sensible = models.Constraint(
        f"CHECK (amount > 0 AND amount <= {LARGEST})",
        "Enter the amount of the receipt, above zero.",
    )

    @api.constrains("date")
    def _check_date(self):
        for settlement in self:
            if settlement.date > settlement.company_id._mkt_today():
                raise ValidationError(
                    self.env._("A receipt is not dated in the future.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        settlements = super().create(vals_list)
        for settlement in settlements.filtered("receipt_ids"):
            settlement.receipt_ids._mkt_belong_to(settlement)
        return settlements

    def write(self, vals):
        result = super().write(vals)
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
