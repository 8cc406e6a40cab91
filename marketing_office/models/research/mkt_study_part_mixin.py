from odoo import fields, models


class StudyPartMixin(models.AbstractModel):
    """Something a study collects: it comes in and changes while the study is open."""

    _name = "mkt.study.part.mixin"
    _description = "Part of a Study"
    _inherit = ["mkt.open.part.mixin"]
    _fixed_after_creation = ("study_id",)

    study_id = fields.Many2one(
        "mkt.study", required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(related="study_id.company_id", store=True, index=True)
    study_state = fields.Selection(related="study_id.state", string="State of Study")

    def _check_document_open(self):
        self.study_id._check_open()
