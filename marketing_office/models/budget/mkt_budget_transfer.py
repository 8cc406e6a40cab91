from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.amount import LARGEST


class BudgetTransfer(models.Model):
    """Money that goes from one approved budget line to another."""

    _name = "mkt.budget.transfer"
    _description = "Budget Transfer"
    _inherit = ["mkt.approval.mixin", "mail.thread"]
    _finished = {"approved": ()}
    _order = "id desc"
    _check_company_auto = True
    _fixed_after_creation = ("company_id",)
    _approval_content = ("from_line_id", "to_line_id", "amount", "reason")

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    from_line_id = fields.Many2one(
        "mkt.budget.line",
        "From Budget Line",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('state', '=', 'approved'), ('company_id', '=', company_id)]",
    )
    from_available = fields.Monetary("Left", compute="_compute_from_available")
    can_read_from_line = fields.Boolean(compute="_compute_from_available")
    to_line_id = fields.Many2one(
        "mkt.budget.line",
        "To Budget Line",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('state', '=', 'approved'), ('company_id', '=', company_id),"
        " ('id', '!=', from_line_id)]",
    )
    amount = fields.Monetary(required=True)
    reason = fields.Char(required=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("refused", "Refused"),
        ],
        required=True,
        readonly=True,
        tracking=True,
        default="draft",
        copy=False,
        index=True,
    )

    _amount_sensible = models.Constraint(
        f"CHECK (amount > 0 AND amount <= {LARGEST})",
        "Transfer an amount above zero, and at most 1,000,000,000,000.",
    )

    @api.depends("from_line_id.available")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_from_available(self):
        readable = self.from_line_id._origin._filtered_access("read")
        for transfer in self:
            line = transfer.from_line_id._origin & readable
            transfer.from_available = line.available
            transfer.can_read_from_line = bool(line)

    @api.depends("from_line_id", "to_line_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        # sudo: names of the lines, whatever the reader may see of them
        for transfer in self.sudo():
            lines = transfer.from_line_id, transfer.to_line_id
            transfer.display_name = " → ".join(
                line.display_name for line in lines if line
            )

    @api.constrains("from_line_id", "to_line_id")
    def _check_lines(self):
        for transfer in self:
            source, target = transfer.from_line_id, transfer.to_line_id
            if source == target:
                raise ValidationError(
                    self.env._("A transfer goes to another budget line.")
                )
            if source.period_id != target.period_id:
                raise ValidationError(
                    self.env._("A transfer stays within one budget period.")
                )

    def _approval_kinds(self):
        return ["transfer"]

    def _approval_amount(self):
        return self.amount

    def _check_submission(self):
        if not (self.from_line_id | self.to_line_id).has_access("read"):
            raise UserError(
                self.env._("This budget line is not one that you may spend on.")
            )
        self._check_open()
        # sudo: what the line has left decides, whatever the user may read
        self.from_line_id.sudo()._check_room(self.amount)

    def _before_decision(self):
        # sudo: whoever decides has the lines alone, whatever they may read
        transfers = self.sudo()
        (transfers.from_line_id | transfers.to_line_id)._take_turn()

    def _on_approved(self):
        self._check_open()
        vals = {"res_model": self._name, "res_id": self.id}
        key = f"{self._name},{self.id}"
        self.from_line_id._book("transfer", -self.amount, f"{key}:out", **vals)
        self.to_line_id._book("transfer", self.amount, f"{key}:in", **vals)
        self.to_line_id._free_overrun()

    def _check_open(self):
        # sudo: whether the lines are open decides, whatever the user may read
        for line in self.sudo().from_line_id | self.sudo().to_line_id:
            line._check_may_spend()
