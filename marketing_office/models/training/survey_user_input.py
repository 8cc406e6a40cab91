from odoo import fields, models


class SurveyUserInput(models.Model):
    """Answers to certifications of the office: handed in once, touched by nobody."""

    _inherit = "survey.user_input"

    # for the guards: whose result the answer is
    mkt_attendance_ids = fields.One2many(
        "mkt.training.attendance",
        "answer_id",
        "Certification of",
        groups=fields.NO_ACCESS,
    )

    def _mkt_of_customers(self):
        """The answers that nobody changes but who gives them: those of trainees too."""
        # sudo: rows that the user may not read count too
        trainees = self.sudo().filtered("mkt_attendance_ids").sudo(False)
        return super()._mkt_of_customers() | trainees

    def _mark_done(self):
        result = super()._mark_done()
        # sudo: the result follows from what was handed in
        for answer in self.sudo():
            if row := answer.mkt_attendance_ids:
                row._take_result(answer)
        return result
