from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.deletion import guards_deletion
from ...tools.text import title_of
from .mkt_study import OPEN_STATES

VALIDATING_POSTS = "marketing_manager", "director"


class Finding(models.Model):
    """What a study found out; plans rest on findings that a second person validated."""

    _name = "mkt.finding"
    _description = "Finding"
    _inherit = ["mkt.study.part.mixin", "mail.thread"]
    _finished = {"validated": (), "rejected": ()}
    _order = "id desc"
    _rec_names_search = ["name", "study_id.name"]
    _check_company_auto = True
    _governed = ("state", "validated_by_id", "validated_at", "reject_reason")
    _fixed_after_creation = ("user_id",)

    name = fields.Char("Finding", required=True)
    description = fields.Text(
        "Explanation", help="What was found out, and what it means for the decision."
    )
    user_id = fields.Many2one(
        "res.users",
        "Author",
        required=True,
        index=True,
        default=lambda self: self.env.user,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("validated", "Validated"),
            ("rejected", "Rejected"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )
    validated_by_id = fields.Many2one(
        "res.users", "Reviewed by", readonly=True, copy=False, ondelete="restrict"
    )
    validated_at = fields.Datetime("Reviewed on", readonly=True, copy=False)
    reject_reason = fields.Char("Reason of Rejection", readonly=True, copy=False)
    is_mine = fields.Boolean(compute="_compute_is_mine")
    can_validate = fields.Boolean(compute="_compute_can_validate")

    @api.depends("name", "study_id.name", "study_id.date_from", "study_id.date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """Whoever cites findings sees of which study they are, and from when."""
        name_of = self.env["mkt.period"]._name_of
        # sudo: members read a validated finding before its study is reported
        for finding in self.sudo():
            study = finding.study_id
            first, last = (
                name_of("month", f"{day:%Y-%m}") if day else ""
                for day in (study.date_from, study.date_to)
            )
            finding.display_name = title_of(
                finding.name,
                study.name,
                first if first == last else f"{first} – {last}",
            )

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for finding in self:
            finding.is_mine = finding.user_id == self.env.user

    @api.depends("state", "user_id", "study_id.user_id", "study_id.state", "company_id")
    @api.depends_context("uid")
    def _compute_can_validate(self):
        user = self.env.user
        companies = user.mkt_companies(*VALIDATING_POSTS)
        for finding in self:
            finding.can_validate = (
                finding.state == "submitted"
                and finding.study_id.state in OPEN_STATES
                and finding.company_id.id in companies
                and user not in finding._authors()
            )

    def _authors(self):
        """Who is behind the finding, and thus cannot validate it."""
        # sudo: the answer must not depend on what the user may read
        finding = self.sudo()
        study = finding.study_id
        return (
            finding.user_id | finding.create_uid | study.user_id | study.submitted_by_id
        )

    def write(self, vals):
        if not self.env.su and vals.keys() - {"message_follower_ids"}:
            self._check_draft()
        return super().write(vals)

    def _check_draft(self):
        for finding in self:
            if finding.state == "submitted":
                raise UserError(
                    self.env._(
                        "%(finding)s has been submitted: its author takes it back"
                        " before it changes.",
                        finding=finding.name,
                    )
                )
            if finding.state != "draft":
                raise UserError(
                    self.env._(
                        "%(finding)s was reviewed and stays as it is.",
                        finding=finding.name,
                    )
                )

    def _check_cited_unchanged(self):
        """What a validated finding rests on does not change any more."""
        for finding in self:
            if finding.state == "validated":
                raise UserError(
                    self.env._(
                        "The validated finding %(finding)s rests on this: it does not"
                        " change any more.",
                        finding=finding.name,
                    )
                )

    @guards_deletion
    def _unlink_except_draft(self):
        self._check_draft()

    def action_submit(self):
        """Hand findings in to be reviewed; until then they are their author's drafts."""
        self._check_author("draft")
        self._check_has_evidence()
        self._set_state("submitted")

    def action_withdraw(self):
        """Take findings back that nobody has reviewed yet."""
        self._check_author("submitted")
        self._set_state("draft")

    def _check_author(self, state):
        """Raise an error unless the findings are the user's own, and in the state."""
        self.check_access("read")
        self._check_state(state)
        for finding in self:
            if finding.user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "%(finding)s: only its author submits a finding, or takes it"
                        " back.",
                        finding=finding.name,
                    )
                )
        self.study_id._check_open()

    def _check_has_evidence(self):
        for finding in self:
            if not finding.evidence_count:
                raise UserError(
                    self.env._(
                        "%(finding)s cites no evidence: answers, interviews, analyses"
                        " or files.",
                        finding=finding.name,
                    )
                )

    def action_validate(self):
        """Confirm findings of colleagues on their evidence."""
        for finding in self:
            finding._check_review()
            finding._check_has_evidence()
            finding._end_review("validated")

    def action_reject(self, reason):
        """Turn findings of colleagues down; the reason stays on record."""
        reason = self._check_reason(reason)
        for finding in self:
            finding._check_review()
            finding._end_review("rejected", reject_reason=reason)

    def action_rework(self):
        """Take rejected findings up again."""
        self.check_access("write")
        self.study_id._check_open()
        self._check_state("rejected")
        self._set_state("draft", validated_by_id=False, validated_at=False)

    def action_open_rejection(self):
        """The dialog that asks for the reason."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Turn Down"),
            "res_model": "mkt.finding.rejection",
            "view_mode": "form",
            "target": "new",
            "context": {"default_finding_id": self.id},
        }

    def _check_review(self):
        self.check_access("read")
        self._check_state("submitted")
        self.study_id._check_open()
        if not self.env.user._mkt_holds(self.company_id, *VALIDATING_POSTS):
            raise AccessError(
                self.env._(
                    "Only the Marketing Manager or the Director can review findings:"
                    " ask one of them."
                )
            )
        if self.env.user in self._authors():
            raise AccessError(
                self.env._(
                    "%(finding)s: somebody other than its author and the study's"
                    " responsible reviews it.",
                    finding=self.name,
                )
            )

    def _end_review(self, state, **vals):
        self._set_state(
            state,
            validated_by_id=self.env.uid,
            validated_at=fields.Datetime.now(),
            **vals,
        )
