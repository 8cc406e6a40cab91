from odoo import api, fields, models


class StudyDecision(models.Model):
    """What studies have cost, for whoever is asked to approve one."""

    _inherit = "mkt.study"

    similar_ids = fields.Many2many(
        "mkt.study",
        string="Last Similar Studies",
        compute="_compute_similar_ids",
        help="Reported studies by the same methods, and what they cost.",
    )

    @api.depends(
        "by_questionnaire", "by_interview", "by_competitor_analysis", "company_id"
    )
    @api.depends_context("uid")
    def _compute_similar_ids(self):
        methods = "by_questionnaire", "by_interview", "by_competitor_analysis"
        for study in self:
            study.similar_ids = study._last_similar(
                [
                    ("state", "=", "reported"),
                    *((name, "=", study[name]) for name in methods),
                ],
                "reported_at desc, id desc",
            )
