from odoo import api, fields, models


class AppraisalLate(models.Model):
    _inherit = "mkt.appraisal"

    has_drift = fields.Boolean("Figures Changed Late", compute="_compute_has_drift")

    # not of the lines: a mark that is entered asks the server for nothing
    @api.depends("state")
    def _compute_has_drift(self):
        for appraisal in self:
            appraisal.has_drift = any(appraisal.line_ids.mapped("has_drift"))
