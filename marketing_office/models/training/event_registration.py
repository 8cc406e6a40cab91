from odoo import api, models
from odoo.exceptions import AccessError


class EventRegistration(models.Model):
    """At the events of our sessions, who was there is said by whoever records it here."""

    _inherit = "event.registration"

    @api.model_create_multi
    def create(self, vals_list):
        registrations = super().create(vals_list)
        registrations._mkt_check_recorder()
        return registrations

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"state", "event_id", "event_slot_id", "active"}:
            self._mkt_check_recorder()
        return result

    def _mkt_check_recorder(self):
        """Raise AccessError where others than the session's recorders say who was there."""
        if self.env.su:
            return
        sessions = self.env["mkt.training.session"]
        of_event = sessions._of_events()
        # sudo: whoever may read what the registration has become
        for registration in self.sudo().filtered(lambda r: r.state == "done"):
            number = of_event.get(registration.event_id.id)
            if not number:
                continue
            session = sessions.sudo().browse(number)
            own = registration.partner_id == self.env.user.partner_id
            if own or not session.can_record:
                raise AccessError(
                    self.env._(
                        "%(session)s is a training: who was there is recorded by"
                        " %(user)s, who runs it, and nobody records themselves.",
                        session=session.name,
                        user=session.user_id.name,
                    )
                )
