from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.deletion import guards_deletion


class SurveySurvey(models.Model):
    _inherit = "survey.survey"

    # for record rules: to whom the answers belong
    mkt_satisfaction_ids = fields.One2many(
        "mkt.satisfaction.survey",
        "survey_id",
        "Satisfaction Surveys",
        groups=fields.NO_ACCESS,
    )

    def write(self, vals):
        # whichever way it is archived, its answers would no longer be counted
        if not vals.get("active", True):
            self._mkt_refuse_in_use()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_satisfaction(self):
        self._mkt_refuse_in_use()

    def _mkt_refuse_in_use(self):
        # sudo: satisfaction surveys that the editor may not read use it too
        surveys = self.env["mkt.satisfaction.survey"].sudo()
        in_use = surveys.search(
            [("survey_id", "in", self.ids), ("state", "!=", "draft")], limit=1
        )
        if in_use:
            raise UserError(
                self.env._(
                    "The satisfaction survey %(survey)s uses this questionnaire.",
                    survey=in_use.name,
                )
            )
