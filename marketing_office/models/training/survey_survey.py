from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .mkt_training_plan import KEEPERS

# what decides whether somebody passes
PASSING = {
    "certification",
    "scoring_type",
    "scoring_success_min",
    "questions_selection",
    "users_login_required",
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

    @api.model
    def _mkt_examined(self, first, *path):
        """Domain of what the user may see of questions; the names lead to their survey.

        The host shows all its survey users what is right: of a certification of the
        office, who wrote it, runs its sessions or keeps the training sees that, and
        nobody who has to pass it.
        """
        user = self.env.user
        kept = set(self.env.companies.ids) & set(user.mkt_companies(*KEEPERS))
        runs = Domain("user_id", "=", user.id) | Domain("company_id", "in", list(kept))
        takes = Domain("participant_ids", "in", user.ids)
        examines = Domain("user_id", "=", user.id) | Domain(
            "mkt_session_ids", "any", runs
        )
        examines &= Domain("mkt_session_ids", "not any", takes)
        kept_back = Domain("mkt_session_ids", "!=", False) & ~examines
        for name in reversed(path):
            kept_back = Domain(name, "any", kept_back)
        # questionnaires of others are told without a query: they cost the house nothing
        others = Domain(".".join((first, *path, "mkt_is_asked")), "!=", True)
        return others | Domain(first, "not any", kept_back)

    def _mkt_is_edited_by(self, user):
        return super()._mkt_is_edited_by(user) or user in self.mkt_session_ids.user_id

    def write(self, vals):
        # a live session that is begun without the host's button
        if vals.get("session_state"):
            self._mkt_refuse_session()
        if PASSING & vals.keys():
            self.check_access("write")
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
