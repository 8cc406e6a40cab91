from odoo import api, fields, models


class AppraisalLate(models.Model):
    _inherit = "mkt.appraisal"

    has_drift = fields.Boolean("Figures Changed Late", compute="_compute_has_drift")

    @api.depends("line_ids.value")
    def _compute_has_drift(self):
        for appraisal in self:
            appraisal.has_drift = any(appraisal.line_ids.mapped("has_drift"))
