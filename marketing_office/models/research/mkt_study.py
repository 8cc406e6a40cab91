from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.text import is_blank

# while these last, questionnaires, interviews, analyses and findings come in
OPEN_STATES = "approved", "fieldwork", "analysis"


class Study(models.Model):
    """A question about the market and how it is answered."""

    _name = "mkt.study"
    _description = "Research Study"
    _inherit = ["mkt.approval.mixin", "mail.thread", "mkt.coordination.mixin"]
    _finished = {"reported": (), "cancelled": ()}
    _order = "id desc"
    _check_company_auto = True
    _governed = ("cancel_reason", "reported_at")
    _fixed_after_creation = ("company_id",)
    _approval_content = (
        "name",
        "question",
        "need",
        "by_questionnaire",
        "by_interview",
        "by_competitor_analysis",
        "sample_planned",
        "planned_cost",
        "segment_ids",
        "date_from",
        "date_to",
    )

    name = fields.Char("Study", required=True, tracking=True)
    question = fields.Text("Research Question")
    need = fields.Text("Decision Served", help="Which decision the answer is for.")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        tracking=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    segment_ids = fields.Many2many("mkt.segment", string="Segments", check_company=True)
    by_questionnaire = fields.Boolean("Questionnaire Survey")
    by_interview = fields.Boolean("Interviewing")
    by_competitor_analysis = fields.Boolean("Competitor Analysis")
    date_from = fields.Date(
        "Begins on", required=True, default=lambda self: self.env.company._mkt_today()
    )
    date_to = fields.Date("Ends on", required=True)
    sample_planned = fields.Integer(
        "Planned Sample", help="Answers and interviews together."
    )
    sample_reached = fields.Integer(compute="_compute_sample_reached")
    currency_id = fields.Many2one(related="company_id.currency_id")
    planned_cost = fields.Monetary()
    interview_ids = fields.One2many(
        "mkt.interview", "study_id", groups="base.group_user"
    )
    interview_count = fields.Integer(
        "Interviews Held", compute="_compute_interview_count", compute_sudo=True
    )
    analysis_ids = fields.One2many(
        "mkt.competitor.analysis", "study_id", groups="base.group_user"
    )
    finding_ids = fields.One2many("mkt.finding", "study_id", "Research Findings")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("fieldwork", "Fieldwork"),
            ("analysis", "Analysis"),
            ("reported", "Reported"),
            ("refused", "Refused"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )
    reported_at = fields.Datetime("Reported on", readonly=True, copy=False)
    cancel_reason = fields.Char(readonly=True, copy=False)

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A study ends on or after its first day."
    )
    _not_negative = models.Constraint(
        "CHECK (sample_planned >= 0 AND planned_cost >= 0)",
        "The sample and the cost cannot be negative.",
    )

    @api.depends("interview_ids.is_held")
    def _compute_interview_count(self):
        held = dict(
            self.env["mkt.interview"]._read_group(
                [("study_id", "in", self.ids), ("is_held", "=", True)],
                ["study_id"],
                ["__count"],
            )
        )
        for study in self:
            study.interview_count = held.get(study._origin, 0)

    @api.depends("answer_count", "interview_count")
    def _compute_sample_reached(self):
        for study in self:
            study.sample_reached = study.answer_count + study.interview_count

    @api.constrains("company_id", "user_id")
    def _check_responsible(self):
        for study in self:
            if study.company_id not in study.user_id.company_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s does not work in %(company)s.",
                        user=study.user_id.name,
                        company=study.company_id.name,
                    )
                )

    # ------------------------------------------------------------- approval

    def _approval_kinds(self):
        return ["study"]

    def _approval_amount(self):
        return self.planned_cost

    def _approval_requesters(self):
        return super()._approval_requesters() | self.user_id

    def _check_submission(self):
        if is_blank(self.question or "") or is_blank(self.need or ""):
            raise UserError(
                self.env._(
                    "Say which question the study answers, and for which decision."
                )
            )
        if not (
            self.by_questionnaire or self.by_interview or self.by_competitor_analysis
        ):
            raise UserError(self.env._("Choose at least one method."))
        if (self.by_questionnaire or self.by_interview) and not self.sample_planned:
            raise UserError(self.env._("Plan the sample."))

    # ------------------------------------------------------------- steps

    def action_start_fieldwork(self):
        self._take_step(["approved"], "fieldwork")

    def action_start_analysis(self):
        self._take_step(["fieldwork"], "analysis")

    def action_report(self):
        """Close the study with what it found out."""
        self.check_access("write")
        for study in self:
            if "validated" not in study.finding_ids.mapped("state"):
                raise UserError(
                    self.env._(
                        "%(study)s has no validated finding: there is nothing to"
                        " report yet.",
                        study=study.display_name,
                    )
                )
        self._take_step(["analysis"], "reported", reported_at=fields.Datetime.now())

    def action_cancel(self, reason):
        """Give up studies; the reason stays on record."""
        reason = self._check_reason(reason)
        self._take_step(("draft", *OPEN_STATES), "cancelled", cancel_reason=reason)

    def action_open_cancellation(self):
        """The dialog that asks why the study is given up."""
        self.check_access("read")
        return self._open_reason("cancel", self.env._("Cancel Study"))

    def _take_step(self, origins, state, **vals):
        self.check_access("write")
        self._check_state(*origins)
        self._set_state(state, **vals)

    def _check_open(self):
        """Raise UserError unless results of the study may still come in or change."""
        self._check_state(*OPEN_STATES)
