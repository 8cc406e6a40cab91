from odoo import api, fields, models
from odoo.tools import float_round

from ...models.research.survey_crosstab import CROSSTAB_TYPES
from ...tools.sample import margin_of_error


class StudyCrosstab(models.TransientModel):
    """Two questions of a study against each other."""

    _name = "mkt.study.crosstab"
    _description = "Crosstab"
    _inherit = ["mkt.reading.mixin"]

    study_id = fields.Many2one(
        "mkt.study", required=True, readonly=True, ondelete="cascade"
    )
    survey_ids = fields.Many2many(related="study_id.survey_ids")
    row_id = fields.Many2one(
        "survey.question",
        "Rows",
        required=True,
        ondelete="cascade",
        domain=f"[('survey_id', 'in', survey_ids), ('question_type', 'in', {CROSSTAB_TYPES})]",
    )
    row_survey_id = fields.Many2one(related="row_id.survey_id")
    column_id = fields.Many2one(
        "survey.question",
        "Columns",
        ondelete="cascade",
        domain="[('survey_id', '=', row_survey_id), ('id', '!=', row_id),"
        f" ('question_type', 'in', {CROSSTAB_TYPES})]",
    )
    table = fields.Html(compute="_compute_table", sanitize=False)

    @api.onchange("row_id")
    def _onchange_row_id(self):
        others = self.row_id.survey_id.question_ids - self.row_id
        if self.column_id not in others:
            self.column_id = False

    @api.constrains("study_id", "row_id", "column_id")
    def _check_questions(self):
        for dialog in self.filtered("column_id"):
            dialog.study_id._check_crosstab(dialog.row_id, dialog.column_id)

    @api.depends("study_id", "row_id", "column_id")
    @api.depends_context("uid", "lang")
    def _compute_table(self):
        for dialog in self:
            dialog.table = False
            if dialog.row_id and dialog.column_id:
                dialog.table = self.env["ir.qweb"]._render(
                    "marketing_office.study_crosstab",
                    {
                        "row": dialog.row_id,
                        "column": dialog.column_id,
                        "percents": "{:.1f} %".format,
                        "margin": _margin,
                        "crosstab": dialog.study_id._crosstab(
                            dialog.row_id, dialog.column_id
                        ),
                    },
                )

    def action_export(self):
        """The table as a workbook."""
        self.ensure_one()
        self.study_id._crosstab(self.row_id, self.column_id)
        return {
            "type": "ir.actions.act_url",
            "url": f"/marketing_office/study/{self.study_id.id}/crosstab"
            f"/{self.row_id.id}/{self.column_id.id}.xlsx",
            "target": "download",
        }


def _margin(count):
    return f"± {float_round(margin_of_error(count), 1):.1f}"
