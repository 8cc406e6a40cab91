from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.deletion import guards_deletion


class BudgetCategory(models.Model):
    """What the office spends money on."""

    _name = "mkt.budget.category"
    _description = "Budget Category"
    _inherit = ["mkt.shared.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(copy=False)
    sequence = fields.Integer(default=10)
    shared_id = fields.Many2one(
        "mkt.budget.category",
        "Adapted From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    adapted_ids = fields.One2many(
        "mkt.budget.category", "shared_id", context={"active_test": False}
    )
    needs_evidence = fields.Boolean(
        "Evidence Needed",
        help="Expense requests are submitted with an offer, a contract or another file.",
    )
    needs_execution = fields.Boolean(
        "Proof of Execution Needed",
        help="Expense requests are settled with photos, a report or another file that"
        " shows that what was paid for was done.",
    )
    needs_invoice = fields.Boolean(
        "Invoice Needed", help="Receipts are booked with the number of their invoice."
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "This category exists already."
    )

    @guards_deletion
    def _unlink_except_planned(self):
        # sudo: budgets of any company and state, whatever the user may read
        lines = self.env["mkt.budget.line"].sudo().with_context(active_test=False)
        if planned := lines.search([("category_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "%(category)s stands in budgets: archive it instead.",
                    category=planned.category_id.name,
                )
            )
