from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

SETTLING_POSTS = "finance_manager", "director"


class ExpenseRequest(models.Model):
    """Money asked for before it is spent: approval reserves, settlement spends."""

    _name = "mkt.expense.request"
    _description = "Expense Request"
    _inherit = ["mail.thread", "mkt.approval.mixin"]
    _order = "id desc"
    _rec_names_search = ["number", "name"]
    _check_company_auto = True
    _governed = (
        "number",
        "company_amount",
        "rate_date",
        "needs_overrun",
        "cancel_reason",
    )
    _fixed_after_creation = ("company_id", "user_id")
    _approval_content = (
        "name",
        "line_id",
        "date",
        "amount",
        "currency_id",
        "evidence_ids",
        "department_id",
        "description",
    )

    number = fields.Char(
        "Request Number",
        compute="_compute_number",
        store=True,
        copy=False,
        index="trigram",
    )
    name = fields.Char("What For", required=True)
    description = fields.Text()
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        "Requested by",
        required=True,
        index=True,
        default=lambda self: self.env.user,
    )
    department_id = fields.Many2one(
        "hr.department",
        required=True,
        check_company=True,
        default=lambda self: self._default_department_id(),
    )
    line_id = fields.Many2one(
        "mkt.budget.line",
        "Budget Line",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        check_company=True,
        domain="[('state', '=', 'approved'), ('company_id', '=', company_id),"
        " ('date_from', '<=', date), ('date_to', '>=', date)]",
    )
    category_id = fields.Many2one(related="line_id.category_id", store=True)
    line_available = fields.Monetary(
        "Left on the Line",
        related="line_id.available",
        currency_field="company_currency_id",
    )
    date = fields.Date(
        "Expense Date",
        required=True,
        copy=False,
        default=lambda self: self.env.company._mkt_today(),
        help="When the money is spent: a day of the budget's period.",
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
        "In Company Currency",
        currency_field="company_currency_id",
        readonly=True,
        copy=False,
        help="At the rate of the day on which the request was submitted.",
    )
    rate_date = fields.Date("Rate of", readonly=True, copy=False)
    evidence_ids = fields.Many2many(
        "ir.attachment", copy=False, bypass_search_access=True
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("settled", "Settled"),
            ("refused", "Refused"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
        group_expand=True,
    )
    needs_overrun = fields.Boolean("Over Budget", readonly=True, copy=False)
    cancel_reason = fields.Char(readonly=True, copy=False)
    settlement_ids = fields.One2many("mkt.expense.settlement", "request_id", copy=False)
    bill_line_ids = fields.One2many(
        "account.move.line", "mkt_expense_request_id", "Bill Lines", copy=False
    )
    entry_ids = fields.One2many("mkt.budget.entry", "request_id", readonly=True)
    can_settle = fields.Boolean(compute="_compute_can_settle")

    _amount_sensible = models.Constraint(
        "CHECK (amount > 0 AND amount <= 1000000000000)",
        "Ask for an amount above zero that a budget can hold.",
    )

    def _default_department_id(self):
        # sudo: one's own post
        return (
            self.env["mkt.post.assignment"]
            .sudo()
            .search(
                [
                    ("user_id", "=", self.env.uid),
                    ("company_id", "=", self.env.company.id),
                    ("is_active", "=", True),
                    ("department_id", "!=", False),
                ],
                order="role desc, id",
                limit=1,
            )
            .department_id
        )

    @api.depends("company_id")
    def _compute_number(self):
        # sudo: whoever enters a request uses the sequence without reading it
        sequences = self.env["ir.sequence"].sudo()
        for request in self:
            if request.id and not request.number:
                request.number = sequences.next_by_code(request._name)
            else:
                request.number = request.number or False

    @api.depends("number", "name")
    def _compute_display_name(self):
        for request in self:
            request.display_name = " ".join(
                filter(None, (request.number, request.name))
            )

    @api.depends("state", "user_id", "company_id")
    @api.depends_context("uid")
    def _compute_can_settle(self):
        user = self.env.user
        companies = user.mkt_companies(*SETTLING_POSTS)
        for request in self:
            request.can_settle = (
                request.state == "approved"
                and request.user_id != user
                and request.company_id.id in companies
            )

    @api.model_create_multi
    def create(self, vals_list):
        requests = super().create(vals_list)
        for request in requests.filtered("evidence_ids"):
            request.evidence_ids._mkt_belong_to(request)
        return requests

    def write(self, vals):
        result = super().write(vals)
        if "evidence_ids" in vals:
            for request in self:
                request.evidence_ids._mkt_belong_to(request)
        return result

    # ------------------------------------------------------------- approval

    def _approval_kinds(self):
        return ["expense", "overrun"] if self.needs_overrun else ["expense"]

    def _approval_amount(self):
        return self.company_amount

    def _approval_requesters(self):
        return self.user_id | self.submitted_by_id

    def _check_submission(self):
        if not self.line_id:
            raise UserError(self.env._("Choose the budget line first."))
        if not self.line_id.has_access("read"):
            raise UserError(
                self.env._("This budget line is not one that you may spend on.")
            )
        # sudo: what the line has left decides, whatever the user may read
        request = self.sudo()
        request.line_id._check_may_spend(request.date)
        request._check_charge()
        request._check_rate()
        amount = request._in_company_currency(self.amount, self.currency_id)
        # sudo: governed fields, settled here for what is submitted
        request.write(
            {
                "company_amount": amount,
                "rate_date": self.company_id._mkt_today(),
                "needs_overrun": request._is_over(amount),
            }
        )
        if request.needs_overrun and self.company_id.mkt_overbudget == "refuse":
            request.line_id._check_room(amount)

    def _check_charge(self):
        """Raise UserError where what the request is charged to takes no expenses."""

    def _check_rate(self):
        self.currency_id._mkt_check_rate(self.company_id, self.company_id._mkt_today())

    def _in_company_currency(self, amount, currency, day=None):
        company = self.company_id
        return currency._convert(
            amount, company.currency_id, company, day or company._mkt_today()
        )

    def _is_over(self, amount):
        compare = self.company_currency_id.compare_amounts
        return compare(amount, self.line_id.available) > 0

    def _before_decision(self):
        self.env["mkt.budget.line"]._wait_for_turn(
            SQL("SELECT line_id FROM mkt_expense_request WHERE id = ANY(%s)", self.ids)
        )

    def _on_approved(self):
        self._check_charge()
        amount = self.company_amount
        if self.needs_overrun and (excess := amount - self.line_id.available) > 0:
            self._book("adjust", excess)
        self._book(
            "reserve",
            amount,
            spent_on=self.date,
            currency_id=self.currency_id.id,
            currency_amount=self.amount,
        )

    def _book(self, kind, amount, **vals):
        """An entry for the request itself; called as superuser."""
        return self.line_id._book(
            kind,
            amount,
            f"{self._name},{self.id}:{self.approval_round}:{kind}",
            **{**self._entry_vals(), **vals},
        )

    def _entry_vals(self):
        return {
            "request_id": self.id,
            "user_id": self.user_id.id,
            "res_model": self._name,
            "res_id": self.id,
            "rate_date": self.rate_date,
        }
