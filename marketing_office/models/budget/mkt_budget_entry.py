from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.deletion import guards_deletion


class BudgetEntry(models.Model):
    """The ledger behind the counters of the budget lines: only ever added to.

    Nobody has the right to write it; `mkt.budget.line` adds entries by its bookings.
    """

    _name = "mkt.budget.entry"
    _description = "Budget Ledger Entry"
    _inherit = ["mkt.governed.mixin"]
    _order = "date desc, id desc"

    line_id = fields.Many2one(
        "mkt.budget.line", required=True, index=True, ondelete="restrict"
    )
    budget_id = fields.Many2one("mkt.budget", required=True, index=True)
    category_id = fields.Many2one("mkt.budget.category", required=True)
    department_id = fields.Many2one("hr.department", required=True)
    company_id = fields.Many2one("res.company", required=True)
    user_id = fields.Many2one(
        "res.users", "Requested by", index="btree_not_null", ondelete="restrict"
    )
    request_id = fields.Many2one("mkt.expense.request", index="btree_not_null")
    kind = fields.Selection(
        [
            ("reserve", "Reserved"),
            ("release", "Released"),
            ("spend", "Spent"),
            ("transfer", "Transferred"),
            ("give_back", "Given Back"),
            ("adjust", "Overrun"),
        ],
        required=True,
    )
    date = fields.Date(required=True)
    amount = fields.Monetary(
        currency_field="company_currency_id",
        required=True,
        help="In the company's currency; negative where it takes back.",
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    currency_id = fields.Many2one("res.currency", required=True)
    currency_amount = fields.Monetary("Amount in Currency", required=True)
    rate_date = fields.Date("Rate of")
    res_model = fields.Char("Model of the Document")
    res_id = fields.Many2oneReference("Number of the Document", model_field="res_model")
    source_key = fields.Char(required=True, help="Nothing is booked twice.")

    _source_uniq = models.UniqueIndex("(source_key)", "This is booked already.")
    _overview = models.Index("(company_id, date, department_id, category_id)")
    _source = models.Index("(res_model, res_id)")

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("The ledger is only added to."))

    @guards_deletion
    def _unlink_never(self):
        raise UserError(self.env._("The ledger is only added to."))
