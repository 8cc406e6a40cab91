from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.amount import LARGEST
from ...tools.deletion import guards_deletion
from ...tools.optional import OptionalFloat
from ...tools.text import title_of

# who sees by what an amount is worked out: whoever knows it and the amount knows the grade
JUDGES = "marketing_office.group_director,marketing_office.group_leadership"


class Incentive(models.Model):
    """What a person gets for a round; Finance sees the amounts, and no judgement."""

    _name = "mkt.incentive"
    _description = "Incentive"
    _inherit = ["mkt.governed.mixin", "mkt.appraised.mixin"]
    _order = "date_from desc, user_id, id"
    _governed = (
        *("round_id", "appraisal_id", "team_id", "user_id", "state", "paid_before"),
        "team_amount",
        *("days_share", "confirmed_on", "confirmed_by_id", "paid_on"),
    )
    _finished = {"confirmed": ("note",), "paid": (), "cancelled": ()}

    round_id = fields.Many2one(
        "mkt.appraisal.round",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="round_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    period_id = fields.Many2one(
        related="round_id.period_id", store=True, precompute=True
    )
    date_from = fields.Date(
        related="round_id.date_from", store=True, precompute=True, string="Period From"
    )
    round_state = fields.Selection(
        related="round_id.state", store=True, precompute=True, string="Round State"
    )
    appraisal_id = fields.Many2one(
        "mkt.appraisal",
        "Scorecard",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    team_id = fields.Many2one(
        "mkt.incentive.team",
        "Team Incentive",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users",
        "Person",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    employee_number = fields.Char(compute="_compute_employee_number")
    base = fields.Monetary(
        required=True,
        default=0,
        groups=JUDGES,
        help="What a coefficient of 1 brings for a whole period.",
    )
    own_base = fields.Monetary(
        "My Base",
        compute="_compute_own_base",
        help="What a coefficient of 1 brings you for a whole period.",
    )
    days_share = OptionalFloat(
        "Share of Days (%)",
        digits=(16, 2),
        readonly=True,
        aggregator=None,
        default=100,
    )
    paid_before = fields.Monetary(
        "Confirmed before",
        readonly=True,
        default=0,
        copy=False,
        help="For the same scorecard, before an appeal or a late change raised it.",
    )
    team_amount = fields.Monetary(
        "Part of the Team's", readonly=True, default=0, copy=False
    )
    amount = fields.Monetary(
        compute="_compute_amount", store=True, precompute=True, required=True
    )
    state = fields.Selection(
        [
            ("draft", "Not Confirmed Yet"),
            ("confirmed", "Confirmed"),
            ("paid", "Handed to Payroll"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
    )
    confirmed_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    confirmed_on = fields.Date(readonly=True)
    paid_on = fields.Date("Handed over on", readonly=True)
    note = fields.Char()

    _amounts_sensible = models.Constraint(
        f"CHECK (base BETWEEN 0 AND {LARGEST} AND amount BETWEEN 0 AND {LARGEST})",
        "Amounts are not negative, nor too large.",
    )

    @api.depends("user_id", "period_id", "team_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for incentive in self:
            # sudo: who has a part reads for which team's result
            team = incentive.sudo().team_id
            incentive.display_name = title_of(
                incentive.user_id.name, team.name, incentive.period_id.display_name
            )

    @api.depends("base", "user_id")
    @api.depends_context("uid")
    def _compute_own_base(self):
        for incentive in self:
            mine = incentive.user_id == self.env.user
            # sudo: people know their own base, which is kept from Finance
            incentive.own_base = mine and incentive.sudo().base

    @api.depends(
        "base",
        "days_share",
        "paid_before",
        "team_amount",
        "state",
        "round_state",
        "round_id.incentive_kind",
        "appraisal_id.coefficient",
        "appraisal_id.grade_amount",
    )
    def _compute_amount(self):
        for incentive in self:
            if incentive.team_id:
                incentive.amount = incentive.team_amount
                continue
            if incentive.state != "draft":
                # as it was confirmed
                incentive.amount = incentive.amount
                continue
            due = max(0, incentive._entitled() - incentive.paid_before)
            incentive.amount = incentive.currency_id.round(due)

    def _entitled(self):
        """What the scorecard brings for the days present; nothing before the release."""
        if self.round_state not in ("released", "closed"):
            return 0.0
        card = self.appraisal_id
        return self._brought(card.coefficient, card.grade_amount)

    def _brought(self, coefficient, grade_amount):
        """What so much brings for the days present; a missing one brings nothing."""
        by_grade = self.round_id.incentive_kind == "amount"
        whole = grade_amount if by_grade else self.base * coefficient
        return whole * self.days_share / 100

    def _gain(self, before, after):
        """What another grade would add to a scorecard's incentives; as superuser.

        What is confirmed is not taken back.
        """
        paid = sum(i.amount for i in self if i.state in ("confirmed", "paid"))
        last = self.sorted("id")[-1]
        due_before, due_after = (
            max(0, last._brought(grade.coefficient, grade.amount) - paid)
            for grade in (before, after)
        )
        return last.currency_id.round(due_after - due_before)

    @api.depends("user_id", "company_id")
    def _compute_employee_number(self):
        # sudo: the number by which payroll knows the person, and nothing else of the file
        employees = self.env["hr.employee"].sudo()
        found = employees.search([("user_id", "in", self.user_id.ids)])
        numbers = {
            (e.user_id.id, e.company_id.id): e.barcode or str(e.id) for e in found
        }
        for incentive in self:
            incentive.employee_number = numbers.get(
                (incentive.user_id.id, incentive.company_id.id), False
            )

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
            for incentive in self:
                if incentive.user_id == self.env.user:
                    raise AccessError(
                        self.env._("Nobody sets the base of their own incentive.")
                    )
            if "base" in vals and self - self._decidable():
                raise AccessError(
                    self.env._(
                        "The Director sets the base, and the Director's the leadership."
                    )
                )
        return super().write(vals)

    @guards_deletion
    def _unlink_except_draft(self):
        for incentive in self:
            parts = incentive.appraisal_id or incentive.team_id
            if incentive.state != "draft" or parts:
                raise UserError(
                    self.env._(
                        "%s stays on record.",
                        incentive.display_name,
                    )
                )

    def action_cancel(self, reason):
        """Take back what was confirmed and not yet handed over; the pool has it again."""
        self.ensure_one()
        self.check_access("read")
        reason = self._check_reason(reason)
        # sudo: rounds are read by all members; who confirms also takes back
        appraisal_round = self.sudo().round_id
        appraisal_round.with_user(self.env.user)._check_may_confirm()
        if self.user_id == self.env.user:
            raise AccessError(self.env._("Nobody decides on their own incentive."))
        appraisal_round._pool()._take_turn()
        self.env.invalidate_all()
        self._check_state("draft", "confirmed")
        # sudo: bookings and states are governed; checked above
        incentive = self.sudo()
        if incentive.state == "confirmed":
            appraisal_round._book_pool("release", incentive.amount)
        incentive.write({"state": "cancelled", "note": reason})

    def action_open_cancel(self):
        """The dialog that asks why an incentive is taken back."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Cancel the Incentive"),
            "res_model": "mkt.appraisal.step",
            "views": [[False, "form"]],
            "target": "new",
            "context": {"default_incentive_id": self.id, "default_step": "cancel"},
        }
