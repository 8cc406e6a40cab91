from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ...tools.deletion import guards_deletion


class Interview(models.Model):
    """A conversation for a study; what was said is kept with consent alone."""

    _name = "mkt.interview"
    _description = "Interview"
    _inherit = ["mkt.study.part.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _governed = ("finding_ids",)

    name = fields.Char("Interviewee", required=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Interviewee's Organisation",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    date = fields.Date(
        "Interview Date",
        required=True,
        default=lambda self: self.env.company._mkt_today(),
    )
    user_id = fields.Many2one(
        "res.users", "Interviewer", required=True, default=lambda self: self.env.user
    )
    consent = fields.Boolean(
        "Consent Given",
        help="The person agrees that the notes are kept and cited.",
    )
    notes = fields.Text("Interview Notes")
    is_held = fields.Boolean("Counts as Sample", compute="_compute_is_held", store=True)
    finding_ids = fields.Many2many(
        "mkt.finding",
        "mkt_finding_interview_rel",
        "interview_id",
        "finding_id",
        "Cited by",
        readonly=True,
        copy=False,
    )

    @api.depends("consent", "notes")
    def _compute_is_held(self):
        for interview in self:
            interview.is_held = interview.consent and bool(
                (interview.notes or "").strip()
            )

    @api.depends("name", "partner_id.name", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for interview in self:
            day = format_date(self.env, interview.date)
            words = interview.name, interview.partner_id.name, day
            interview.display_name = " · ".join(filter(None, words))

    @api.constrains("consent", "notes")
    def _check_consent(self):
        for interview in self:
            if interview.consent:
                continue
            if interview.notes:
                raise ValidationError(
                    self.env._(
                        "%(person)s has not consented: notes of the interview are not"
                        " kept.",
                        person=interview.name,
                    )
                )
            # sudo: findings of colleagues cite it too
            if interview.sudo().finding_ids:
                raise ValidationError(
                    self.env._(
                        "%(person)s is cited by a finding: take the citation out first.",
                        person=interview.name,
                    )
                )

    def write(self, vals):
        # sudo: whoever wrote the finding
        self.sudo().finding_ids._check_cited_unchanged()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_cited(self):
        # sudo: findings that the user may not read cite it too
        if self.sudo().finding_ids:
            raise UserError(self.env._("A finding cites this interview: it stays."))
