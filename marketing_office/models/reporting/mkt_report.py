from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ...tools.deletion import guards_deletion

TO_REVIEW = "marketing_office.mail_activity_type_report_review"
TO_DECIDE = "marketing_office.mail_activity_type_report_decide"
RETURNED = "marketing_office.mail_activity_type_report_returned"
# in these states the analyst writes, and figures are compiled again
WRITING = ("draft", "returned")


class Report(models.Model):
    """A periodic report to the leadership: compiled, written, reviewed, submitted, accepted."""

    _name = "mkt.report"
    _description = "Periodic Report"
    _inherit = ["mkt.governed.mixin", "mail.thread", "mkt.reminder.mixin"]
    # the leadership remarks on what was submitted
    _finished = {"submitted": ("remark_ids",), "accepted": ()}
    _order = "date_from desc, date_to, id desc"
    _check_company_auto = True
    _governed = (
        "state",
        "writer_ids",
        "version",
        "compiled_at",
        "asked_by_id",
        "sections_ready",
        "reviewed_by_id",
        "reviewed_at",
        "submitted_by_id",
        "submitted_at",
        "decided_by_id",
        "decided_at",
        "content_hash",
        "file_ids",
        "files_at",
    )
    _fixed_after_creation = ("company_id", "period_id")

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    period_id = fields.Many2one(
        "mkt.period",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('company_id', '=', company_id), ('is_past', '=', True)]",
    )
    kind = fields.Selection(
        related="period_id.kind", string="Kind of Report", store=True
    )
    date_from = fields.Date(related="period_id.date_from", store=True)
    date_to = fields.Date(related="period_id.date_to", store=True)
    is_frozen = fields.Boolean("Figures Frozen", compute="_compute_is_frozen")
    user_id = fields.Many2one(
        "res.users",
        "Analyst",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
        tracking=True,
    )
    writer_ids = fields.Many2many(
        "res.users",
        string="Texts Written by",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="Since the leadership decided last; they do not review the report.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("reviewed", "Reviewed"),
            ("submitted", "Submitted"),
            ("accepted", "Accepted by the Leadership"),
            ("returned", "Returned by the Leadership"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    version = fields.Integer(readonly=True, copy=False, default=0)
    section_ids = fields.One2many("mkt.report.section", "report_id")
    remark_ids = fields.One2many("mkt.report.remark", "report_id")
    compiled_at = fields.Datetime("Compiled on", readonly=True, copy=False)
    asked_by_id = fields.Many2one(
        "res.users",
        "New Figures Asked for by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    sections_ready = fields.Float("Sections Ready (%)", readonly=True, copy=False)
    reviewed_by_id = fields.Many2one(
        "res.users", "Reviewed by", readonly=True, copy=False, ondelete="restrict"
    )
    reviewed_at = fields.Datetime("Reviewed on", readonly=True, copy=False)
    submitted_by_id = fields.Many2one(
        "res.users", "Submitted by", readonly=True, copy=False, ondelete="restrict"
    )
    submitted_at = fields.Datetime("Submitted on", readonly=True, copy=False)
    decided_by_id = fields.Many2one(
        "res.users", "Decided by", readonly=True, copy=False, ondelete="restrict"
    )
    decided_at = fields.Datetime("Decided on", readonly=True, copy=False)
    content_hash = fields.Char(
        "Check Sum (SHA-256)",
        readonly=True,
        copy=False,
        help="Of all figures and texts as they were submitted.",
    )
    file_ids = fields.Many2many(
        "ir.attachment", string="Issued Files", readonly=True, copy=False
    )
    files_at = fields.Datetime("Files Made on", readonly=True, copy=False)
    moved_count = fields.Integer("Sentences to Check", compute="_compute_moved_count")
    is_outdated = fields.Boolean(
        "Figures Moved",
        compute="_compute_moved_count",
        help="Since the report was compiled.",
    )

    _period_uniq = models.UniqueIndex(
        "(period_id)", "There is a report on this period already."
    )

    @api.depends("kind", "period_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        names = {
            "week": self.env._("Weekly Report"),
            "month": self.env._("Monthly Report"),
            "quarter": self.env._("Quarterly Report"),
            "year": self.env._("Annual Report"),
        }
        for report in self:
            report.display_name = self.env._(
                "%(period)s %(kind)s",
                period=report.period_id.display_name or "",
                kind=names.get(report.kind, ""),
            ).strip()

    @api.depends("period_id.state")
    def _compute_is_frozen(self):
        for report in self:
            report.is_frozen = report.period_id.state == "closed"

    @api.depends("section_ids.narrative", "section_ids.written", "state")
    def _compute_moved_count(self):
        for report in self:
            report.moved_count = sum(report.section_ids.mapped("moved_count"))
            report.is_outdated = report._is_outdated()

    def write(self, vals):
        if "user_id" in vals and not self.env.su:
            # who hands the report to somebody else has had a part in it
            for report in self:
                report._note_writer(report.user_id)
        return super().write(vals)

    def _note_writer(self, user):
        """Record that the user has a part in what will be reviewed."""
        # sudo: a governed field, which follows from what people write
        reports = self.sudo().filtered(lambda r: user not in r.writer_ids)
        # what the system compiles was written by nobody
        if user.id != SUPERUSER_ID:
            reports.write({"writer_ids": [Command.link(user.id)]})

    @guards_deletion
    def _unlink_except_never_submitted(self):
        if report := self.filtered("version")[:1]:
            raise UserError(
                self.env._(
                    "%(report)s has been submitted: it stays on record.",
                    report=report.display_name,
                )
            )

    # ------------------------------------------------------------- the way up

    def action_review(self):
        """The Director, or who stands in, has read the draft and finds it right."""
        self.check_access("read")
        self._check_state(*WRITING)
        for report in self:
            report._check_holds("director", "marketing_manager")
            # sudo: who wrote it counts, whatever the user may read of them
            if self.env.user in report.sudo().writer_ids | report.user_id:
                raise UserError(self.env._("Nobody reviews what they have written."))
            report._check_complete()
        # sudo: governed fields, written after the checks above
        self.sudo().write(
            {
                "state": "reviewed",
                "reviewed_by_id": self.env.uid,
                "reviewed_at": fields.Datetime.now(),
            }
        )
        self.sudo()._forget_reminders(TO_REVIEW)
        self.sudo()._forget_reminders(RETURNED)

    def action_rework(self):
        """What was reviewed goes back to the analyst."""
        self.check_access("read")
        self._check_state("reviewed")
        for report in self:
            report._check_holds("director", "marketing_manager", "report_analyst")
        self._set_state("draft", reviewed_by_id=False, reviewed_at=False)

    def action_submit(self):
        """Hand the reviewed report to the leadership: from here on nothing of it changes."""
        self.check_access("read")
        self._check_state("reviewed")
        for report in self:
            report._check_holds("director", "report_analyst")
            if not report.is_frozen:
                raise UserError(
                    self.env._(
                        "%(period)s is still open: close it first, so that its figures"
                        " are frozen.",
                        period=report.period_id.display_name,
                    )
                )
            # sudo: figures are written by the system; checked above
            report.sudo()._compile()
            report._check_complete()
            report.sudo().write(
                {
                    "state": "submitted",
                    "version": report.version + 1,
                    "submitted_by_id": self.env.uid,
                    "submitted_at": fields.Datetime.now(),
                    "decided_by_id": False,
                    "decided_at": False,
                    "files_at": False,
                    "content_hash": report._content_hash(),
                }
            )
            # sudo: whoever decides is told, whatever the user may see of them
            holders = (
                self.env["mkt.post.assignment"]
                .sudo()
                ._holders(report.company_id, "leadership")
            )
            report.sudo()._remind(
                dict.fromkeys(holders.filtered("active"), report.sudo()), TO_DECIDE
            )
        self.env.ref("marketing_office.ir_cron_issue_reports").sudo()._trigger()

    def action_accept(self):
        """The leadership accepts the report; its remarks become tasks."""
        self._decide("accepted")

    def action_return(self):
        """The leadership wants it done again, and has said what."""
        self._check_may_decide()
        for report in self:
            if not report.remark_ids.filtered(lambda r: not r.is_given):
                raise UserError(
                    self.env._(
                        "Say in a remark what is to be done before you return it."
                    )
                )
        self._decide("returned")

    def _check_may_decide(self):
        """Raise unless the leadership, which did not submit them, decides on the reports."""
        self.check_access("read")
        self._check_state("submitted")
        for report in self:
            report._check_holds("leadership")
            if report.submitted_by_id == self.env.user:
                raise UserError(
                    self.env._("Nobody decides on what they have submitted.")
                )

    def _decide(self, state):
        self._check_may_decide()
        self._set_state(
            state,
            decided_by_id=self.env.uid,
            decided_at=fields.Datetime.now(),
            writer_ids=[Command.clear()],
        )
        # sudo: reminders and tasks are the system's
        reports = self.sudo()
        reports._forget_reminders(TO_DECIDE)
        reports.remark_ids.filtered(lambda r: not r.is_given)._give()
        if state == "returned":
            for report in reports:
                report._remind({report.user_id: report}, RETURNED)

    def _check_holds(self, *codes):
        """Raise AccessError unless the user holds one of the posts in the company."""
        if not (self.env.su or self.env.user._mkt_holds(self.company_id, *codes)):
            self._raise_not_ones_post()

    def _raise_not_ones_post(self):
        raise AccessError(
            self.env._(
                "%(report)s: this step is not one of your post.",
                report=self.display_name,
            )
        )

    def _check_complete(self):
        """Raise UserError where texts cite figures that are not there or have moved."""
        if unknown := self.section_ids._unknown_tags():
            raise UserError(
                self.env._(
                    "No figure has this name: %(tags)s. Write the name as the table has"
                    " it.",
                    tags=", ".join(unknown),
                )
            )
        if self.moved_count:
            raise UserError(
                self.env._(
                    "Figures have moved since these sentences were written, read them"
                    " again: %(sentences)s",
                    sentences=" / ".join(sum(self.section_ids._moved().values(), [])),
                )
            )

    def _reminder_deadline(self):
        return self.company_id._mkt_today()

    def _check_files_may_change(self):
        # what was issued stays as it was, whatever becomes of the report
        raise UserError(
            self.env._(
                "%(report)s was issued with this file: it stays on record.",
                report=self.display_name,
            )
        )
