from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...tools.deletion import guards_deletion


class CompetitorAnalysis(models.Model):
    _name = "mkt.competitor.analysis"
    _description = "Competitor Analysis"
    _inherit = ["mkt.study.part.mixin"]
    _order = "date desc, id desc"
    _rec_names_search = ["competitor_id.name"]
    _check_company_auto = True
    _governed = ("finding_ids",)

    competitor_id = fields.Many2one(
        "mkt.competitor",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    date = fields.Date(
        "Analysed on",
        required=True,
        default=lambda self: self.env.company._mkt_today(),
    )
    user_id = fields.Many2one(
        "res.users", "Analysed by", required=True, default=lambda self: self.env.user
    )
    strengths = fields.Text()
    weaknesses = fields.Text()
    conclusion = fields.Text(required=True)
    finding_ids = fields.Many2many(
        "mkt.finding",
        "mkt_finding_analysis_rel",
        "analysis_id",
        "finding_id",
        "Cited by",
        readonly=True,
        copy=False,
    )

    @api.depends("competitor_id.name", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for analysis in self:
            words = analysis.competitor_id.name, format_date(self.env, analysis.date)
            analysis.display_name = " · ".join(filter(None, words))

    def write(self, vals):
        # sudo: whoever wrote the finding
        self.sudo().finding_ids._check_cited_unchanged()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_cited(self):
        # sudo: findings that the user may not read cite it too
        if self.sudo().finding_ids:
            raise UserError(self.env._("A finding cites this analysis: it stays."))
