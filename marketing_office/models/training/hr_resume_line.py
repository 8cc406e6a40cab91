from odoo import api, models
from odoo.exceptions import AccessError

# what a line says of a certification, and of whom
CERTIFIED = {
    "survey_id",
    "employee_id",
    "name",
    "date_start",
    "date_end",
    "line_type_id",
}


class HrResumeLine(models.Model):
    """Certifications of the office come from what was handed in, by nobody's own hand."""

    _inherit = "hr.resume.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._mkt_check_certified()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & CERTIFIED:
            self._mkt_check_certified()
        return result

    def _mkt_check_certified(self):
        """Raise AccessError where somebody writes that our certification was passed."""
        # the host writes what was passed as superuser; most lines are about no
        # questionnaire, which costs nothing to see
        if self.env.su or not self.survey_id:
            return
        # sudo: sessions that the writer may not read certify too
        ours = self.sudo().survey_id.filtered("mkt_session_ids")
        if ours:
            raise AccessError(
                self.env._(
                    "%(survey)s is a certification of the office: it stands in the"
                    " résumé once it has been passed, and is not written there by hand.",
                    survey=ours[0].title,
                )
            )
