from odoo import api, fields, models

from ...tools.deletion import guards_deletion


class StudyPartMixin(models.AbstractModel):
    """Something a study collects: it comes in and changes while the study is open."""

    _name = "mkt.study.part.mixin"
    _description = "Part of a Study"
    _inherit = ["mkt.governed.mixin"]
    _fixed_after_creation = ("study_id",)

    study_id = fields.Many2one(
        "mkt.study", required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(related="study_id.company_id", store=True, index=True)
    study_state = fields.Selection(related="study_id.state", string="State of Study")

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._check_study_open()
        return parts

    def write(self, vals):
        self._check_study_open()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_closed(self):
        self._check_study_open()

    def _check_study_open(self):
        if not self.env.su:
            self.study_id._check_open()
