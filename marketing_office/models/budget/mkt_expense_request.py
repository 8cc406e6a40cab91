from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.amount import LARGEST
from ...tools.text import is_blank


class ExpenseRequest(models.Model):
    """Money asked for before it is spent: approval reserves, settlement spends."""

    _name = "mkt.expense.request"
    _description = "Expense Request"
    _inherit = [
        "mkt.approval.mixin",
        "mkt.numbered.mixin",
        "mail.thread",
        "mkt.coordination.mixin",
    ]
    _finished = {
        "approved": ("settlement_ids", "execution_ids"),
        "settled": (),
        "cancelled": (),
    }
    _order = "id desc"
    _rec_names_search = ["number", "name"]
    _check_company_auto = True
    _governed = (
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

    number = fields.Char("Request Number")
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
        compute="_compute_line_available",
        currency_field="company_currency_id",
    )
    can_read_line = fields.Boolean(compute="_compute_line_available")
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
        "ir.attachment",
        string="Supporting Documents",
        copy=False,
        bypass_search_access=True,
    )
    execution_ids = fields.Many2many(
        "ir.attachment",
        "mkt_expense_request_execution_rel",
        string="Proof of Execution",
        copy=False,
        bypass_search_access=True,
        help="What shows that the money was spent on what was approved.",
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
        tracking=True,
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

    _amount_sensible = models.Constraint(
        f"CHECK (amount > 0 AND amount <= {LARGEST})",
        "Ask for an amount above zero, and at most 1,000,000,000,000.",
    )

    @api.depends("line_id.available")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_line_available(self):
        readable = self.line_id._origin._filtered_access("read")
        for request in self:
            line = request.line_id._origin & readable
            request.line_available = line.available
            request.can_read_line = bool(line)

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

    @api.depends("number", "name")
    def _compute_display_name(self):
        for request in self:
            request.display_name = " ".join(
                filter(None, (request.number, request.name))
            )

    @api.model_create_multi
    def create(self, vals_list):
        requests = super().create(vals_list)
        for request in requests:
            files = request.evidence_ids | request.execution_ids
            files._mkt_belong_to(request)
        return requests

    def write(self, vals):
        result = super().write(vals)
        if {"evidence_ids", "execution_ids"} & vals.keys():
            for request in self:
                files = request.evidence_ids | request.execution_ids
                files._mkt_belong_to(request)
        return result

    def _check_files_may_change(self):
        """Raise UserError where offers and receipts stay as they are."""
        self.ensure_one()
        if self.state != "draft":
            self._refuse_file_change()

    def _refuse_file_change(self):
        raise UserError(
            self.env._(
                "%(request)s was submitted or settled with this file: it stays as"
                " it is.",
                request=self.display_name,
            )
        )

    # ------------------------------------------------------------- approval

    def _approval_kinds(self):
        return ["expense", "overrun"] if self.needs_overrun else ["expense"]

    def _approval_amount(self):
        return self.company_amount

    def _approval_requesters(self):
        return super()._approval_requesters() | self.user_id

    def _check_submission(self):
        if not self.line_id:
            raise UserError(self.env._("Choose the budget line first."))
        if not self.line_id.has_access("read"):
            raise UserError(
                self.env._("This budget line is not one that you may spend on.")
            )
        self._check_reasoned()
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

    def _check_reasoned(self):
        """Raise UserError where the request lacks its reason, or its category's evidence."""
        if is_blank(self.description or ""):
            raise UserError(
                self.env._(
                    "%(request)s: say why the money is needed.",
                    request=self.display_name,
                )
            )
        # sudo: what the category asks for, whatever the user may read
        category = self.sudo().category_id
        if category.needs_evidence and not self.evidence_ids:
            raise UserError(
                self.env._(
                    "%(request)s: add evidence, such as an offer or a contract;"
                    " %(category)s are not approved without it.",
                    request=self.display_name,
                    category=category.name,
                )
            )

    def _check_charge(self):
        """Raise UserError where what the request is charged to takes no expenses."""

    def _check_not_cancelled(self, document):
        """Raise UserError where the document that the request pays for was cancelled."""
        if document.state == "cancelled":
            raise UserError(
                self.env._(
                    "%(document)s was cancelled: nothing is spent on it any more.",
                    document=document.display_name,
                )
            )

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
        # sudo: whoever decides has the lines alone, whatever they may read
        self.sudo().line_id._take_turn()

    def _on_approved(self):
        self._check_charge()
        amount = self.company_amount
        if self.needs_overrun and (excess := amount - self.line_id.available) > 0:
            self._book_for(self, "adjust", excess, self.approval_round)
        self._book_for(
            self,
            "reserve",
            amount,
            self.approval_round,
            spent_on=self.date,
            currency_id=self.currency_id.id,
            currency_amount=self.amount,
        )

    # ------------------------------------------------------------- for a document

    @api.model
    def _draft_for(self, document, link, category, **vals):
        """A draft of the user's for what a document costs, and the action that shows it.

        `link` is the governed field that names the document, `category` the code of the
        budget category. The caller has checked that the user may spend on it.
        """
        request = self.create(
            {
                "company_id": document.company_id.id,
                "currency_id": document.currency_id.id,
                "line_id": self._line_of_today(document.company_id, category).id,
                **vals,
            }
        )
        if is_blank(request.description or ""):
            request.description = document.display_name
        # sudo: only the document's action says what a request pays for
        request.sudo()[link] = document
        return request._get_records_action()

    def _line_of_today(self, company, category):
        """The category's line that the user may spend on today, if there is one."""
        today = company._mkt_today()
        return self.env["mkt.budget.line"].search(
            [
                ("company_id", "=", company.id),
                ("category_id.code", "=", category),
                ("state", "=", "approved"),
                ("date_from", "<=", today),
                ("date_to", ">=", today),
            ],
            limit=1,
        )
