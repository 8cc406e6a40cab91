from odoo import api, fields, models
from odoo.exceptions import AccessError

from .mkt_training_plan import KEEPERS


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

    @api.model
    def _mkt_asking(self):
        return super()._mkt_asking() | {"survey_id.mkt_session_ids": KEEPERS}

    @api.model_create_multi
    def create(self, vals_list):
        answers = super().create(vals_list)
        # the host makes the answers of those who begin by themselves as superuser
        if not self.env.su:
            answers._mkt_check_begun_by_themselves()
        return answers

    def _mkt_check_begun_by_themselves(self):
        # sudo: sessions that the user may not read certify too
        ours = self.sudo().survey_id.filtered("mkt_session_ids")
        if ours:
            raise AccessError(
                self.env._(
                    "%(survey)s is a certification of the office: its participants"
                    " begin it themselves, from their training.",
                    survey=ours[0].title,
                )
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
