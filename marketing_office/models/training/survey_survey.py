from odoo import fields, models
from odoo.exceptions import UserError

# what decides whether somebody passes
PASSING = {
    "certification",
    "scoring_type",
    "scoring_success_min",
    "questions_selection",
}


class SurveySurvey(models.Model):
    """Who is to pass a certification does not make it easier."""

    _inherit = "survey.survey"

    mkt_session_ids = fields.One2many(
        "mkt.training.session",
        "survey_id",
        "Sessions That Certify",
        groups=fields.NO_ACCESS,
    )

    def write(self, vals):
        if PASSING & vals.keys():
            self._mkt_refuse_certifying()
        return super().write(vals)

    def _mkt_refuse_certifying(self):
        """Raise UserError where a session under way certifies by one of the surveys."""
        if self.env.su:
            return
        # sudo: sessions that the editor may not read certify too
        session = self.sudo().mkt_session_ids.filtered(
            lambda s: s.state in ("scheduled", "held")
        )[:1]
        if session:
            raise UserError(
                self.env._(
                    "%(session)s certifies by this questionnaire: what it takes to pass"
                    " stays.",
                    session=session.name,
                )
            )
