from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...tools.sample import margin_of_error
from ...tools.text import title_of

# the figures are everybody's, what people said is the researchers' and deciders'
READERS = (
    "marketing_office.group_market_researcher,marketing_office.group_marketing_manager,"
    "marketing_office.group_product_manager,marketing_office.group_director,"
    "marketing_office.group_leadership"
)


class FindingEvidence(models.Model):
    """What a finding rests on: answers, interviews, analyses of its study, and files."""

    _inherit = "mkt.finding"

    survey_ids = fields.Many2many(
        "survey.survey",
        string="All Answers of",
        copy=False,
        groups="survey.group_survey_user",
        help="The figures of whole questionnaires of the study.",
        ondelete="restrict",
    )
    answer_ids = fields.Many2many(
        "survey.user_input",
        string="Single Answers",
        copy=False,
        groups="survey.group_survey_user",
        ondelete="restrict",
    )
    interview_ids = fields.Many2many(
        "mkt.interview",
        "mkt_finding_interview_rel",
        "finding_id",
        "interview_id",
        "Interviews",
        copy=False,
        groups=READERS,
    )
    analysis_ids = fields.Many2many(
        "mkt.competitor.analysis",
        "mkt_finding_analysis_rel",
        "finding_id",
        "analysis_id",
        "Competitor Analyses",
        copy=False,
        groups=READERS,
    )
    attachment_ids = fields.Many2many(
        "ir.attachment",
        string="Files",
        copy=False,
        bypass_search_access=True,
        groups=READERS,
    )
    evidence_count = fields.Integer(
        "Pieces of Evidence", compute="_compute_evidence_count", compute_sudo=True
    )
    basis = fields.Char(
        "It Stands on",
        compute="_compute_basis",
        compute_sudo=True,
        groups=READERS,
        help="How many people have said something, and by how many points a share of"
        " all answers may be off.",
    )

    @api.depends(
        "survey_ids", "answer_ids", "interview_ids", "analysis_ids", "attachment_ids"
    )
    def _compute_evidence_count(self):
        answered = self.survey_ids._mkt_figures()
        for finding in self:
            finding.evidence_count = (
                len([s for s in finding.survey_ids if answered[s.id].answered])
                + len(finding.answer_ids.filtered("mkt_is_answered"))
                + len(finding.interview_ids)
                + len(finding.analysis_ids)
                + len(finding.attachment_ids)
            )

    @api.depends("survey_ids", "answer_ids", "interview_ids")
    @api.depends_context("lang")
    def _compute_basis(self):
        figures = self.survey_ids._mkt_figures()
        for finding in self:
            parts = []
            for survey in finding.survey_ids:
                count = figures[survey.id].answered
                margin = f", ± {margin_of_error(count):.1f}" if count else ""
                parts.append(f"{survey.title} (n = {count}{margin})")
            for name in ("answer_ids", "interview_ids"):
                if cited := finding[name]:
                    title = self._fields[name]._description_string(self.env)
                    parts.append(f"{title} (n = {len(cited)})")
            finding.basis = title_of(*parts)

    @api.constrains(
        "study_id", "survey_ids", "answer_ids", "interview_ids", "analysis_ids"
    )
    def _check_evidence(self):
        # sudo: what is cited, whatever the author may read
        for finding in self.sudo():
            study = finding.study_id
            if (
                finding.survey_ids | finding.answer_ids.survey_id
            ) - study.survey_ids or (
                finding.interview_ids.study_id | finding.analysis_ids.study_id
            ) - study:
                raise ValidationError(
                    self.env._(
                        "%(finding)s cites evidence that is not of its study.",
                        finding=finding.name,
                    )
                )
            if finding.answer_ids.filtered(lambda a: not a.mkt_is_answered):
                raise ValidationError(
                    self.env._("Only answers that were handed in are cited.")
                )
            for interview in finding.interview_ids:
                if not interview.consent:
                    raise ValidationError(
                        self.env._(
                            "%(person)s has not consented: the interview cannot be"
                            " cited.",
                            person=interview.name,
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        findings = super().create(vals_list)
        findings._adopt_files()
        return findings

    def write(self, vals):
        done = super().write(vals)
        if "attachment_ids" in vals:
            self._adopt_files()
        return done

    def _adopt_files(self):
        for finding in self:
            # sudo: files are for readers of evidence, whoever writes the finding
            finding.sudo().attachment_ids._mkt_belong_to(finding)

    def _check_files_may_change(self):
        """Raise an error where the files that the finding cites stay as they are."""
        self.ensure_one()
        if self.state != "draft":
            raise UserError(
                self.env._(
                    "The finding %(finding)s was submitted with this file: it stays as"
                    " it is.",
                    finding=self.name,
                )
            )
        # the user counts, not the rights: the host deletes files by sudo
        if self.env.user != self.user_id:
            raise AccessError(
                self.env._(
                    "The finding %(finding)s cites this file: only its author"
                    " changes it.",
                    finding=self.name,
                )
            )

    @api.model
    def _check_uncited(self, field, records):
        """Raise UserError where a finding cites one of the records in the field."""
        # sudo: findings that the user may not read cite them too
        cited = self.sudo().search([(field, "in", records.ids)], limit=1)
        if cited:
            raise UserError(
                self.env._(
                    "The finding %(finding)s cites this as evidence: it stays.",
                    finding=cited.name,
                )
            )
