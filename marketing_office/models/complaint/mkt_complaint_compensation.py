from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.signature import signature


class ComplaintCompensation(models.Model):
    """A compensation that is decided is paid from the budget, by an expense request."""

    _inherit = "mkt.complaint"

    expense_request_ids = fields.One2many(
        "mkt.expense.request",
        "complaint_id",
        readonly=True,
        copy=False,
        groups="base.group_user",
    )
    expense_request_count = fields.Integer(
        compute="_compute_expense_request_count", groups="base.group_user"
    )
    compensation_needs_approval = fields.Boolean(
        compute="_compute_compensation_needs_approval",
        groups="base.group_user",
        help="More than who decides may grant alone, or than a budget line has left.",
    )
    can_request_compensation = fields.Boolean(
        compute="_compute_can_request_compensation", groups="base.group_user"
    )

    @api.depends("expense_request_ids")
    @api.depends_context("uid")
    def _compute_expense_request_count(self):
        for complaint in self:
            complaint.expense_request_count = len(complaint.expense_request_ids)

    @api.depends("compensation_amount", "company_id")
    def _compute_compensation_needs_approval(self):
        bounds = {
            company: self._compensation_bounds(company) for company in self.company_id
        }
        for complaint in self:
            complaint.compensation_needs_approval = complaint._is_beyond(
                complaint.compensation_amount, bounds.get(complaint.company_id, [])
            )

    def _is_beyond(self, amount, bounds):
        compare = self.currency_id.compare_amounts
        return bool(amount) and any(compare(amount, bound) > 0 for bound in bounds)

    @api.model
    def _compensation_bounds(self, company):
        """What may be granted without approval, and what the budget has left."""
        # sudo: the limit is a rule of the company, no secret
        limit = company.sudo().mkt_compensation_limit
        return [limit, *self._available_for_compensations(company)]

    def _awaits_approval_of(self, amount):
        """Whether the amount has to be requested before the case is decided with it."""
        self.ensure_one()
        bounds = self._compensation_bounds(self.company_id)
        return self._is_beyond(amount, bounds) and not self._running_requests()

    @api.model
    def _available_for_compensations(self, company):
        """What the fullest line for compensations has left today, where there is one."""
        today = company._mkt_today()
        # sudo: whether a promise can be kept does not depend on who makes it
        lines = (
            self.env["mkt.budget.line"]
            .sudo()
            .search(
                [
                    ("company_id", "=", company.id),
                    ("category_id.code", "=", "compensation"),
                    ("state", "=", "approved"),
                    ("date_from", "<=", today),
                    ("date_to", ">=", today),
                ]
            )
        )
        return [max(lines.mapped("available"))] if lines else []

    @api.depends(
        "decided_at", "can_reopen", "compensation_amount", "expense_request_ids.state"
    )
    def _compute_can_request_compensation(self):
        # sudo: whether there is a request already, whoever raised it
        requested = self._running_requests().complaint_id
        for complaint in self:
            complaint.can_request_compensation = (
                complaint._compensation_to_pay()
                and complaint not in requested
                and not complaint._is_long_closed()
            )

    def _is_long_closed(self):
        """What was closed long ago is paid for only once it is taken up again."""
        return self.state == "closed" and not self.can_reopen

    def _compensation_to_pay(self):
        """What was decided, or has to be approved before it can be decided; else 0."""
        before = self.state == "responded" and self.compensation_needs_approval
        return self.compensation_amount if self.decided_at or before else 0

    def _running_requests(self):
        # sudo: as the caller says
        requests = self.sudo().expense_request_ids
        return requests.filtered(lambda r: r.state not in ("refused", "cancelled"))

    def _decision_problem(self):
        return super()._decision_problem() or self._compensation_problem()

    def _compensation_problem(self):
        """Why the compensation is not to be promised yet; None where it may be."""
        # sudo: an approval holds whoever may read it
        request = self._running_requests()
        approved = request.filtered(lambda r: r.state in ("approved", "settled"))
        amount = self.currency_id.format(self.compensation_amount)
        if approved:
            granted = approved._in_company_currency(
                approved.amount, approved.currency_id
            )
            if self.currency_id.compare_amounts(granted, self.compensation_amount):
                return self.env._(
                    "%(granted)s was approved, and the decision says %(amount)s: make"
                    " both agree.",
                    granted=self.currency_id.format(granted),
                    amount=amount,
                )
            return None
        if not self.compensation_needs_approval:
            return None
        if request:
            return self.env._(
                "the compensation of %(amount)s waits for its approval (%(request)s): the"
                " customer hears of it afterwards.",
                amount=amount,
                request=request.display_name,
            )
        return self.env._(
            "a compensation of %(amount)s is more than may be granted without approval, or"
            " than the budget has left. Press “Request Compensation” first: the customer"
            " hears of it once it is approved.",
            amount=amount,
        )

    def _signatures(self):
        """Who handled the case, decided on it, and approved what the customer gets."""
        self.ensure_one()
        # sudo: who had a part in it stands on the sheet, whoever prints it
        case = self.sudo()
        steps = case._running_requests().approval_step_ids
        granted = steps.filtered(lambda s: s.state == "approved")[-1:]
        answered = case.responded_at and case.user_id or case.user_id.browse()
        return [
            signature(self.env._("Drawn Up by"), answered, case.responded_at),
            signature(self.env._("Decided by"), case.reviewer_id, case.decided_at),
            signature(
                self.env._("Compensation Approved by"),
                granted.decided_by_id,
                granted.decided_at,
            ),
        ][: 3 if case.compensation_amount else 2]

    def action_view_expense_requests(self):
        """The requests for what was granted in the case."""
        self.ensure_one()
        self.check_access("read")
        return self.expense_request_ids._get_records_action(
            name=self.env._("Expense Requests")
        )

    def action_request_compensation(self):
        """A draft request for the compensation that was decided."""
        self.ensure_one()
        self.check_access("write")
        if self._is_long_closed():
            raise UserError(
                self.env._(
                    "%(case)s was closed too long ago: reopen the matter to ask for a"
                    " compensation.",
                    case=self.display_name,
                )
            )
        if not self.can_request_compensation:
            raise UserError(
                self.env._(
                    "%(case)s: there is no compensation that is decided, or needs"
                    " approval, and is not asked for yet.",
                    case=self.display_name,
                )
            )
        return self.env["mkt.expense.request"]._draft_for(
            self,
            "complaint_id",
            "compensation",
            name=self.env._("Compensation for %(case)s", case=self.number),
            amount=self.compensation_amount,
            description=self.compensation_note,
        )
