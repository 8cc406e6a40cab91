from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.text import is_blank
from .mkt_complaint_decision import DECIDING_POSTS

FORUMS = [
    ("negotiation", "Negotiation"),
    ("platform", "Sales Platform"),
    ("association", "Consumer Association"),
    ("authority", "Market Regulator (12315)"),
    ("arbitration", "Arbitration"),
    ("court", "Court"),
]
# the authority handles them apart
FILINGS = [("complaint", "Complaint"), ("report", "Report of a Violation")]
# what says from when to when a forum has its file
FOLLOWED = {
    "kind",
    "dispute_forum",
    "dispute_filing",
    "dispute_accepted_on",
    "dispute_ended_on",
}
# from and until when a forum has its file: once recorded, a manager corrects it
RECORDED = ("dispute_forum", "dispute_accepted_on", "dispute_ended_on")


class ComplaintDispute(models.Model):
    """The file of a dispute, GB/T 19013 (ISO 10003), and what the order says to it."""

    _inherit = "mkt.complaint"

    dispute_forum = fields.Selection(
        FORUMS, string="Forum", copy=False, tracking=True, groups="base.group_user"
    )
    dispute_filing = fields.Selection(
        FILINGS,
        string="Filed as",
        copy=False,
        tracking=True,
        groups="base.group_user",
        help="What the customer has brought before the forum.",
    )
    dispute_reference = fields.Char(
        "File Number", copy=False, tracking=True, groups="base.group_user"
    )
    dispute_accepted_on = fields.Date(
        "Accepted on",
        copy=False,
        index="btree_not_null",
        tracking=True,
        groups="base.group_user",
        help="When the forum accepted it: the statutory time limit is counted from there.",
    )
    dispute_ended_on = fields.Date(
        "Terminated on", copy=False, tracking=True, groups="base.group_user"
    )
    dispute_end_reason = fields.Char(
        "Reason for Termination", copy=False, tracking=True, groups="base.group_user"
    )
    dispute_amount = fields.Monetary(
        "Amount in Dispute", copy=False, tracking=True, groups="base.group_user"
    )
    dispute_deadline = fields.Date(
        "Forum's Deadline", copy=False, tracking=True, groups="base.group_user"
    )
    dispute_result = fields.Text("Result", copy=False, groups="base.group_user")
    statutory_deadline_at = fields.Datetime(
        "Statutory Deadline",
        compute="_compute_statutory_deadline_at",
        store=True,
        groups="base.group_user",
    )
    statutory_last_day = fields.Date(
        compute="_compute_statutory_last_day",
        groups="base.group_user",
        help="The time limit ends with this day.",
    )
    goods_received_on = fields.Date(
        "Goods Received on",
        compute="_compute_goods_received_on",
        store=True,
        readonly=False,
        precompute=True,
        groups="base.group_user",
        help="The day of the order, until you know better: return and warranty are"
        " counted from there.",
    )
    return_until = fields.Date(
        compute="_compute_until",
        groups="base.group_user",
        help="By the hints for decisions; the latest, where several apply.",
    )
    warranty_until = fields.Date(compute="_compute_until", groups="base.group_user")

    _dispute_amount_positive = models.Constraint(
        "CHECK (dispute_amount IS NULL OR dispute_amount >= 0)",
        "The amount in dispute cannot be negative.",
    )
    _dispute_days_in_order = models.Constraint(
        "CHECK (dispute_ended_on IS NULL OR dispute_ended_on >= dispute_accepted_on)",
        "A file is terminated after it was accepted.",
    )

    @api.depends("clock_ids.deadline_at", "clock_ids.metric")
    def _compute_statutory_deadline_at(self):
        for complaint in self:
            clocks = complaint.clock_ids.filtered(lambda c: c.metric == "statutory")
            complaint.statutory_deadline_at = clocks[:1].deadline_at

    @api.depends("statutory_deadline_at", "company_id")
    def _compute_statutory_last_day(self):
        for complaint in self:
            deadline = complaint.statutory_deadline_at
            complaint.statutory_last_day = deadline and complaint._last_day(deadline)

    @api.depends("order_id")
    def _compute_goods_received_on(self):
        for complaint in self:
            # sudo: when the customer ordered, whoever may read orders
            ordered_at = complaint.sudo().order_id.date_order
            zone = complaint.company_id._mkt_zone()
            complaint.goods_received_on = (
                fields.Datetime.context_timestamp(
                    complaint.with_context(tz=zone), ordered_at
                ).date()
                if ordered_at
                else complaint.goods_received_on
            )

    @api.depends("goods_received_on", "kind", "partner_id", "product_id", "company_id")
    def _compute_until(self):
        hints = self.env["mkt.complaint.hint"]._of(self)
        for complaint in self:
            for purpose in ("return", "warranty"):
                days = [
                    hint._until(complaint.goods_received_on)
                    for hint in hints[complaint]
                    if hint.purpose == purpose
                ]
                complaint[f"{purpose}_until"] = max(filter(None, days), default=False)

    @api.constrains(
        "kind",
        "dispute_forum",
        "dispute_reference",
        "dispute_accepted_on",
        "dispute_ended_on",
        "dispute_end_reason",
    )
    def _check_dispute_file(self):
        for complaint in self:
            if problem := complaint._dispute_file_problem():
                raise ValidationError(
                    self.env._(
                        "%(case)s: %(problem)s",
                        case=complaint.display_name,
                        problem=problem,
                    )
                )

    def _dispute_file_problem(self):
        accepted, ended = self.dispute_accepted_on, self.dispute_ended_on
        today = self.company_id._mkt_today()
        if ended and not accepted:
            return self.env._(
                "say when the forum accepted it before it was terminated."
            )
        if not accepted:
            return None
        if self.kind != "dispute":
            return self.env._("what a forum has accepted is a dispute.")
        if not self.dispute_forum or is_blank(self.dispute_reference or ""):
            return self.env._("name the forum that accepted it, and its file number.")
        if max(accepted, ended or accepted) > today:
            return self.env._("a forum does not accept or terminate in the future.")
        if ended and is_blank(self.dispute_end_reason or ""):
            return self.env._("say why the forum terminated its file.")
        return None

    @api.model_create_multi
    def create(self, vals_list):
        complaints = super().create(vals_list)
        # sudo: clocks belong to the system, whoever enters the case
        filed = complaints.sudo().filtered("dispute_ended_on")
        filed.clock_ids._follow_forum()
        return complaints

    def write(self, vals):
        self._check_file_corrected(vals)
        result = super().write(vals)
        if FOLLOWED & vals.keys():
            # sudo: clocks belong to the system, and follow the forum's file
            complaints = self.sudo()
            complaints.clock_ids._follow(complaints, fields.Datetime.now())
            complaints.clock_ids._follow_forum()
        return result

    def _check_file_corrected(self, vals):
        """Raise UserError where others than a manager change what a forum has done."""
        changed = [name for name in RECORDED if name in vals]
        if self.env.su or not changed:
            return
        self.check_access("write")
        for complaint in self.filtered("dispute_accepted_on"):
            recorded = [name for name in changed if complaint[name]]
            user, company = self.env.user, complaint.company_id
            if recorded and not user._mkt_holds(company, *DECIDING_POSTS):
                raise UserError(
                    self.env._(
                        "%(case)s: when and where a forum accepted or terminated its file"
                        " is on record: a manager corrects it.",
                        case=complaint.display_name,
                    )
                )

    def _filed_as(self):
        """What was brought before the forum: a complaint, until somebody says otherwise."""
        return self.dispute_filing or "complaint"

    def _is_before_a_forum(self):
        return self.kind == "dispute" and bool(self.dispute_accepted_on)

    def _forum_ended_at(self):
        """The end of the day on which the forum terminated its file."""
        day = self.dispute_ended_on + timedelta(days=1)
        return self.env["mkt.period"]._midnight(self.company_id, day)

    def _check_closing(self):
        result = super()._check_closing()
        self._check_forum_done()
        return result

    def _check_forum_done(self):
        """Raise UserError where a forum still has its file."""
        for complaint in self:
            if complaint._is_before_a_forum() and not complaint.dispute_ended_on:
                raise UserError(
                    self.env._(
                        "%(case)s: record when and why the forum terminated its file"
                        " first.",
                        case=complaint.display_name,
                    )
                )
